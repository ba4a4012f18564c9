import {Buffer} from 'node:buffer';
import {
	mkdir,
	readFile,
	rm,
	symlink,
	utimes,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {
	describe,
	expect,
	it,
	onTestFinished,
} from 'vitest';
import type {Location} from '../../../../source/files/location.ts';
import {expandJob} from '../../../../source/transfers/engine/count/expand.ts';
import {runEngine} from '../../../../source/transfers/engine/loop/run.ts';
import {createOpener} from '../../../../source/transfers/open-location.ts';
import {watchQueue} from '../../../../source/transfers/watch.ts';
import {signInAgain} from '../../../support/sandbox.ts';
import {
	cloud,
	disk,
	openEngine,
	openTestQueue,
	runJob,
	startTestEngine,
} from '../../../support/engine.ts';
import {openTransferStore} from '../../../../source/transfers/store/store.ts';
import {makeTree, mixedFiles, treeOf} from '../../../support/trees.ts';

describe('the engine', () => {
	it('copies a tree up and back with the same checksums and times', async () => {
		const {tools, folder} = await openEngine();
		await makeTree(path.join(folder, 'album'), mixedFiles(60));

		const up = await runJob(tools, {sources: [disk(path.join(folder, 'album'))], target: cloud()});
		const down = await runJob(tools, {sources: [cloud('/album')], target: disk(path.join(folder, 'back'))});

		expect([up.failures, down.failures]).toEqual([[], []]);
		expect(await treeOf(path.join(folder, 'back', 'album'))).toEqual(await treeOf(path.join(folder, 'album')));
	});

	it('goes on where an upload broke off', async () => {
		const {tools, folder, sandbox} = await openEngine({faults: 'POST /upload/* cut-after=4MiB times=1'});
		await writeFile(path.join(folder, 'film.mkv'), new Uint8Array(10_485_760 + 7).fill(3));

		const {failures} = await runJob(tools, {sources: [disk(path.join(folder, 'film.mkv'))], target: cloud()});

		expect(failures).toEqual([]);
		const sent = sandbox.log.findLast(each => each.path.startsWith('/upload'));
		expect(sent?.received).toBeLessThanOrEqual(6_291_463);
	});

	it('goes on where a download broke off, and takes no damaged byte', async () => {
		const {tools, folder, sandbox, files} = await openEngine();
		const content = new Uint8Array(5_000_000).map((_, index) => index % 253);
		await writeFile(path.join(folder, 'film.mkv'), content);
		await runJob(tools, {sources: [disk(path.join(folder, 'film.mkv'))], target: cloud()});
		sandbox.setFaults('GET */film.mkv cut-after=2000000 times=1; GET */film.mkv flip times=1');

		const {failures} = await runJob(tools, {sources: [cloud('/film.mkv')], target: disk(path.join(folder, 'back'))});

		expect(failures).toEqual([]);
		expect(Buffer.compare(await readFile(path.join(folder, 'back', 'film.mkv')), content)).toBe(0);
		expect(files.kind).toBe('cloud');
	});

	it('asks before it overwrites, and obeys the answer', async () => {
		const {tools, folder, files} = await openEngine();
		await makeTree(folder, {'a.txt': 'old'});
		await runJob(tools, {sources: [disk(path.join(folder, 'a.txt'))], target: cloud()});
		await writeFile(path.join(folder, 'a.txt'), 'new text');

		const asked = await runJob(tools, {sources: [disk(path.join(folder, 'a.txt'))], target: cloud(), overwrite: 'ask'});
		const row = asked.rows.find(each => each.phase === 'asks');
		expect(row?.conflict).toMatchObject({source: {size: 8}, target: {size: 3}});
		expect(await files.stat('/Jotta/Archive/a.txt')).toMatchObject({size: 3});

		const queue = openTestQueue(tools);
		queue.answer(row!.id, 'overwrite');
		queue.close();
		await runEngine({tools, signal: new AbortController().signal});
		expect(await files.stat('/Jotta/Archive/a.txt')).toMatchObject({size: 8, revision: 2});
	});

	it.each([
		['local', 'cloud'],
		['cloud', 'local'],
		['cloud', 'cloud'],
		['local', 'local'],
	] as const)('compares content and not time with checksum, %s to %s', async (from, to) => {
		const {tools, folder} = await openEngine();
		const place = (kind: Location['kind'], name: string) => kind === 'cloud' ? cloud(`/${name}`) : disk(path.join(folder, 'at', name));
		const there = path.join(folder, 'there');
		const [source, target] = [place(from, 'from'), place(to, 'to')];
		const put = async (files: Readonly<Record<string, string>>, folderThere: Location, time: number) => {
			await rm(there, {recursive: true, force: true});
			await makeTree(there, files);
			await Promise.all(Object.keys(files).map(async name => utimes(path.join(there, name), time, time)));
			await runJob(tools, {sources: Object.keys(files).map(name => disk(path.join(there, name))), target: folderThere});
		};

		await put({'same.txt': 'one', 'differs.txt': 'old', 'longer.txt': 'much longer'}, target, 2000);
		await put({'same.txt': 'one', 'differs.txt': 'new', 'longer.txt': 'short'}, source, 1000);
		const sources = ['same.txt', 'differs.txt', 'longer.txt'].map(name => ({...source, path: `${source.path}/${name}`}));

		const byTime = await runJob(tools, {sources, target});
		const byContent = await runJob(tools, {sources, target, checksum: true});
		const again = await runJob(tools, {sources, target, checksum: true});

		const seen = path.join(folder, 'seen');
		await runJob(tools, {sources: [target], target: disk(seen)});
		expect(byTime.totals.skipped).toBeGreaterThanOrEqual(2); // the target is newer
		expect([byContent.totals.skipped, byContent.failures, again.sent]).toEqual([0, [], 0]);
		expect(await Promise.all(['same.txt', 'differs.txt', 'longer.txt'].map(async name => readFile(path.join(seen, 'to', name), 'utf8')))).toEqual(['one', 'new', 'short']);
	});

	it('moves a tree: the originals are gone once their copies are verified', async () => {
		const {tools, folder, files} = await openEngine();
		await makeTree(path.join(folder, 'album'), {'one.txt': '1', 'in/two.txt': '2'});

		const {failures} = await runJob(tools, {kind: 'move', sources: [disk(path.join(folder, 'album'))], target: cloud()});

		expect(failures).toEqual([]);
		await expect(treeOf(path.join(folder, 'album'))).rejects.toThrow('ENOENT');
		expect(await files.stat('/Jotta/Archive/album/in/two.txt')).toMatchObject({size: 1});
	});

	it('moves a file whose copy was there when the folder was counted, and is gone now, by sending it again', async () => {
		const {tools, folder, files} = await openEngine();
		const file = path.join(folder, 'only.txt');
		await writeFile(file, 'the only one');
		await runJob(tools, {sources: [disk(file)], target: cloud()});
		const queue = openTestQueue(tools);
		const job = queue.add({
			kind: 'move', overwrite: 'newer', sources: [disk(file)], target: cloud(),
		});
		const store = openTransferStore(tools.directories.database);
		onTestFinished(store.close);
		await expandJob(store.jobs.read(job)!, {
			store, opener: createOpener(tools), md5Cache: queue.md5Cache, signal: new AbortController().signal, onItems: () => undefined,
		});
		await files.remove('/Jotta/Archive/only.txt', {kind: 'file', permanent: true});

		await runEngine({tools, signal: new AbortController().signal});

		expect(await files.stat('/Jotta/Archive/only.txt')).toMatchObject({size: 12});
		await expect(readFile(file)).rejects.toThrow('ENOENT');
	});

	it('copies and moves inside the cloud without sending a byte', async () => {
		const {tools, folder, files, sandbox} = await openEngine();
		await makeTree(path.join(folder, 'album'), {'one.txt': '1', 'in/two.txt': '2'});
		await runJob(tools, {sources: [disk(path.join(folder, 'album'))], target: cloud()});
		const before = sandbox.log.length;

		const copied = await runJob(tools, {sources: [cloud('/album')], target: cloud('/copies')});
		const moved = await runJob(tools, {kind: 'move', sources: [cloud('/album')], target: cloud('/moved')});

		expect([copied.failures, moved.failures]).toEqual([[], []]);
		expect(await files.stat('/Jotta/Archive/copies/album/in/two.txt')).toMatchObject({size: 1});
		expect(await files.stat('/Jotta/Archive/moved/album/in/two.txt')).toMatchObject({size: 1});
		await expect(files.stat('/Jotta/Archive/album')).rejects.toMatchObject({code: 'not-found'});
		expect(sandbox.log.slice(before).filter(each => each.path.startsWith('/upload'))).toEqual([]);
	});

	it('skips links and names what it cannot copy, and goes on with the rest', async () => {
		const {tools, folder} = await openEngine();
		await makeTree(path.join(folder, 'odd'), {
			'fine.txt': 'x', 'n‛％.txt': 'y', 'CASE.txt': '1', 'case.txt': '2', 'bom\u{FEFF}.txt': 'z',
		});
		await symlink('/etc/hostname', path.join(folder, 'odd', 'link'));

		const {failures, totals} = await runJob(tools, {sources: [disk(path.join(folder, 'odd'))], target: cloud()});

		const sentences = failures.map(each => each.failure?.sentence ?? '').join('\n');
		expect(failures).toHaveLength(3);
		expect(sentences).toContain('differs only in case');
		expect(sentences).toContain('symbolic link');
		expect(sentences).toContain('U+FEFF');
		expect(totals.done).toBe(5);
	});

	it.each(['copy', 'move'] as const)('does not look through a link to a folder that is to %s: what it stands for stays', async kind => {
		const {tools, folder, files} = await openEngine();
		await makeTree(path.join(folder, 'real'), {'kept.txt': 'kept'});
		await symlink('real', path.join(folder, 'link'));

		const {failures, totals} = await runJob(tools, {kind, sources: [disk(path.join(folder, 'link'))], target: cloud()});

		expect(failures.map(each => each.failure?.sentence)).toEqual([expect.stringContaining('symbolic link')]);
		expect(totals).toMatchObject({done: 0, skipped: 0, failed: 1}); // it was named, and nothing was copied
		expect(await treeOf(path.join(folder, 'real'))).toHaveLength(1);
		await expect(files.stat('/Jotta/Archive/link')).rejects.toMatchObject({code: 'not-found'});
	});

	it('says which folder is gone, and parks what the account has no room for', async () => {
		const {tools, folder} = await openEngine({capacity: 10});
		await makeTree(path.join(folder, 'a'), {'big.txt': 'x'.repeat(100), 'small.txt': 'x'});

		const {failures} = await runJob(tools, {sources: [disk(path.join(folder, 'a')), disk(path.join(folder, 'gone'))], target: cloud()});

		expect(failures.map(each => each.failure?.code)).toEqual(['quota-full', 'not-found']);
	});

	it('waits for a new sign-in when the session was revoked, and goes on by itself', async () => {
		const {tools, folder, sandbox} = await openEngine({tokenTtl: 1});
		await makeTree(path.join(folder, 'a'), {'one.txt': '1'});
		sandbox.state.clock.advance(10_000);
		sandbox.state.identity.revokeAll();
		const queue = openTestQueue(tools);
		const job = queue.add({
			kind: 'copy', sources: [disk(path.join(folder, 'a'))], target: cloud(), overwrite: 'newer',
		});
		const watch = watchQueue(queue, () => true);
		const {ended: engine} = startTestEngine({...tools, clock: {...tools.clock, now: () => Date.now() + 10_000}});

		await expect.poll(() => watch.jobResult(job).blocked?.code).toBe('session-revoked');
		await signInAgain(sandbox, tools);
		await engine;

		expect(watch.jobResult(job)).toMatchObject({isOver: true, failures: []});
	});

	it('follows a folder that was deleted meanwhile with a sentence', async () => {
		const {tools, folder} = await openEngine();
		await mkdir(path.join(folder, 'a'));
		await rm(path.join(folder, 'a'), {recursive: true});

		const {failures} = await runJob(tools, {sources: [disk(path.join(folder, 'a'))], target: cloud()});

		expect(failures[0]?.failure?.sentence).toContain('Not found');
	});
});
