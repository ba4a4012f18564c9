import {
	beforeEach,
	describe,
	expect,
	it,
} from 'vitest';
import type {Clock} from '../../source/clock.ts';
import {resolveDirectories, type Directories} from '../../source/settings/directories.ts';
import {runningPhases, type ItemState} from '../../source/transfers/item.ts';
import type {Queue} from '../../source/transfers/queue.ts';
import {watchQueue} from '../../source/transfers/watch.ts';
import {cloud, disk, openTestQueue} from '../support/engine.ts';
import {openTransferStore} from '../../source/transfers/store/store.ts';
import {openCountingStore, queueFileAt} from '../support/queue-file.ts';
import {systemClock} from '../support/sandbox.ts';
import {temporaryFolder} from '../support/temp-files.ts';

const many = 5000;
const shown = 100; // of each kind
const failure = {code: 'permission', sentence: 'Somebody holds it.', nextStep: ''} as const;

function stateOf(id: number): ItemState {
	return id % 3 === 0 ? {phase: 'done', sent: 0} : (id % 2 === 1 ? {phase: 'waiting'} : {phase: 'failed', failure});
}

describe('a queue of many items', () => {
	let tools: {readonly directories: Directories; readonly clock: Clock};
	let queue: Queue;
	let job: number;

	beforeEach(async () => {
		tools = {directories: resolveDirectories(await temporaryFolder()), clock: systemClock};
		queue = openTestQueue(tools);
		job = queue.add({
			kind: 'copy', sources: [disk('/a')], target: cloud(), overwrite: 'newer',
		});
		queueFileAt(tools).insert(job, Array.from({length: many}, (_, index) => [{
			direction: 'up', name: `${index}`, source: disk(`/a/${index}`), target: cloud(`/${index}`), size: 2,
		}, stateOf(index + 1)]));
	});

	it('shows the first that wait and the newest that are over', () => {
		const {rows} = watchQueue(queue, () => false).snapshot();

		const idsOf = (phase: string) => rows.filter(row => row.phase === phase).map(({id}) => id);
		expect(idsOf('waiting').slice(0, 3)).toEqual([1, 5, 7]);
		expect(idsOf('done').slice(0, 3)).toEqual([4998, 4995, 4992]);
		expect(idsOf('failed').slice(0, 3)).toEqual([5000, 4996, 4994]);
		expect(rows).toHaveLength(3 * shown);
	});

	it('gives all that wait, in the order of their turns, also further down than it shows', () => {
		const rows = watchQueue(queue, () => true).rowsOf(['waiting', 'paused'], {from: shown, count: 2});

		expect(rows.map(({id}) => id)).toEqual([301, 305]);
	});

	it('is looked at by reading what is shown of it', () => {
		const {store: reader, read} = openCountingStore(tools);

		watchQueue({...queue, reader}, () => false).snapshot();

		expect(read()).toBeGreaterThanOrEqual(3 * shown);
		expect(read()).toBeLessThan(5 * shown);
	});

	it.each([['hashing', 0], ['waiting', 0], ['sending', 1], ['verifying', 1]] as const)('counts no byte as done for being hashed (%s)', (phase, arrived) => {
		const watch = watchQueue(queue, () => false);
		const before = watch.jobProgress(job).totals.bytesDone;

		const store = openTransferStore(tools.directories.database);
		store.items.save({...store.items.ofJob(job)[0]!, state: {phase}});
		store.progress.replace([{
			item: 1, bytes: 1, speed: 0, movedAt: 0, ...(arrived > 0 && {arrived}),
		}]);
		store.close();

		expect([watch.jobProgress(job), watch.snapshot()].map(({totals}) => totals.bytesDone - before)).toEqual([arrived, arrived]);
	});

	it.each([[0, undefined], [5, 500]])('has a time left only while something moves (%s bytes a second)', (speed, left) => {
		const store = openTransferStore(tools.directories.database);
		const waiting = watchQueue(queue, () => false).snapshot().totals.bytesLeft;
		store.facts.write('speed', speed);
		store.facts.write('steady_speed', waiting / 500);
		store.close();

		expect(watchQueue(queue, () => true).snapshot().secondsLeft).toBe(left);
	});

	it('has no speed, no time left and nothing under way beside an engine that was killed, as soon as that is seen', () => {
		const store = openTransferStore(tools.directories.database);
		store.items.save({...store.items.ofJob(job)[0]!, state: {phase: 'sending'}});
		store.progress.replace([{
			item: 1, bytes: 1, speed: 7, movedAt: 0, arrived: 1,
		}]);
		store.facts.write('speed', 7);
		store.facts.write('hashing', 7);
		store.facts.write('steady_speed', 7);
		store.close();
		const engine = {isRunning: true};
		let now = 0;
		const watch = watchQueue({...queue, clock: {...systemClock, now: () => now}}, () => engine.isRunning);
		const seen = () => {
			const {totals: {running, waiting, bytesDone}, speed, hashing, secondsLeft, rows, isEngineRunning} = watch.snapshot();
			const {totals, speed: ofJob, secondsLeft: leftOfJob} = watch.jobProgress(job);
			const {phase} = rows.find(({id}) => id === 1)!;
			const phases = [phase, [...watch.eachRow(job)].find(({id}) => id === 1)?.phase, watch.rowsOf(['waiting', 'paused'], {from: 0, count: 1})[0]?.phase];
			return {
				isEngineRunning, running: [running, totals.running], waiting: [waiting, totals.waiting], bytesDone, speeds: [speed, hashing, ofJob], isLeft: [secondsLeft, leftOfJob].map(left => left !== undefined), phases, active: watch.rowsOf(runningPhases, {from: 0, count: 9}).map(({id}) => id),
			};
		};

		const before = seen();
		engine.isRunning = false;
		now += 1000;
		const after = seen();

		expect(before).toMatchObject({
			isEngineRunning: true, running: [1, 1], waiting: [1666, 1666], speeds: [7, 7, 7], isLeft: [true, true], phases: ['sending', 'sending', 'waiting'], active: [1],
		});
		expect(after).toEqual({
			...before, isEngineRunning: false, running: [0, 0], waiting: [1667, 1667], speeds: [0, 0, 0], isLeft: [false, false], phases: ['waiting', 'waiting', 'waiting'], active: [],
		});
		expect(watch.rowsOf(['waiting', 'paused'], {from: 0, count: 1}).map(({id}) => id)).toEqual([1]);
	});

	it('tells how far it is without reading one of them', () => {
		const {store, read} = openCountingStore(tools);

		const {totals} = watchQueue({...queue, reader: store}, () => false).jobProgress(job);

		expect(totals).toMatchObject({done: 1666, waiting: 1667, failed: 1667});
		expect(store.jobs.isOver(job)).toBe(false);
		expect(store.jobs.hasWork()).toBe(true);
		expect(read()).toBe(0);
	});
});
