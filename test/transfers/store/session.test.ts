import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {next, type ItemEvent} from '../../../source/transfers/item-transitions.ts';
import type {Item} from '../../../source/transfers/item.ts';
import {cloud, disk} from '../../support/engine.ts';
import {openQueueFile} from '../../support/queue-file.ts';

const failure = {code: 'offline', sentence: 'The line is down.', nextStep: ''} as const;

async function open() {
	const queue = await openQueueFile();
	const {store} = queue;
	let names = 0;
	queue.setJob('counted');
	return {
		...queue,
		totals: () => store.shown.totals(),
		/** A further job, counted, with one file that waits. */
		addJob(size: number): Item {
			const job = store.jobs.add({
				kind: 'copy', sources: [disk('/more')], target: cloud(), overwrite: 'newer',
			}, 0);
			names += 1;
			store.items.insert({
				job, kind: 'file', direction: 'up', name: `${names}`, source: disk(`/more/${names}`), target: cloud(`/more/${names}`), facts: {source: {}}, size,
			}, {phase: 'waiting'});
			store.jobs.endCounting(job);
			return store.items.ofJob(job)[0]!;
		},
	};
}

describe('the totals', () => {
	it('of a new copy begin at nothing, whatever was copied before', async () => {
		const {add, addJob, totals} = await open();
		add('old', {size: 1000}, {phase: 'done', sent: 1000});
		add('lost', {size: 500}, {phase: 'failed', failure});

		addJob(10);

		expect(totals()).toMatchObject({
			done: 1, failed: 1, bytes: 10, bytesDone: 0, bytesLeft: 10,
		});
	});

	it('grow by what is added while something runs, and by an earlier file that is tried again', async () => {
		const {add, addJob, totals, store} = await open();
		add('old', {size: 1000}, {phase: 'done', sent: 1000});
		const lost = add('lost', {size: 500}, {phase: 'failed', failure});
		const first = addJob(10);
		store.items.save({...first, state: {phase: 'done', sent: 10}});
		addJob(20);
		addJob(30);
		expect(totals()).toMatchObject({bytes: 50, bytesDone: 0});

		store.requests.apply({item: lost.id}, {event: 'retried'});
		expect(totals()).toMatchObject({bytes: 550, bytesDone: 0, bytesLeft: 550});
		store.items.save({...lost, state: {phase: 'done', sent: 500}});

		expect(totals()).toMatchObject({bytes: 550, bytesDone: 500, bytesLeft: 50});
	});

	it('hold what is paused, asks or has failed, which the time left does not wait for', async () => {
		const {add, totals, store} = await open();
		const half = add('half', {size: 200}, {phase: 'sending'});
		store.progress.replace([{
			item: half.id, bytes: 150, speed: 1, movedAt: 1, arrived: 150,
		}]);
		add('asks', {size: 40}, {phase: 'asks', conflict: {source: {}, target: {size: 1}}});
		add('failed', {size: 5}, {phase: 'failed', failure});
		add('waits', {size: 1000});
		expect(totals()).toMatchObject({bytes: 1245, bytesDone: 150, bytesLeft: 1050});

		store.requests.apply({item: half.id}, {event: 'paused'});
		expect(totals()).toMatchObject({bytes: 1245, bytesDone: 150, bytesLeft: 1000});
		store.progress.replace([]); // the engine has let it go
		expect(totals()).toMatchObject({bytes: 1245, bytesDone: 150, bytesLeft: 1000});
		store.requests.apply({item: half.id}, {event: 'resumed'});
		store.items.save({...half, state: {phase: 'checking'}});
		store.progress.replace([{
			item: half.id, bytes: 0, speed: 0, movedAt: 1,
		}]);

		expect(totals()).toMatchObject({bytes: 1245, bytesDone: 150, bytesLeft: 1050});
	});

	it('keep what has arrived when that is cleared from the list meanwhile, and begin anew once nothing is left to do', async () => {
		const {add, addJob, totals, store} = await open();
		add('old', {size: 1000}, {phase: 'done', sent: 1000});
		const lost = add('lost', {size: 500}, {phase: 'failed', failure});
		const first = addJob(10);
		const second = addJob(20);
		store.items.save({...first, state: {phase: 'done', sent: 10}});
		store.requests.apply({item: lost.id}, {event: 'retried'});
		expect(totals()).toMatchObject({bytes: 530, bytesDone: 10, bytesLeft: 520});

		store.requests.removeFinished({keepsFailed: true});
		expect(totals()).toMatchObject({
			done: 0, bytes: 530, bytesDone: 10, bytesLeft: 520,
		});
		store.items.save({...lost, state: {phase: 'done', sent: 500}});
		expect(totals()).toMatchObject({bytes: 530, bytesDone: 510, bytesLeft: 20});
		store.requests.removeFinished({id: lost.id});
		expect(totals()).toMatchObject({bytes: 530, bytesDone: 510, bytesLeft: 20});

		store.items.save({...second, state: {phase: 'done', sent: 20}});
		store.requests.removeFinished();
		expect(totals()).toMatchObject({bytes: 0, bytesDone: 0, bytesLeft: 0});
	});

	it('never shrink in a session but by what is cancelled', async () => {
		const events = fc.constantFrom<ItemEvent['event'] | 'clear'>('clear', 'began', 'finished', 'failed', 'paused', 'resumed', 'retried', 'interrupted');
		const steps = fc.array(fc.tuple(fc.nat(9), fc.option(events, {nil: 'new job' as const})), {maxLength: 40});
		await fc.assert(fc.asyncProperty(steps, async all => {
			const {add, addJob, totals, store} = await open();
			add('first', {size: 100});
			const ids = [1];
			let before = 0;
			for (const [index, event] of all) {
				const [item] = store.items.ofJob(ids[index % ids.length]!);
				if (!item) {
					continue; // it was cleared
				}

				const isBusy = totals().waiting + totals().running > 0;
				if (event === 'new job') {
					ids.push(addJob(7).job);
				} else if (event === 'clear') {
					store.requests.removeFinished({keepsFailed: true});
				} else if (['paused', 'resumed', 'retried'].includes(event)) {
					store.requests.apply({item: item.id}, {event: event as 'paused'});
				} else {
					store.items.save(next(item, event === 'began' ? {event, phase: 'sending'} : (event === 'finished' ? {event, sent: 1} : (event === 'failed' ? {event, failure} : {event: 'interrupted'}))));
				}

				const {bytes, bytesDone, bytesLeft} = totals();
				expect(bytes).toBeGreaterThanOrEqual((event === 'new job' || event === 'clear') && !isBusy ? 0 : before);
				expect(bytesDone + bytesLeft).toBeLessThanOrEqual(bytes);
				before = bytes;
			}
		}), {numRuns: 60});
	});
});
