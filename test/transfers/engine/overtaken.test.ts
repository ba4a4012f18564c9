import {createHash} from 'node:crypto';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import type {FileSystem} from '../../../source/files/file-system.ts';
import {writeSetting} from '../../../source/settings/settings.ts';
import {runEngine} from '../../../source/transfers/engine/loop/run.ts';
import {openQueue} from '../../../source/transfers/queue.ts';
import {watchQueue} from '../../../source/transfers/watch.ts';
import {
	cloud,
	disk,
	openEngine,
	runJob,
} from '../../support/engine.ts';
import {treeOf} from '../../support/trees.ts';

const size = 3_145_728;
const contentOf = (number: number) => new Uint8Array(size).fill(number);

const md5Of = (number: number) => createHash('md5').update(contentOf(number)).digest('hex');

async function filmsIn(files: FileSystem) {
	const listed = await Array.fromAsync(files.list('/Jotta/Archive'));
	return Object.fromEntries(listed.flat().filter(({name}) => name.startsWith('film')).map(({name, md5}) => [name, md5]));
}

describe('a file that is written to while it is sent', () => {
	it('is there once, as it is then: what was overtaken is never complete', async () => {
		const {tools, folder, sandbox, files} = await openEngine();
		const file = path.join(folder, 'film.bin');
		await writeFile(file, contentOf(1));
		await runJob(tools, {sources: [disk(file)], target: cloud()});
		await writeFile(file, contentOf(2));
		await writeSetting('bandwidth', size / 2, tools.directories); // what has left this machine cannot be held back
		const queue = openQueue(tools);
		const job = queue.add({
			kind: 'copy', sources: [disk(file)], target: cloud(), overwrite: 'rename',
		});
		const watch = watchQueue(queue, () => false);
		const engine = runEngine({tools, signal: new AbortController().signal});
		await expect.poll(() => watch.snapshot().rows.find(({phase}) => phase === 'sending')?.progressed ?? 0, {interval: 5}).toBeGreaterThan(0);

		await writeFile(file, contentOf(3));
		await engine;

		expect(watch.jobResult(job).failures).toEqual([]);
		expect(await filmsIn(files)).toEqual({'film.bin': md5Of(1), 'film (1).bin': md5Of(3)});
		const completed = sandbox.state.database.prepare('SELECT count(*) AS count FROM revisions WHERE state = \'COMPLETED\' AND lower(md5) = ?').get(md5Of(2));
		expect(completed).toMatchObject({count: 0});
		queue.close();
	});
});

describe('an upload that broke off', () => {
	const cut = `POST /upload/* cut-after=${size / 2} times=1`;

	it('is gone on with under the numbered name that it began with', async () => {
		const {tools, folder, sandbox, files} = await openEngine();
		const file = path.join(folder, 'film.bin');
		await writeFile(file, contentOf(1));
		await runJob(tools, {sources: [disk(file)], target: cloud()});
		await writeFile(file, contentOf(2));
		sandbox.setFaults(cut);
		const {failures} = await runJob(tools, {sources: [disk(file)], target: cloud(), overwrite: 'rename'});

		expect(failures).toEqual([]);
		expect(await filmsIn(files)).toEqual({'film.bin': md5Of(1), 'film (1).bin': md5Of(2)});
	});

	it('is none that a move has to leave alone', async () => {
		const {tools, folder, sandbox, files} = await openEngine();
		const file = path.join(folder, 'film.bin');
		await writeFile(file, contentOf(2));
		sandbox.setFaults(cut);

		const {failures} = await runJob(tools, {
			kind: 'move', sources: [disk(file)], target: cloud(), overwrite: 'never',
		});

		expect(failures).toEqual([]);
		expect(await filmsIn(files)).toEqual({'film.bin': md5Of(2)});
		expect(await treeOf(folder)).toEqual([]);
	});
});
