import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {put} from '../../../support/cloud.ts';
import {
	cloud,
	disk,
	fastClock,
	openEngine,
	runJob,
} from '../../../support/engine.ts';
import {treeOf} from '../../../support/trees.ts';

describe('a moved folder', () => {
	it('goes to the trash once it is empty', async () => {
		const {tools, client, files, folder} = await openEngine();
		await put(client, '/Jotta/Archive/album/film.mkv', 'a film');

		const {failures} = await runJob(tools, {kind: 'move', sources: [cloud('/album')], target: disk(folder)});

		expect(failures).toEqual([]);
		expect(await files.stat('/Jotta/Archive/album')).toMatchObject({deletedAt: expect.any(Number) as number});
	});

	it('that cannot be looked at afterwards stays, and that is said', async () => {
		const {tools: real, client, files, folder, sandbox} = await openEngine();
		await put(client, '/Jotta/Archive/album/film.mkv', 'a film');
		sandbox.setFaults('POST *album?dlDir=true* status=500');

		const {failures} = await runJob({...real, clock: fastClock(1000)}, {kind: 'move', sources: [cloud('/album')], target: disk(folder)});
		sandbox.setFaults('');

		expect(failures.map(({name, failure}) => [name, failure?.sentence])).toEqual([
			['album', expect.stringMatching(/^Everything in album was moved, but the empty folder stays\. Jottacloud had a problem/v)],
		]);
		expect(await treeOf(folder)).toHaveLength(1);
		expect((await files.stat('/Jotta/Archive/album')).deletedAt).toBeUndefined();
	});

	it('that cannot be removed from the disk stays, and that is said', async () => {
		const {tools, folder} = await openEngine();
		await mkdir(path.join(folder, 'album'));

		const {failures} = await runJob(tools, {kind: 'move', sources: [disk(`${folder}/album/.`)], target: cloud()}); // the system removes no folder under such a name

		expect(failures.map(({failure}) => failure?.sentence)).toEqual([expect.stringContaining('but the empty folder stays.')]);
	});
});
