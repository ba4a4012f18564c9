import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {watchQueue} from '../../../../source/transfers/watch.ts';
import {
	cloud,
	disk,
	openEngine,
	openTestQueue,
	startTestEngine,
} from '../../../support/engine.ts';
import {systemClock} from '../../../support/sandbox.ts';
import {makeTree} from '../../../support/trees.ts';

describe('what the service is asked and does not answer', () => {
	it('is known by when its phase began, before a byte has crossed the line', async () => {
		const {tools, folder, sandbox} = await openEngine();
		await makeTree(folder, {'a.txt': 'a'});
		sandbox.setFaults('POST *allocate* stall=60000 times=1');
		const queue = openTestQueue(tools);
		queue.add({
			kind: 'copy', sources: [disk(path.join(folder, 'a.txt'))], target: cloud(), overwrite: 'newer',
		});
		const watch = watchQueue(queue, () => true);
		const begun = systemClock.now();
		const {stop, ended: engine} = startTestEngine(tools);

		await expect.poll(() => watch.snapshot().rows[0], {interval: 10}).toMatchObject({phase: 'checking', movedAt: expect.any(Number) as number});
		const {movedAt} = watch.snapshot().rows[0]!;
		expect(movedAt).toBeGreaterThanOrEqual(begun);

		stop.abort();
		await engine;
	});
});
