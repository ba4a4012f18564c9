import {readdir} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {put} from '../../support/cloud.ts';
import {
	cloud,
	disk,
	openEngine,
	runJob,
} from '../../support/engine.ts';

describe('a move of a tree with a name that is none', () => {
	it.each([
		['to the disk', (folder: string) => disk(path.join(folder, 'D'))],
		['that is a copy in the cloud', () => cloud('/D')],
	])('%s names it, and takes nothing from elsewhere', async (_, targetIn) => {
		const {tools, client, sandbox, folder, files} = await openEngine();
		await put(client, '/Jotta/Archive/g/fine.txt', 'fine');
		await put(client, '/Jotta/Archive/victim.txt', 'victim');
		const {tree, revisions, clock} = sandbox.state;
		const {id} = tree.add(tree.find(['Jotta', 'Archive', 'g'])!.id, '../victim.txt', 'file');
		revisions.add(id, '../victim.txt', {
			state: 'COMPLETED', created: clock.now(), modified: clock.now(), updated: clock.now(), size: 6, md5: 'd'.repeat(32),
		});
		const target = targetIn(folder);

		const {failures, totals} = await runJob(tools, {kind: target.kind === 'local' ? 'move' : 'copy', sources: [cloud('/g')], target});

		expect(failures).toMatchObject([{failure: {code: 'name-not-allowed', sentence: '..／victim.txt is listed under a name that cannot be asked for: it stays where it is.'}}]);
		expect(totals.failed).toBe(1);
		expect(await files.stat('/Jotta/Archive/victim.txt')).not.toHaveProperty('deletedAt');
		expect(sandbox.log.filter(({path: asked}) => asked.endsWith('victim.txt') && asked.includes('/jfs/'))).toHaveLength(1); // the look above
		expect(target.kind === 'cloud' || (await readdir(path.join(folder, 'D', 'g'))).join(' ')).toEqual(target.kind === 'cloud' || 'fine.txt');
		expect(await files.stat('/Jotta/Archive/g')).toMatchObject({kind: 'folder'});
	});
});
