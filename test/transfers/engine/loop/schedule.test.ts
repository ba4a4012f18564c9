import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {runEngine} from '../../../../source/transfers/engine/loop/run.ts';
import {claim, takeOver} from '../../../../source/transfers/engine/loop/schedule.ts';
import {watchQueue} from '../../../../source/transfers/watch.ts';
import {
	cloud,
	disk,
	openEngine,
	openTestQueue,
	runJob,
} from '../../../support/engine.ts';
import {openQueueFile, queueFileAt} from '../../../support/queue-file.ts';
import {systemClock} from '../../../support/sandbox.ts';
import {makeTree} from '../../../support/trees.ts';

const hour = 3_600_000;

const now = 10 * hour;

async function open() {
	const queue = await openQueueFile();
	const {store, add} = queue;
	return {
		...queue,
		addUntil(name: string, retryAt: number) {
			return add(name, {}, {phase: 'waiting', retryAt});
		},
		claimed: (running: readonly number[] = []) => claim(store.items, {running: new Map(running.map(id => [id, undefined])), now}).map(({name}) => name),
	};
}

describe('what is worked on next', () => {
	it('waits, is not worked on already, and is due', async () => {
		const {add, addUntil, claimed, setJob} = await open();
		setJob('counted');
		const running = add('running');
		add('first');
		addUntil('due', now);
		addUntil('not due', now + 1);
		addUntil('put off before the clock was set back', now + hour + 1);
		addUntil('put off for an hour', now + hour);
		add('paused', {}, {phase: 'paused'});

		expect(claimed([running.id])).toEqual(['first', 'due', 'put off before the clock was set back']);
	});

	it('comes in the order that a person has made', async () => {
		const {store, add, claimed, setJob} = await open();
		setJob('counted');
		add('a');
		store.requests.move(add('b').id, -1);

		expect(claimed()).toEqual(['b', 'a']);
	});

	it('is of no job that was cancelled', async () => {
		const {add, claimed, setJob, items} = await open();
		add('a');
		setJob('cancelled');

		expect(claimed()).toEqual([]);
		expect(items()[0]!.state.phase).toBe('cancelled');
	});

	it('is what could not be counted only when the rest of its job is', async () => {
		const {add, claimed, setJob} = await open();
		add('album', {kind: 'source'});

		const before = claimed();
		setJob('counted');

		expect([before, claimed()]).toEqual([[], ['album']]);
	});

	it('is what an engine that died has left, too', async () => {
		const {add, store, claimed, setJob} = await open();
		setJob('counted');
		for (const phase of ['hashing', 'checking', 'sending', 'receiving', 'copying', 'verifying'] as const) {
			add(phase, {}, {phase});
		}

		add('done', {}, {phase: 'done', sent: 1});
		takeOver(store);

		expect(claimed()).toEqual(['hashing', 'checking', 'sending', 'receiving', 'copying', 'verifying']);
	});

	it('is to be counted, job by job', async () => {
		const {store, job, setJob} = await open();

		expect(store.jobs.nextToCount()?.id).toBe(job().id);
		setJob('counted');
		expect(store.jobs.nextToCount()).toBeUndefined();
	});
});

const day = 86_400_000;

describe('a clock that is set back by a day', () => {
	it('keeps no item waiting that was put off before', async () => {
		const {tools, folder, sandbox} = await openEngine({faults: 'POST /files/v1/allocate status=403 times=1'});
		await makeTree(folder, {'a.txt': 'a'});
		const {failures, job} = await runJob(tools, {sources: [disk(path.join(folder, 'a.txt'))], target: cloud()});
		expect(failures).toHaveLength(1);
		const queue = openTestQueue(tools);
		queue.retryAll();
		queueFileAt(tools).putOff(systemClock.now() + day);

		await runEngine({tools, signal: new AbortController().signal});

		expect(watchQueue(queue, () => true).jobResult(job).failures).toEqual([]);
		expect(sandbox.log.filter(({path: address}) => address.endsWith('/allocate')).map(({status}) => status)).toEqual([403, 200]);
	});
});
