import {describe, expect, it} from 'vitest';
import {applyRequests} from '../../../../source/transfers/engine/loop/apply-requests.ts';
import type {ItemState} from '../../../../source/transfers/item.ts';
import {openQueueFile} from '../../../support/queue-file.ts';

async function open() {
	const queue = await openQueueFile();
	const running = new Map<number, {readonly abort: AbortController}>();
	const counting = {job: queue.job().id, abort: new AbortController()};
	return {
		...queue,
		counting,
		run(name: string, state: ItemState) {
			const {id} = queue.add(name, {}, state);
			const abort = new AbortController();
			running.set(id, {abort});
			return {id, isStopped: () => abort.signal.aborted};
		},
		obey(isCounting = true) {
			applyRequests(queue.store, running, isCounting ? counting : undefined);
			return counting.abort.signal.aborted;
		},
	};
}

describe('work that is under way', () => {
	it('is stopped where somebody has cancelled it, paused it or taken it out, and nowhere else', async () => {
		const {run, obey, store} = await open();
		const cancelled = run('a', {phase: 'cancelled'});
		const paused = run('b', {phase: 'paused'});
		const others = [run('c', {phase: 'sending'}), run('d', {phase: 'waiting'})];
		const removed = run('e', {phase: 'sending'});
		store.items.remove(removed.id);

		expect(obey()).toBe(false);

		expect([cancelled, paused, removed].map(each => each.isStopped())).toEqual([true, true, true]);
		expect(others.map(each => each.isStopped())).toEqual([false, false]);
	});

	it('is stopped as a whole when the queue is to stop now; what is under way may end when it is only paused', async () => {
		const {run, obey, store} = await open();
		const item = run('a', {phase: 'sending'});

		store.facts.write('paused', 'yes');
		expect([obey(), item.isStopped()]).toEqual([false, false]);
		store.facts.write('paused', 'now');
		expect([obey(), item.isStopped()]).toEqual([true, true]);
	});

	it.each(['counting', 'counted', 'over'] as const)('is counted on while its job is %s', async state => {
		const {obey, setJob} = await open();
		setJob(state);

		expect(obey()).toBe(false);
	});

	it('is not counted any more when its job is cancelled', async () => {
		const {obey, setJob} = await open();
		setJob('cancelled');

		expect([obey(false), obey()]).toEqual([false, true]);
	});
});
