import {createHash} from 'node:crypto';
import {
	mkdir,
	readdir,
	readFile,
	readlink,
	symlink,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {openContent} from '../../../../source/jotta/download.ts';
import {runEngine} from '../../../../source/transfers/engine/loop/run.ts';
import type {Overwrite} from '../../../../source/transfers/item.ts';
import {watchQueue} from '../../../../source/transfers/watch.ts';
import {put} from '../../../support/cloud.ts';
import {
	cloud,
	disk,
	openEngine,
	openTestQueue,
	runJob,
	startTestEngine,
} from '../../../support/engine.ts';
import {maySmallDisk, smallDisk} from '../../../support/small-disk.ts';
import {makeTree, treeOf} from '../../../support/trees.ts';

describe('what a download finds on the disk', () => {
	it('gets names that the disk takes, and none that leads out of the folder', async () => {
		const {tools, client, folder} = await openEngine();
		for (const stored of ['a：b', 'a／b', 'a‛／b', '．．', '．', '50％ ␉']) {
			await put(client, `/Jotta/Archive/odd/${stored}`, stored);
		}

		const {failures} = await runJob(tools, {sources: [cloud('/odd')], target: disk(folder)});

		expect(failures.map(({failure}) => failure?.code)).toEqual(['already-exists']); // the second a／b
		expect((await readdir(path.join(folder, 'odd'))).toSorted()).toEqual(['50% \t', 'a:b', 'a／b', '．', '．．'].toSorted());
		expect(await readdir(folder)).toEqual(['odd']);
	});

	it.each([['two cases', 'Notes.txt', 'NOTES.txt'], ['two ways to write an accent', 'Caf\u{E9}.txt', 'cafe\u{301}.txt']])('keeps the first of %s of one name on a disk that tells them not apart, and says so', async (_, one, other) => {
		const {tools, client, folder} = await openEngine();
		await put(client, `/Jotta/Archive/a/${one}`, 'first');
		await put(client, `/Jotta/Archive/b/${other}`, 'second');
		await mkdir(path.join(folder, 'to', 'there'), {recursive: true});
		await symlink('there', path.join(folder, 'to', 'THERE')); // how such a disk looks to who asks

		const {failures} = await runJob(tools, {sources: [cloud(`/a/${one}`), cloud(`/b/${other}`)], target: disk(path.join(folder, 'to')), overwrite: 'always'});

		expect(failures.map(({name, failure}) => [name, failure?.code, failure?.sentence.includes('the disk takes both for one')])).toEqual([[other, 'name-not-allowed', true]]);
		expect(await readFile(path.join(folder, 'to', one), 'utf8')).toBe('first');
		expect((await readdir(path.join(folder, 'to'))).toSorted()).toEqual([one, 'THERE', 'there'].toSorted());
	});

	it('leaves a symbolic link that has the name alone, with what it stands for, and says so', async () => {
		const {tools, client, folder} = await openEngine();
		await put(client, '/Jotta/Archive/a.txt', 'from the cloud');
		await writeFile(path.join(folder, 'real.txt'), 'mine');
		await mkdir(path.join(folder, 'to'));
		await symlink('../real.txt', path.join(folder, 'to', 'a.txt'));

		const {failures} = await runJob(tools, {sources: [cloud('/a.txt')], target: disk(path.join(folder, 'to')), overwrite: 'always'});

		expect(failures.map(({failure}) => failure?.sentence)).toEqual([expect.stringContaining('not a file is in the way')]);
		expect([await readlink(path.join(folder, 'to', 'a.txt')), await readFile(path.join(folder, 'real.txt'), 'utf8'), await readdir(path.join(folder, 'to'))]).toEqual(['../real.txt', 'mine', ['a.txt']]);
	});

	it('goes through a link to a folder where that is the folder that was chosen', async () => {
		const {tools, client, folder} = await openEngine();
		await put(client, '/Jotta/Archive/a.txt', 'from the cloud');
		await mkdir(path.join(folder, 'real'));
		await symlink('real', path.join(folder, 'to'));

		const {failures} = await runJob(tools, {sources: [cloud('/a.txt')], target: disk(path.join(folder, 'to'))});

		expect([failures, await readdir(path.join(folder, 'real'))]).toEqual([[], ['a.txt']]);
	});
});

const MB = 1_000_000;

/** A file `a.txt` in a source folder and one in a target folder, and a queue with a copy of the one over the other. */
async function openConflict(way: 'up' | 'down' | 'on the disk' | 'in the cloud') {
	const {tools, client, folder, sandbox} = await openEngine();
	const [isFromDisk, isToDisk] = [way === 'up' || way === 'on the disk', way === 'down' || way === 'on the disk'];
	const write = async (isOnDisk: boolean, file: string, text: string) => {
		await (isOnDisk ? makeTree(folder, {[file]: text}) : put(client, `/Jotta/Archive/${file}`, text));
	};

	const queue = openTestQueue(tools);
	return {
		queue,
		sandbox,
		watch: watchQueue(queue, () => true),
		writeSource: async (text: string) => write(isFromDisk, 'from/a.txt', text),
		writeTarget: async (text: string) => write(isToDisk, 'to/a.txt', text),
		async readTarget() {
			if (isToDisk) {
				return readFile(path.join(folder, 'to', 'a.txt'), 'utf8');
			}

			const chunks = await Array.fromAsync(await openContent('/Jotta/Archive/to/a.txt', {client}));
			return chunks.map(chunk => new TextDecoder().decode(chunk)).join('');
		},
		add(overwrite: Overwrite) {
			return queue.add({
				kind: 'copy', sources: [isFromDisk ? disk(path.join(folder, 'from/a.txt')) : cloud('/from/a.txt')], target: isToDisk ? disk(path.join(folder, 'to')) : cloud('/to'), overwrite,
			});
		},
		run: async () => runEngine({tools, signal: new AbortController().signal}),
	};
}

describe('a file that is written to where a download goes, while that arrives', () => {
	const arriving = async (overwrite: Overwrite) => {
		const conflict = await openConflict('down');
		await conflict.writeSource('x'.repeat(8 * MB));
		conflict.sandbox.state.limits.bandwidthDown = MB;
		return {
			...conflict,
			async runAndWrite(text: string) {
				const begun = conflict.sandbox.log.length;
				const running = conflict.run();
				await expect.poll(() => conflict.watch.snapshot().rows[0]?.progressed ?? 0, {interval: 20}).toBeGreaterThan(0);
				await conflict.writeTarget(text);
				conflict.sandbox.state.limits.bandwidthDown = 1000 * MB;
				await running;
				return begun;
			},
			job: () => conflict.add(overwrite),
		};
	};

	it('is asked about again, and nothing is received twice for that', async () => {
		const {queue, watch, sandbox, writeTarget, readTarget, run, runAndWrite, job} = await arriving('ask');
		await writeTarget('seen');
		job();
		await run();
		queue.answer(watch.snapshot().rows[0]!.id, 'overwrite');

		const begun = await runAndWrite('written meanwhile');

		expect([watch.snapshot().totals.asks, await readTarget()]).toEqual([1, 'written meanwhile']);
		queue.answer(watch.snapshot().rows[0]!.id, 'overwrite');
		await run();
		expect((await readTarget()).length).toBe(8 * MB);
		expect(sandbox.log.slice(begun).filter(each => each.path.includes('mode=bin')).reduce((sum, each) => sum + each.sent, 0)).toBeLessThan(9 * MB);
	});

	it.each([['never', 'written meanwhile'], ['always', 'x'.repeat(8 * MB)]] as const)('is decided about by the rule, also where nothing was (%s)', async (rule, left) => {
		const {watch, readTarget, runAndWrite, job} = await arriving(rule);
		job();

		await runAndWrite('written meanwhile');

		expect([watch.snapshot().totals.failed, await readTarget() === left]).toEqual([0, true]);
	});
});

const MiB = 1_048_576;

describe('a download whose source changes in the middle', () => {
	it.each([
		['replaced', 12 * MiB, 'film.mkv'],
		['emptied', 0, 'film.mkv'],
		['deleted for good', undefined, undefined],
	] as const)('takes what is there now of a file that was %s in the cloud in the middle, and never a mixture', async (_, size, name) => {
		const {
			tools, folder, files, client, sandbox,
		} = await openEngine();
		await put(client, '/Jotta/Archive/film.mkv', 'a'.repeat(8 * MiB));
		const queue = openTestQueue(tools);
		const job = queue.add({
			kind: 'copy', sources: [cloud('/film.mkv')], target: disk(path.join(folder, 'back')), overwrite: 'newer',
		});
		sandbox.state.limits.bandwidthDown = 4 * MiB;
		const watch = watchQueue(queue, () => true);
		const {ended: engine} = startTestEngine(tools);
		await expect.poll(() => watch.snapshot().rows[0]?.progressed ?? 0).toBeGreaterThan(MiB);
		queue.pauseItem(watch.snapshot().rows[0]!.id);
		await engine;
		sandbox.state.limits.bandwidthDown = 0;
		await (size === undefined ? files.remove('/Jotta/Archive/film.mkv', {kind: 'file', permanent: true}) : put(client, '/Jotta/Archive/film.mkv', 'b'.repeat(size)));
		queue.resumeItem(watch.snapshot().rows[0]!.id);
		await runEngine({tools, signal: new AbortController().signal});

		expect(watch.jobResult(job).failures.map(({failure}) => failure?.code)).toEqual(name === undefined ? ['not-found'] : []);
		const back = await treeOf(path.join(folder, 'back'));
		expect(back.filter(line => !line.startsWith('.')).map(line => line.split(' ', 2).join(' '))).toEqual(name === undefined ? [] : [`${name} ${createHash('md5').update('b'.repeat(size)).digest('hex')}`]);
	});
});

if (!maySmallDisk) {
	console.error('\nNOT TESTED: a disk that fills up in the middle of a download. Only root can mount a small one.\n');
}

describe.skipIf(!maySmallDisk)('a disk that fills up while a file is received', () => {
	it('is the reason of that file, of which nothing stays to fill it; with room again it is received', async () => {
		const {tools, folder} = await openEngine();
		const tree = path.join(folder, 'tree');
		await makeTree(tree, {'a.txt': 'before it', 'film.mkv': new Uint8Array(12 * MB).fill(7)});
		await runJob(tools, {sources: [disk(tree)], target: cloud()});
		const small = await smallDisk(6 * MB);

		const {failures, job} = await runJob(tools, {sources: [cloud('/tree')], target: disk(small.folder), transfers: 1});

		expect(failures.map(({name, failure}) => [name, failure?.code])).toEqual([['tree/film.mkv', 'disk-full']]);
		expect((await treeOf(tree))[0]).toBe((await treeOf(path.join(small.folder, 'tree'))).find(line => line.startsWith('a.txt')));
		expect(await readdir(path.join(small.folder, 'tree'))).toEqual(['a.txt']);

		small.resize(64 * MB);
		const queue = openTestQueue(tools);
		queue.retryAll();
		await runEngine({tools, signal: new AbortController().signal});

		expect(watchQueue(queue, () => true).jobResult(job).failures).toEqual([]);
		expect(await treeOf(path.join(small.folder, 'tree'))).toEqual(await treeOf(tree));
	});
});
