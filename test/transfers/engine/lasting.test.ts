import {createHash} from 'node:crypto';
import {
	appendFile,
	chmod,
	mkdir,
	readFile,
	readdir,
	rm,
	truncate,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import {describe, expect, it} from 'vitest';
import type {Location} from '../../../source/files/location.ts';
import {openLocal} from '../../../source/files/local-file-system.ts';
import {writeSetting} from '../../../source/settings/settings.ts';
import {runEngine} from '../../../source/transfers/engine/loop/run.ts';
import {openQueue} from '../../../source/transfers/queue.ts';
import {watchQueue} from '../../../source/transfers/watch.ts';
import {put} from '../../support/cloud.ts';
import {
	cloud,
	disk,
	openEngine,
	runJob,
} from '../../support/engine.ts';
import {systemClock} from '../../support/sandbox.ts';
import {makeTree, treeOf, uniqueFiles} from '../../support/trees.ts';

const MiB = 1_048_576;

describe('a transfer that cannot go on', () => {
	it('says which files the account has no room for, keeps the others, and sends the rest when there is room', async () => {
		const {tools, folder, sandbox} = await openEngine({capacity: 1_000_000});
		await makeTree(path.join(folder, 'tree'), Object.fromEntries([1, 2, 3, 4, 5].map(number => [`${number}.bin`, new Uint8Array(300_000).fill(number)])));

		const {failures, totals, job} = await runJob(tools, {sources: [disk(path.join(folder, 'tree'))], target: cloud(), transfers: 1});
		expect(failures.map(({failure}) => failure?.code)).toEqual(['quota-full', 'quota-full']);
		expect(totals.done).toBe(4); // three files and their folder

		sandbox.state.limits.capacity = -1;
		const queue = openQueue(tools);
		queue.retryAll();
		await runEngine({tools, signal: new AbortController().signal});
		expect(watchQueue(queue, () => false).jobResult(job).failures).toEqual([]);
		queue.close();
	});

	it('says before anything is sent that a tree does not fit the account, and not where it is there already', async () => {
		const {tools, folder, sandbox} = await openEngine({capacity: 30 * MiB});
		await makeTree(path.join(folder, 'tree'), {'1.bin': new Uint8Array(11 * MiB).fill(1), '2.bin': new Uint8Array(11 * MiB).fill(2)});
		const first = await runJob(tools, {sources: [disk(path.join(folder, 'tree'))], target: cloud()});
		const queue = openQueue(tools);
		const watch = watchQueue(queue, () => false);
		const countPaused = async (target: Location) => {
			queue.pause();
			const job = queue.add({
				kind: 'copy', sources: [disk(path.join(folder, 'tree'))], target, overwrite: 'newer',
			});
			await runEngine({tools, signal: new AbortController().signal});
			return watch.jobProgress(job).short?.sentence;
		};

		const begun = sandbox.log.length;
		const [again, elsewhere] = [await countPaused(cloud()), await countPaused(cloud('/to'))];

		expect([first.failures, again]).toEqual([[], undefined]);
		expect(elsewhere).toBe('The copy needs 23.1 MB; the account has 8.39 MB left.');
		expect(watch.snapshot().short?.sentence).toBe(elsewhere);
		expect(sandbox.log.slice(begun).filter(({method}) => method === 'POST')).toEqual([]);
		queue.close();
	});

	it.skipIf(process.getuid?.() === 0)('names what a read-only folder refuses, and goes on elsewhere', async () => {
		const {tools, folder} = await openEngine();
		await makeTree(path.join(folder, 'tree'), {'a.txt': 'a'});
		await runJob(tools, {sources: [disk(path.join(folder, 'tree'))], target: cloud()});
		await mkdir(path.join(folder, 'closed'), {mode: 0o555});

		const {failures} = await runJob(tools, {sources: [cloud('/tree/a.txt')], target: disk(path.join(folder, 'closed'))});

		expect(failures.map(({failure}) => failure?.code)).toEqual(['permission']);
		await chmod(path.join(folder, 'closed'), 0o755);
	});

	it('names a target below a file once, not with every file that was to go there', async () => {
		const {tools, folder} = await openEngine();
		await makeTree(path.join(folder, 'tree'), {'a.txt': 'a', 'b.txt': 'b'});
		await runJob(tools, {sources: [disk(path.join(folder, 'tree'))], target: cloud()});

		const {failures} = await runJob(tools, {sources: [cloud('/tree')], target: disk(path.join(folder, 'tree', 'a.txt', 'below'))});

		expect(failures.map(({name, failure}) => [name, failure?.sentence])).toEqual([['tree', 'a.txt is not a folder: nothing can be put into it.']]);
	});

	it.each(['up', 'down'])('names a folder once that cannot be made (%s), and copies all that is in it when it can', async direction => {
		const {tools, folder, files} = await openEngine();
		await makeTree(folder, {
			'tree/a.txt': 'a', 'tree/deep/b.txt': 'b', 'tree/deep/deeper/c.txt': 'c', 'there/tree/deep': 'a file', 'there/back/tree/deep': 'a file',
		});
		const [source, target] = direction === 'up' ? [disk(path.join(folder, 'tree')), cloud('/there')] : [cloud('/tree'), disk(path.join(folder, 'there', 'back'))];
		await runJob(tools, {sources: [disk(path.join(folder, direction === 'up' ? 'there' : 'tree'))], target: cloud()});

		const {failures, totals, job} = await runJob(tools, {sources: [source], target});
		expect(failures.map(({name, failure}) => [name, failure?.code])).toEqual([['tree/deep', 'already-exists']]);
		expect(totals).toMatchObject({failed: 1});

		await (direction === 'up' ? files.rename('/Jotta/Archive/there/tree/deep', '/Jotta/Archive/there/tree/moved') : rm(path.join(folder, 'there', 'back', 'tree', 'deep')));
		const queue = openQueue(tools);
		queue.retryAll();
		await runEngine({tools, signal: new AbortController().signal});

		expect(watchQueue(queue, () => false).jobResult(job).failures).toEqual([]);
		const arrived = await (direction === 'up' ? files.read('/Jotta/Archive/there/tree/deep/deeper/c.txt') : openLocal().read(path.join(folder, 'there/back/tree/deep/deeper/c.txt')));
		expect(await text(arrived)).toBe('c');
		queue.close();
	});

	it('looks at the room on the disk first, and asks for nothing that cannot fit', async () => {
		const {tools, folder, sandbox} = await openEngine();
		await makeTree(path.join(folder, 'tree'), {'a.txt': 'a'});
		await runJob(tools, {sources: [disk(path.join(folder, 'tree'))], target: cloud()});
		sandbox.state.database.exec('UPDATE revisions SET size = 1e15');

		const {failures} = await runJob(tools, {sources: [cloud('/tree/a.txt')], target: disk(path.join(folder, 'back'))});

		expect(failures.map(({failure}) => failure?.code)).toEqual(['disk-full']);
		expect(sandbox.log.filter(({path: address}) => address.includes('mode=bin'))).toEqual([]);
		expect(await readdir(path.join(folder, 'back'))).toEqual([]);
	});

	it('fails a file that is gone when its turn comes, and copies the others', async () => {
		const {tools, folder} = await openEngine();
		await makeTree(path.join(folder, 'tree'), {'a.txt': 'a', 'b.txt': 'b'});
		const queue = openQueue(tools);
		queue.limitTransfers(0);
		const job = queue.add({
			kind: 'copy', sources: [disk(path.join(folder, 'tree'))], target: cloud(), overwrite: 'newer',
		});
		const watch = watchQueue(queue, () => false);
		const engine = runEngine({tools, signal: new AbortController().signal});
		await expect.poll(() => watch.snapshot().totals).toMatchObject({waiting: 3, isCounting: false});
		await rm(path.join(folder, 'tree', 'a.txt'));
		queue.limitTransfers(undefined);
		await engine;

		const {failures, totals} = watch.jobResult(job);
		expect(failures.map(({name, failure}) => [name, failure?.code])).toEqual([['tree/a.txt', 'not-found']]);
		expect(totals.done).toBe(2);
		queue.close();
	});

	it.each([
		['replaced', 12 * MiB, 'film.mkv'],
		['emptied', 0, 'film.mkv'],
		['deleted for good', undefined, undefined],
	] as const)('takes what is there now of a file that was %s in the cloud in the middle, and never a mixture', async (_, size, name) => {
		const {
			tools, folder, files, client, sandbox,
		} = await openEngine();
		await put(client, '/Jotta/Archive/film.mkv', 'a'.repeat(8 * MiB));
		const queue = openQueue(tools);
		const job = queue.add({
			kind: 'copy', sources: [cloud('/film.mkv')], target: disk(path.join(folder, 'back')), overwrite: 'newer',
		});
		sandbox.state.limits.bandwidthDown = 4 * MiB;
		const watch = watchQueue(queue, () => false);
		const engine = runEngine({tools, signal: new AbortController().signal});
		await expect.poll(() => watch.snapshot().rows[0]?.progressed ?? 0, {timeout: 20_000}).toBeGreaterThan(MiB);
		queue.pauseItem(watch.snapshot().rows[0]!.id);
		await engine;
		sandbox.state.limits.bandwidthDown = 0;
		await (size === undefined ? files.remove('/Jotta/Archive/film.mkv', {kind: 'file', permanent: true}) : put(client, '/Jotta/Archive/film.mkv', 'b'.repeat(size)));
		queue.resumeItem(watch.snapshot().rows[0]!.id);
		await runEngine({tools, signal: new AbortController().signal});

		expect(watch.jobResult(job).failures.map(({failure}) => failure?.code)).toEqual(name === undefined ? ['not-found'] : []);
		const back = await treeOf(path.join(folder, 'back'));
		expect(back.filter(line => !line.startsWith('.')).map(line => line.split(' ', 2).join(' '))).toEqual(name === undefined ? [] : [`${name} ${createHash('md5').update('b'.repeat(size)).digest('hex')}`]);
		queue.close();
	});

	it('hashes and sends anew a file that has changed meanwhile, and never stores a mixture', async () => {
		const {tools, folder, files} = await openEngine();
		await writeSetting('bandwidth', 2 * MiB, tools.directories);
		const film = path.join(folder, 'film.mkv');
		await writeFile(film, new Uint8Array(20 * MiB).fill(1));
		const queue = openQueue(tools);
		const job = queue.add({
			kind: 'copy', sources: [disk(film)], target: cloud(), overwrite: 'newer',
		});
		const watch = watchQueue(queue, () => false);
		const engine = runEngine({tools, signal: new AbortController().signal});
		await expect.poll(() => watch.snapshot().rows.find(({phase}) => phase === 'sending')?.progressed ?? 0).toBeGreaterThan(MiB);
		await truncate(film, 10 * MiB);
		await appendFile(film, new Uint8Array(12 * MiB).fill(2));
		await writeSetting('bandwidth', 0, tools.directories);
		await engine;

		expect(watch.jobResult(job).failures).toEqual([]);
		await runJob(tools, {sources: [cloud('/film.mkv')], target: disk(path.join(folder, 'back'))});
		const back = await treeOf(path.join(folder, 'back'));
		expect(back.map(line => line.split(' ', 2)[1])).toEqual((await treeOf(folder)).filter(line => line.startsWith('film.mkv')).map(line => line.split(' ', 2)[1]));
		expect(await files.stat('/Jotta/Archive/film.mkv')).toMatchObject({size: 22 * MiB});
		queue.close();
	});

	/** Does something to a file again and again while it is copied up. */
	const copyWhile = async (write: (log: string) => Promise<void>) => {
		const {tools, folder, sandbox, files} = await openEngine({bandwidthUp: 20_000_000});
		const log = path.join(folder, 'busy.log');
		await writeFile(log, new Uint8Array(4 * MiB).fill(1));
		const over = new AbortController();
		const writeOn = async () => {
			while (!over.signal.aborted) {
				await write(log);
				await systemClock.sleep(3);
			}
		};

		const writing = writeOn();
		const result = await runJob(tools, {sources: [disk(log)], target: cloud()});
		over.abort();
		await writing;
		return {
			...result, files, log, statesStored: () => sandbox.state.database.prepare('SELECT state FROM revisions').all().map(({state}) => state),
		};
	};

	it('fails a file that never stops changing, with that reason, after a bounded number of rounds', async () => {
		const {failures, statesStored} = await copyWhile(async log => writeFile(log, new Uint8Array(8), {flag: 'r+'}));

		expect(failures.map(({failure}) => failure?.code)).toEqual(['corrupt']);
		expect(failures[0]?.failure?.sentence).toContain('changed');
		expect(statesStored().filter(state => state === 'COMPLETED').length).toBeLessThanOrEqual(9);
	}, 120_000);

	it('sends a file that never stops growing once, as it was at the beginning, and says so', async () => {
		const {failures, totals, statesStored, files, log} = await copyWhile(async file => appendFile(file, 'one more line\n'));

		expect([totals.failed, totals.done, statesStored()]).toEqual([0, 1, ['COMPLETED']]); // nothing incomplete stays
		expect(failures.map(({phase, failure}) => [phase, failure?.sentence])).toEqual([['done', expect.stringContaining('busy.log was still growing')]]);
		const {size = 0, md5} = await files.stat('/Jotta/Archive/busy.log');
		expect(createHash('md5').update((await readFile(log)).subarray(0, size)).digest('hex')).toBe(md5);
	}, 120_000);

	it('waits when the session is revoked in the middle, and fails nothing', async () => {
		const {tools, folder, sandbox} = await openEngine({tokenTtl: 1, latency: 40});
		await makeTree(path.join(folder, 'tree'), uniqueFiles(200));
		sandbox.setFaults('POST /files/v1/allocate revoke after=10 times=1');
		const queue = openQueue(tools);
		const job = queue.add({
			kind: 'copy', sources: [disk(path.join(folder, 'tree'))], target: cloud(), overwrite: 'newer',
		});
		const watch = watchQueue(queue, () => false);
		const stop = new AbortController();
		const engine = runEngine({tools, signal: stop.signal});
		await expect.poll(() => watch.jobResult(job).blocked?.code, {timeout: 20_000}).toBe('session-revoked');
		await expect.poll(() => watch.snapshot().totals.running).toBe(0);
		const {totals, failures} = watch.jobResult(job);
		stop.abort();
		await engine;

		expect(failures).toEqual([]);
		expect(totals.waiting).toBeGreaterThan(20);
		expect(await readdir(path.join(folder, 'tree'))).toHaveLength(7);
		queue.close();
	});

	it('does not lose the second of two files that get one name, and says so', async () => {
		const {tools, folder, files} = await openEngine();
		await makeTree(folder, {
			'a/same.txt': 'first', 'b/same.txt': 'the second', 'a/sub/1.txt': '1', 'b/sub/2.txt': '2',
		});

		const {failures} = await runJob(tools, {
			sources: ['a/same.txt', 'b/same.txt', 'a/sub', 'b/sub'].map(name => disk(path.join(folder, name))), target: cloud('/to'),
		});

		expect(failures.map(({failure}) => failure?.sentence)).toEqual([expect.stringContaining('this is the second')]);
		expect(await files.stat('/Jotta/Archive/to/same.txt')).toMatchObject({size: 5});
		expect(await files.stat('/Jotta/Archive/to/sub/1.txt')).toMatchObject({size: 1});
		expect(await files.stat('/Jotta/Archive/to/sub/2.txt')).toMatchObject({size: 1});
	});

	it('says which stored names become one name on the disk, and replaces neither by the other', async () => {
		const {tools, client, folder} = await openEngine();
		await put(client, '/Jotta/Archive/odd/‛a：', 'first');
		await put(client, '/Jotta/Archive/odd/‛‛a：', 'second');

		const {failures} = await runJob(tools, {sources: [cloud('/odd')], target: disk(folder), overwrite: 'always'});

		expect(failures.map(({failure}) => failure?.code)).toEqual(['already-exists']);
		expect(await readdir(path.join(folder, 'odd'))).toEqual(['‛a:']);
	});
});
