import {describe, expect, it} from 'vitest';
import {openContent} from '../../../../source/jotta/download.ts';
import {writeSetting} from '../../../../source/settings/settings.ts';
import {runEngine} from '../../../../source/transfers/engine/loop/run.ts';
import {openQueue} from '../../../../source/transfers/queue.ts';
import {watchQueue} from '../../../../source/transfers/watch.ts';
import {put, textOf} from '../../../support/cloud.ts';
import {
	cloud,
	disk,
	openEngine,
} from '../../../support/engine.ts';
import {makeTree} from '../../../support/trees.ts';

/** A move that is counted, and waits for its turn. */
async function openWaiting(to: 'the disk' | 'the cloud', hardDelete = false) {
	const {tools, client, files, folder} = await openEngine();
	await writeSetting('hard_delete', hardDelete, tools.directories);
	await put(client, '/Jotta/Archive/a.txt', 'as it was listed');
	await (to === 'the disk' ? makeTree(folder, {'a.txt': 'as it was listed'}) : put(client, '/Jotta/Archive/to/a.txt', 'as it was listed'));
	const queue = openQueue(tools);
	queue.limitTransfers(0);
	const job = queue.add({
		kind: 'move', sources: [cloud('/a.txt')], target: to === 'the disk' ? disk(folder) : cloud('/to'), overwrite: 'never',
	});
	const engine = runEngine({tools, signal: new AbortController().signal});
	await expect.poll(() => watchQueue(queue, () => false).snapshot().totals, {interval: 5}).toMatchObject({waiting: 1, isCounting: false});
	return {
		client, files, queue,
		async goOn() {
			queue.limitTransfers(undefined);
			await engine;
			return queue.itemsOf(job)[0]!.state;
		},
	};
}

describe('the original of a move out of the cloud', () => {
	it.each(['the disk', 'the cloud'] as const)('that was written to after it was listed stays where it is: what is in %s is the old one', async to => {
		const {client, files, queue, goOn} = await openWaiting(to);
		await put(client, '/Jotta/Archive/a.txt', 'written since, and nowhere else');

		const {phase} = await goOn();

		expect(['failed', 'skipped']).toContain(phase);
		expect((await files.stat('/Jotta/Archive/a.txt')).deletedAt).toBeUndefined();
		expect(await textOf(await openContent('/Jotta/Archive/a.txt', {client}))).toBe('written since, and nowhere else');
		queue.close();
	});

	it.each(['the disk', 'the cloud'] as const)('goes to the trash where the same content is in %s', async to => {
		const {files, queue, goOn} = await openWaiting(to);

		const {phase} = await goOn();

		expect([phase, (await files.stat('/Jotta/Archive/a.txt')).deletedAt !== undefined]).toEqual(['done', true]);
		queue.close();
	});

	it('stays in the trash, hard_delete or not, where somebody has put it there meanwhile', async () => {
		const {files, queue, goOn} = await openWaiting('the disk', true);
		await files.remove('/Jotta/Archive/a.txt', {kind: 'file'});

		const {phase} = await goOn();

		expect([phase, (await files.stat('/Jotta/Archive/a.txt')).deletedAt !== undefined]).toEqual(['done', true]);
		queue.close();
	});
});
