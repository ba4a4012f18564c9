import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {Failure} from '../../../source/failure.ts';
import {openStore} from '../../../source/transfers/store/store.ts';
import {runEngine} from '../../../source/transfers/engine/loop/run.ts';
import {createSignInBlock} from '../../../source/transfers/engine/loop/sign-in-block.ts';
import {openQueue} from '../../../source/transfers/queue.ts';
import {watchQueue} from '../../../source/transfers/watch.ts';
import {
	cloud,
	disk,
	openEngine,
	runJob,
} from '../../support/engine.ts';
import {systemClock} from '../../support/sandbox.ts';
import {queueFileAt} from '../../support/queue-file.ts';
import {makeTree} from '../../support/trees.ts';

const day = 86_400_000;

describe('a clock that is set back by a day', () => {
	it('keeps no item waiting that was put off before', async () => {
		const {tools, folder, sandbox} = await openEngine({faults: 'POST /files/v1/allocate status=403 times=1'});
		await makeTree(folder, {'a.txt': 'a'});
		const {failures, job} = await runJob(tools, {sources: [disk(path.join(folder, 'a.txt'))], target: cloud()});
		expect(failures).toHaveLength(1);
		const queue = openQueue(tools);
		queue.retryAll();
		queueFileAt(tools).putOff(systemClock.now() + day);

		await runEngine({tools, signal: new AbortController().signal});

		expect(watchQueue(queue, () => false).jobResult(job).failures).toEqual([]);
		expect(sandbox.log.filter(({path: address}) => address.endsWith('/allocate')).map(({status}) => status)).toEqual([403, 200]);
		queue.close();
	});

	it('does not make a blocked queue wait for a day', async () => {
		const {tools} = await openEngine();
		await mkdir(path.dirname(tools.directories.database), {recursive: true});
		const {facts, close} = openStore(tools.directories.database);
		let time = day;
		const block = createSignInBlock(facts, {...tools, clock: {...systemClock, now: () => time}});

		block.begin(new Failure('not-signed-in', 'Signed out.', {nextStep: ''}));
		expect(await block.lasts()).toBe(true);
		time = 0;
		expect(await block.lasts()).toBe(false);
		close();
	});
});
