import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {createQueueView, phasesOfTab, tabRows} from '../../../source/app/stores/queue-view.ts';
import {createStore} from '../../../source/app/stores/store.ts';
import type {ItemPhase, QueueRow, QueueSnapshot} from '../../../source/transfers/snapshot.ts';
import {busyQueue} from '../../support/app/busy-queue.ts';

type Row = {readonly id: number; readonly phase: ItemPhase};

/** A queue of so many waiting items, of which a snapshot holds the first hundred. */
function openQueueView(count: number) {
	let rows: readonly Row[] = Array.from({length: count}, (_, id) => ({id, phase: 'waiting'}));
	let time = 0;
	const of = (phases: readonly ItemPhase[]) => rows.filter(({phase}) => phases.includes(phase)) as unknown as readonly QueueRow[];
	const snapshot = (): QueueSnapshot => ({
		version: 1, speed: 0, hashing: 0, isPaused: false, isEngineRunning: true, rows: of(phasesOfTab.queued).slice(0, 100), totals: {...busyQueue.totals!, waiting: of(phasesOfTab.queued).length},
	});
	const watch = {
		rowsOf: (phases: readonly ItemPhase[], {from, count: most}: {readonly from: number; readonly count: number}) => of(phases).slice(from, from + most),
		placeOf(phases: readonly ItemPhase[], id: number) {
			const place = of(phases).findIndex(row => row.id === id);
			return place === -1 ? undefined : place;
		},
	};
	const transfers = createStore(snapshot());
	const view = createQueueView({transfers, watch, clock: {now: () => time}});
	view.showTab('queued');
	return {
		view,
		rows: () => rows,
		change(next: readonly Row[]) {
			rows = next;
			time += 10;
			transfers.set(snapshot());
		},
		/** A person sees the frame; what is under the cursor in it. */
		look() {
			time += 400;
			return view.get().item?.id;
		},
		drawn: () => tabRows(transfers.get(), 'queued', watch).from(view.get().cursor, 1)[0]?.id,
	};
}

const at = fc.nat(149);
const change = fc.oneof(
	fc.record({kind: fc.constant('leaves' as const), at, count: fc.constantFrom(1, 1, 3, 120)}),
	fc.record({kind: fc.constant('comes' as const), at, count: fc.constantFrom(1, 3)}),
	fc.record({kind: fc.constant('changes places' as const), at, count: fc.constant(1)}),
);
type Change = typeof change extends fc.Arbitrary<infer One> ? One : never;

function changed(rows: readonly Row[], {kind, at: place, count}: Change, nextId: number): readonly Row[] {
	switch (kind) {
		case 'leaves': {
			return rows.map((row, index) => index >= place && index < place + count ? {...row, phase: 'done'} : row);
		}

		case 'comes': {
			return rows.toSpliced(place, 0, ...Array.from({length: count}, (_, index) => ({id: nextId + index, phase: 'waiting' as const})));
		}

		default: {
			return rows.toSpliced(place, 2, ...rows.slice(place, place + 2).toReversed());
		}
	}
}

describe('the cursor of the transfers', () => {
	it('stays on its item whatever comes and goes; a key never hits an item that was not under it in the last frame', () => {
		const steps = fc.array(fc.oneof({weight: 4, arbitrary: change}, fc.record({kind: fc.constant('moves' as const), by: fc.integer({min: -200, max: 200})})), {maxLength: 30});
		fc.assert(fc.property(fc.constantFrom(0, 3, 150), fc.array(steps, {maxLength: 4}), (count, frames) => {
			const {view, rows, change: set, look, drawn} = openQueueView(count);
			let nextId = 1000;
			for (const frame of frames) {
				const seen = look();
				expect([view.meant()?.id, drawn()]).toEqual([seen, seen]);
				let isMoved = false;
				for (const step of frame) {
					const before = view.get().item?.id;
					if (step.kind === 'moves') {
						view.moveBy(step.by);
						isMoved = true;
					} else {
						set(changed(rows(), step, nextId));
						nextId += 10;
						const stays = rows().some(({id, phase}) => id === before && phase === 'waiting');
						expect([stays, drawn()]).toEqual([stays, stays ? before : view.get().item?.id]);
					}

					expect(isMoved || view.meant()?.id === seen).toBe(true);
				}
			}
		}), {numRuns: 200});
	});

	it('means no item when it was moved from a neighbour that nobody can have seen', () => {
		const {view, rows, change: set, look} = openQueueView(3);

		set(rows().slice(1));
		view.moveBy(1);
		expect([view.get().item?.id, view.meant()]).toEqual([2, undefined]);

		expect(look()).toBe(2);
		expect(view.meant()?.id).toBe(2);
	});
});
