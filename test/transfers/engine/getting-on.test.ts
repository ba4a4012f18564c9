import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {runEngine} from '../../../source/transfers/engine/loop/run.ts';
import {openQueue} from '../../../source/transfers/queue.ts';
import {watchQueue} from '../../../source/transfers/watch.ts';
import {cloud, disk, openEngine} from '../../support/engine.ts';
import {systemClock} from '../../support/sandbox.ts';
import {makeTree} from '../../support/trees.ts';

describe('what the service is asked and does not answer', () => {
	it('is known by when its phase began, before a byte has crossed the line', async () => {
		const {tools, folder, sandbox} = await openEngine();
		await makeTree(folder, {'a.txt': 'a'});
		sandbox.setFaults('POST *allocate* stall=60000 times=1');
		const queue = openQueue(tools);
		queue.add({
			kind: 'copy', sources: [disk(path.join(folder, 'a.txt'))], target: cloud(), overwrite: 'newer',
		});
		const watch = watchQueue(queue, () => true);
		const stop = new AbortController();
		const begun = systemClock.now();
		const engine = runEngine({tools, signal: stop.signal});

		await expect.poll(() => watch.snapshot().rows[0], {interval: 10}).toMatchObject({phase: 'checking', movedAt: expect.any(Number) as number});
		const {movedAt} = watch.snapshot().rows[0]!;
		expect(movedAt).toBeGreaterThanOrEqual(begun);

		stop.abort();
		await engine;
		queue.close();
	});
});
