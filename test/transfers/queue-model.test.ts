import path from 'node:path';
import process from 'node:process';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {Failure} from '../../source/failure.ts';
import {runEngine} from '../../source/transfers/engine/loop/run.ts';
import {runningPhases} from '../../source/transfers/item.ts';
import {openQueue, type Queue} from '../../source/transfers/queue.ts';
import {watchQueue} from '../../source/transfers/watch.ts';
import {cloud, disk, openEngine} from '../support/engine.ts';
import {systemClock} from '../support/sandbox.ts';
import {jobsIn} from '../support/queue-file.ts';
import {storedVersions} from '../support/sandbox/stored.ts';
import {makeTree, uniqueFiles} from '../support/trees.ts';

/*
JOTTAFM_QUEUE_RUNS=300 is the long form; the suite runs a few.
*/
const numberRuns = Number(process.env.JOTTAFM_QUEUE_RUNS ?? 8);
const fileCount = 8;

type Phase = 'waiting' | 'paused' | 'cancelled' | 'done' | 'gone'; // what runs counts as waiting
type Wish = 'pause' | 'resume' | 'cancel' | 'retry' | 'remove';
type Step =
	| {readonly kind: Wish; readonly item: number}
	| {readonly kind: 'earlier' | 'later'; readonly item: number}
	| {readonly kind: 'clear' | 'cancel all' | 'pause all' | 'stop all' | 'go on' | 'start' | 'end' | 'wait'};

const anyItem = fc.nat({max: fileCount});
const anyStep: fc.Arbitrary<Step> = fc.oneof(
	{weight: 5, arbitrary: fc.record({kind: fc.constantFrom<Wish>('pause', 'resume', 'cancel', 'retry', 'remove'), item: anyItem})},
	{weight: 2, arbitrary: fc.record({kind: fc.constantFrom('earlier' as const, 'later' as const), item: anyItem})},
	{weight: 5, arbitrary: fc.record({kind: fc.constantFrom('clear' as const, 'cancel all' as const, 'pause all' as const, 'stop all' as const, 'go on' as const, 'start' as const, 'start' as const, 'end' as const, 'wait' as const, 'wait' as const)})},
);

const isOver = (phase: Phase) => phase === 'cancelled' || phase === 'done';

/** What a wish makes of an item. */
const after: Readonly<Record<Wish | 'clear', (phase: Phase) => Phase>> = {
	pause: phase => phase === 'waiting' ? 'paused' : phase,
	resume: phase => phase === 'paused' ? 'waiting' : phase,
	cancel: phase => phase === 'waiting' || phase === 'paused' ? 'cancelled' : phase,
	retry: phase => phase === 'cancelled' ? 'waiting' : phase,
	remove: () => 'gone',
	clear: phase => isOver(phase) ? 'gone' : phase,
};

/**
Where each item can be. While an engine works, what waits may be done at any time; and what was under way when a wish came may
still be done long after it, whatever was wished for meanwhile, as long as the engine lives.
*/
class Model {
	readonly #underWay = new Set<number>();
	order: number[];
	readonly possible: Map<number, Set<Phase>>;

	constructor(ids: readonly number[]) {
		this.order = [...ids];
		this.possible = new Map(ids.map(id => [id, new Set<Phase>(['waiting'])]));
	}

	#reachable(id: number): Set<Phase> {
		return new Set([...this.possible.get(id)!, ...this.#underWay.has(id) ? ['done' as const] : []]);
	}

	wish(wish: Wish | 'clear', id: number, isWorking: boolean): void {
		if (isWorking && this.possible.get(id)!.has('waiting')) {
			this.#underWay.add(id);
		}

		const now = new Set([...this.#reachable(id)].map(phase => after[wish](phase)));
		if (wish === 'remove') {
			this.#underWay.delete(id);
		}

		this.possible.set(id, now);
		this.possible.set(id, this.#reachable(id));
	}

	/** Nothing works any more: what is there must have been possible, and is what it is. */
	settle(found: ReadonlyMap<number, Phase>, hasWorked: boolean): void {
		for (const [id, phases] of this.possible) {
			if (hasWorked && phases.has('waiting')) {
				this.#underWay.add(id);
			}

			const phase = found.get(id) ?? 'gone';
			expect([...this.#reachable(id)], `item ${id}`).toContain(phase);
			this.possible.set(id, new Set([phase]));
		}

		this.#underWay.clear();
	}

	/** Changes turns with the neighbour among those that wait. */
	move(id: number, step: -1 | 1): boolean {
		const waiting = this.waiting();
		const other = waiting.includes(id) ? waiting[waiting.indexOf(id) + step] : undefined;
		if (other === undefined) {
			return false;
		}

		this.order = this.order.map(each => each === id ? other : (each === other ? id : each));
		return true;
	}

	waiting(): readonly number[] {
		return this.order.filter(id => this.possible.get(id)!.has('waiting') || this.possible.get(id)!.has('paused'));
	}
}

function phasesIn(queue: Queue): ReadonlyMap<number, Phase> {
	const items = jobsIn(queue).flatMap(({id}) => queue.itemsOf(id));
	return new Map(items.map(({id, state: {phase}}) => [id, runningPhases.includes(phase) ? 'waiting' : phase as Phase]));
}

/** The queue, an engine that comes and goes, and the model beside them. */
class Trial {
	readonly #queue: Queue;
	readonly #startEngine: (signal: AbortSignal) => Promise<void>;
	#engine: {readonly abort: AbortController; readonly ended: Promise<void>} | undefined;
	readonly ids: readonly number[];
	readonly model: Model;

	constructor(queue: Queue, startEngine: (signal: AbortSignal) => Promise<void>) {
		this.#queue = queue;
		this.#startEngine = startEngine;
		this.ids = [...phasesIn(queue).keys()];
		this.model = new Model(this.ids);
	}

	#start(): void {
		if (this.#engine) {
			return;
		}

		const abort = new AbortController();
		this.#engine = {abort, ended: this.#startEngine(abort.signal)};
	}

	#wish(wish: Wish, id: number): void {
		const {pauseItem, resumeItem, cancelItem, retry, removeItem} = this.#queue;
		({
			pause: pauseItem, resume: resumeItem, cancel: cancelItem, retry, remove: removeItem,
		})[wish](id);
		this.model.wish(wish, id, this.#engine !== undefined);
	}

	#wishForAll(wish: 'clear' | 'cancel all' | 'pause all' | 'stop all' | 'go on'): void {
		const {clearFinished, cancelAll, pause, stopNow, resume} = this.#queue;
		({
			clear: clearFinished, 'cancel all': cancelAll, 'pause all': pause, 'stop all': stopNow, 'go on': resume,
		})[wish]();
		if (wish === 'clear' || wish === 'cancel all') {
			for (const id of this.ids) {
				this.model.wish(wish === 'clear' ? 'clear' : 'cancel', id, this.#engine !== undefined);
			}
		}
	}

	#compareOrder(): void {
		const {rows} = watchQueue(this.#queue, () => true).snapshot();
		expect(rows.filter(({phase}) => phase === 'waiting' || phase === 'paused').map(({id}) => id)).toEqual(this.model.waiting());
	}

	#compareTotals(): void {
		const {totals} = watchQueue(this.#queue, () => true).snapshot();
		const count = (...phases: readonly Phase[]) => [...phasesIn(this.#queue).values()].filter(phase => phases.includes(phase)).length;
		expect(totals).toMatchObject({
			running: 0, waiting: count('waiting', 'paused'), done: count('done'), failed: 0,
		});
	}

	async take(step: Step): Promise<void> {
		switch (step.kind) {
			case 'pause':
			case 'resume':
			case 'cancel':
			case 'retry':
			case 'remove': {
				this.#wish(step.kind, this.ids[step.item]!);
				return;
			}

			case 'earlier':
			case 'later': {
				if (!this.#engine) {
					const [id, by] = [this.ids[step.item]!, step.kind === 'earlier' ? -1 : 1] as const;
					expect(this.#queue.moveItem(id, by)).toBe(this.model.move(id, by));
				}

				return;
			}

			case 'start': {
				this.#start();
				return;
			}

			case 'end': {
				await this.end();
				return;
			}

			case 'wait': {
				await systemClock.sleep(20);
				return;
			}

			default: {
				this.#wishForAll(step.kind);
			}
		}
	}

	async end(): Promise<void> {
		const {abort, ended} = this.#engine ?? {};
		abort?.abort(new Failure('cancelled', 'The engine stops.', {nextStep: ''}));
		await ended;
		this.#engine = undefined;
		this.model.settle(phasesIn(this.#queue), abort !== undefined);
		this.#compareOrder();
		this.#compareTotals();
	}

	/** Everything that was taken back or put off is wished for again, and worked off. */
	async finish(): Promise<void> {
		await this.end();
		this.#queue.resume();
		for (const id of this.ids.filter(each => phasesIn(this.#queue).has(each))) {
			this.#wish('resume', id);
			this.#wish('retry', id);
		}

		await this.#startEngine(new AbortController().signal);
		this.model.settle(phasesIn(this.#queue), true);
	}
}

/** A folder with files, counted and waiting. */
async function openTrial() {
	const {tools, sandbox, folder} = await openEngine({latency: 2});
	const tree = path.join(folder, 'tree');
	await makeTree(tree, Object.fromEntries(Object.values(uniqueFiles(fileCount)).map((content, index) => [`${index}.bin`, content])));
	const queue = openQueue(tools);
	queue.add({
		kind: 'copy', sources: [disk(tree)], target: cloud(), overwrite: 'newer',
	});
	queue.limitTransfers(0);
	const counted = new AbortController();
	const counting = runEngine({tools, signal: counted.signal});
	await expect.poll(() => watchQueue(queue, () => true).snapshot().totals, {interval: 5}).toMatchObject({waiting: fileCount + 1, isCounting: false});
	counted.abort();
	await counting;
	queue.limitTransfers(undefined);
	return {
		queue, sandbox, trial: new Trial(queue, async signal => runEngine({tools, signal})),
	};
}

describe('a queue that is steered at random while engines come and go', () => {
	it(`is where a simple model says, and sends each file once (${numberRuns} runs)`, async () => {
		await fc.assert(fc.asyncProperty(fc.array(anyStep, {minLength: 5, maxLength: 25}), async steps => {
			const {queue, sandbox, trial} = await openTrial();
			try {
				for (const step of steps) {
					await trial.take(step);
				}

				await trial.finish();
				const left = phasesIn(queue);
				expect([...left.values()].filter(phase => phase !== 'done')).toEqual([]);
				const sent = sandbox.log.filter(({path: address, status}) => address.startsWith('/upload/') && status === 200);
				const stored = storedVersions(sandbox).filter(({state}) => state === 'COMPLETED');
				expect(sent.length).toBeLessThanOrEqual(stored.length);
				expect(stored.length).toBeLessThanOrEqual(fileCount);
			} finally {
				queue.close();
			}
		}), {numRuns: numberRuns, endOnFailure: true});
	}, 60_000 + (numberRuns * 5000));
});
