import {createHash} from 'node:crypto';
import {existsSync} from 'node:fs';
import {utimes, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import type {FileSystem} from '../../../../source/files/file-system.ts';
import {trashEntry} from '../../../../source/jotta/changes.ts';
import {openContent} from '../../../../source/jotta/download.ts';
import type {RunningSandbox} from '../../../../source/sandbox/server.ts';
import {writeSetting} from '../../../../source/settings/settings.ts';
import {createHasher} from '../../../../source/transfers/hash/hasher.ts';
import {runEngine} from '../../../../source/transfers/engine/loop/run.ts';
import {watchQueue} from '../../../../source/transfers/watch.ts';
import {
	archive,
	put,
	stateBelow,
	textOf,
} from '../../../support/cloud.ts';
import {
	cloud,
	disk,
	fastClock,
	openEngine,
	openTestQueue,
	runJob,
	stopAmid,
} from '../../../support/engine.ts';
import {makeTree, treeOf} from '../../../support/trees.ts';

const size = 3_145_728;

const contentOf = (number: number) => new Uint8Array(size).fill(number);

const md5Of = (number: number) => createHash('md5').update(contentOf(number)).digest('hex');

const received = ({log}: Pick<RunningSandbox, 'log'>) => log.filter(each => each.path.startsWith('/upload/')).reduce((sum, each) => sum + each.received, 0);

async function filmsIn(files: FileSystem) {
	const listed = await Array.fromAsync(files.list('/Jotta/Archive'));
	return Object.fromEntries(listed.flat().filter(({name}) => name.startsWith('film')).map(({name, md5}) => [name, md5]));
}

describe('an upload of what is there already', () => {
	it('has failed when the time that it should set is not set', async () => {
		const {tools, folder, sandbox} = await openEngine();
		await makeTree(folder, {'a.txt': 'a'});
		const source = path.join(folder, 'a.txt');
		await utimes(source, 1_600_000_000, 1_600_000_000);
		await runJob(tools, {sources: [disk(source)], target: cloud()});
		await utimes(source, 1_700_000_000, 1_700_000_000);
		sandbox.setFaults('POST *cphash* status=404');

		const {failures} = await runJob(tools, {sources: [disk(source)], target: cloud(), overwrite: 'always'});

		expect(failures).toMatchObject([{failure: {code: 'service', sentence: 'Jottacloud did not set the time of a.txt.'}}]);
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

	it.each([
		['upload_resume_limit 0 is without effect', 0, {}],
		['upload_resume_limit 1G is without effect', 1_000_000_000, {}],
		['the service refuses content without a Range while it holds some', 10_485_760, {switches: {needsRange: true}}],
		['the service is as strict as can be', 10_485_760, {profile: 'strict'}],
	] as const)('goes on there, however small it is: %s', async (_, limit, options) => {
		const {tools, folder, sandbox, files} = await openEngine(options);
		const [MB, film] = [1_048_576, path.join(folder, 'film.bin')];
		await writeFile(film, new Uint8Array(5 * MB).fill(3));
		await writeSetting('upload_resume_limit', limit, tools.directories);
		sandbox.setFaults(`POST /upload/* cut-after=${3 * MB} times=1`);

		const {failures, sent} = await runJob(tools, {sources: [disk(film)], target: cloud()});

		expect([failures, sent]).toEqual([[], 5 * MB]);
		expect(sandbox.log.filter(each => each.path.startsWith('/upload/')).slice(1).map(each => each.received)).toEqual([2 * MB]);
		expect(await filmsIn(files)).toHaveProperty('film.bin');
	});

	it.each([
		['421, which says that the file has changed', '421 times=1', [], 2],
		['421 for good', '421', [{failure: {code: 'corrupt', sentence: 'film.bin changed while it was sent.'}}], undefined],
		['420, which says that a part is missing', '420 times=1', [], 2],
		['420 for good', '420', [{failure: {code: 'service', sentence: 'Jottacloud has received only a part of film.bin.'}}], undefined],
		['400 for good', '400', [{failure: {code: 'service', sentence: expect.stringContaining('Jottacloud refuses the content of film.bin') as string}}], 5],
	])('comes to an end after %s', async (_, status, failed, requests) => {
		const {tools, folder, sandbox} = await openEngine();
		const film = path.join(folder, 'film.bin');
		await writeFile(film, contentOf(1));
		sandbox.setFaults(`POST /upload/* status=${status}`);

		const {failures} = await runJob({...tools, clock: fastClock(1000)}, {sources: [disk(film)], target: cloud()});

		expect(failures).toMatchObject(failed);
		expect(sandbox.log.filter(each => each.path.startsWith('/upload/')).length).toEqual(requests ?? expect.toSatisfy((count: number) => count < 50));
	});

	it('is hashed again after 421: what the file’s times tell is not enough', async () => {
		const {tools, folder, sandbox} = await openEngine();
		const film = path.join(folder, 'film.bin');
		await writeFile(film, contentOf(1));
		sandbox.setFaults('POST /upload/* status=421 times=1');
		const hashed: string[] = [];
		const hasher = createHasher({threads: () => 1, memoryLimit: () => 0});

		await runJob(tools, {sources: [disk(film)], target: cloud()}, {
			hasher: {
				...hasher,
				async hash(file, options) {
					hashed.push(file);
					return hasher.hash(file, options);
				},
			},
		});

		expect(hashed).toEqual([film, film]);
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

describe('an upload whose engine ends in the middle', () => {
	it.each(['always', 'rename'] as const)('counts what that one has sent, too (%s)', async overwrite => {
		const {tools, folder, sandbox} = await openEngine({bandwidthUp: 8_000_000});
		const film = new Uint8Array(4 * size).fill(1);
		await writeFile(path.join(folder, 'film.bin'), film);
		const queue = openTestQueue(tools);
		const job = queue.add({
			kind: 'copy', sources: [disk(path.join(folder, 'film.bin'))], target: cloud(), overwrite,
		});
		const watch = await stopAmid(queue, tools);
		await expect.poll(() => received(sandbox)).toBeGreaterThan(0);
		sandbox.state.limits.bandwidthUp = 0;

		await runEngine({tools, signal: new AbortController().signal});

		expect([watch.jobResult(job).sent, received(sandbox) < 2 * film.length]).toEqual([film.length, true]);
	});

	it.each([['that it has begun with', 1], ['that the file holds by now', 2]])('counts nothing that has come there in another way: the content %s', async (_, byte) => {
		const {tools, folder, sandbox, client} = await openEngine({bandwidthUp: 8_000_000});
		const film = (content: number) => new Uint8Array(4 * size).fill(content);
		const file = path.join(folder, 'film.bin');
		await writeFile(file, film(1));
		const queue = openTestQueue(tools);
		const job = queue.add({
			kind: 'copy', sources: [disk(file)], target: cloud(), overwrite: 'always',
		});
		const watch = await stopAmid(queue, tools);
		sandbox.state.limits.bandwidthUp = 0;
		await writeFile(file, film(byte));
		await put(client, '/Jotta/Archive/other.bin', String.fromCodePoint(byte).repeat(4 * size));

		await runEngine({tools, signal: new AbortController().signal});

		expect(watch.jobResult(job)).toMatchObject({failures: [], sent: 0});
	});
});

const note = `${archive}/note.txt`;

/** A file in the cloud that says `before`, and saves that began from it. */
async function openSaves({noVersions = false} = {}) {
	const engine = await openEngine();
	const {tools, client, folder} = engine;
	await writeSetting('no_versions', noVersions, tools.directories);
	const basis = {md5: await put(client, note, 'before'), size: 6};
	const queue = openTestQueue(tools);
	return {
		...engine,
		basis,
		queue,
		watch: watchQueue(queue, () => true),
		async save(name: string, text: string) {
			await makeTree(folder, {[name]: text});
			return queue.add({
				kind: 'move', sources: [disk(path.join(folder, name))], target: cloud(), targetName: 'note.txt', overwrite: 'ask', basis,
			});
		},
		run: async () => runEngine({tools, signal: new AbortController().signal}),
		text: async () => textOf(await openContent(note, {client})),
	};
}

describe.each([['versions', false], ['no versions', true]])('a save, where the account keeps %s', (_, noVersions) => {
	it('replaces what it began from, without a question', async () => {
		const {save, run, text, watch, folder} = await openSaves({noVersions});
		await save('mine', 'mine');

		await run();

		expect([await text(), watch.snapshot().totals.done, existsSync(path.join(folder, 'mine'))]).toEqual(['mine', 1, false]);
	});

	it('that failed asks when it is tried again after a later one went through', async () => {
		const {save, run, text, watch, queue, sandbox, client, folder} = await openSaves({noVersions});
		await save('first', 'the first save, which has no room');
		sandbox.state.limits.capacity = 10;
		await run();
		sandbox.state.limits.capacity = 1e9;
		await save('second', 'second');
		await run();
		const [failed] = watch.snapshot().rows;

		queue.retry(failed!.id);
		await run();

		expect([failed?.phase, await text()]).toEqual(['failed', 'second']);
		expect(watch.snapshot().rows[0]).toMatchObject({phase: 'asks', conflict: {target: {size: 6}}});
		expect(existsSync(path.join(folder, 'first'))).toBe(true);
		queue.answer(failed!.id, 'overwrite');
		await run();
		expect(await text()).toBe('the first save, which has no room');
		expect((await stateBelow(client, archive)).filter(line => line.startsWith(`${archive}/note`))).toHaveLength(1);
	});

	it('asks when the file is in the trash by then, and is put there only when that is wished', async () => {
		const {save, run, text, watch, queue, client} = await openSaves({noVersions});
		await trashEntry(note, 'file', {client});
		await save('mine', 'mine');

		await run();

		const [asking] = watch.snapshot().rows;
		expect([asking?.phase, asking?.conflict?.target]).toEqual(['asks', {}]);
		queue.answer(asking!.id, 'overwrite');
		await run();
		expect([await text(), watch.snapshot().totals.done]).toEqual(['mine', 1]);
	});

	it('goes on after a cut without a question', async () => {
		const {save, run, text, watch, sandbox} = await openSaves({noVersions});
		sandbox.setFaults('POST /upload/* cut-after=20000 times=1');
		const mine = 'mine '.repeat(100_000);
		await save('mine', mine);

		await run();

		expect([watch.snapshot().totals.done, watch.snapshot().totals.asks, await text() === mine]).toEqual([1, 0, true]);
	});
});

describe('a save whose file is no longer there', () => {
	it('is skipped by that answer: nothing is put there, and the copy stays', async () => {
		const {save, run, watch, queue, client, folder} = await openSaves();
		await trashEntry(note, 'file', {client});
		await save('mine', 'mine');
		await run();

		queue.answer(watch.snapshot().rows[0]!.id, 'skip');
		await run();

		expect(watch.snapshot().rows[0]).toMatchObject({phase: 'skipped', failure: {sentence: expect.stringContaining('no longer there') as string}});
		expect([existsSync(path.join(folder, 'mine')), (await stateBelow(client, archive)).filter(line => line.includes('trashed'))]).toEqual([true, [expect.stringContaining('note.txt')]]);
	});

	it('is asked about again when another one stands there after the answer', async () => {
		const {save, run, text, watch, queue, client} = await openSaves();
		await trashEntry(note, 'file', {client});
		await save('mine', 'mine');
		await run();
		await put(client, note, 'by somebody else');

		queue.answer(watch.snapshot().rows[0]!.id, 'overwrite');
		await run();

		expect([watch.snapshot().rows[0]?.phase, await text()]).toEqual(['asks', 'by somebody else']);
	});
});
