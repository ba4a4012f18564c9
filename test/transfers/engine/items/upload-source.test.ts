import {createHash} from 'node:crypto';
import {
	appendFile,
	readFile,
	rm,
	truncate,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import type {FileSystem} from '../../../../source/files/file-system.ts';
import {writeSetting} from '../../../../source/settings/settings.ts';
import {watchQueue} from '../../../../source/transfers/watch.ts';
import {
	cloud,
	disk,
	openEngine,
	openTestQueue,
	runJob,
	startTestEngine,
} from '../../../support/engine.ts';
import {systemClock} from '../../../support/sandbox.ts';
import {storedVersions} from '../../../support/sandbox/stored.ts';
import {makeTree, treeOf} from '../../../support/trees.ts';

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
		const queue = openTestQueue(tools);
		const job = queue.add({
			kind: 'copy', sources: [disk(file)], target: cloud(), overwrite: 'rename',
		});
		const watch = watchQueue(queue, () => true);
		const {ended: engine} = startTestEngine(tools);
		await expect.poll(() => watch.snapshot().rows.find(({phase}) => phase === 'sending')?.progressed ?? 0, {interval: 5}).toBeGreaterThan(0);

		await writeFile(file, contentOf(3));
		await engine;

		expect(watch.jobResult(job).failures).toEqual([]);
		expect(await filmsIn(files)).toEqual({'film.bin': md5Of(1), 'film (1).bin': md5Of(3)});
		expect(storedVersions(sandbox).filter(({state, md5}) => state === 'COMPLETED' && md5 === md5Of(2))).toEqual([]);
	});
});

const MiB = 1_048_576;

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
		...result, files, log, statesStored: () => storedVersions(sandbox).map(({state}) => state),
	};
};

describe('a file of the disk', () => {
	it('hashes and sends anew a file that has changed meanwhile, and never stores a mixture', async () => {
		const {tools, folder, files} = await openEngine();
		await writeSetting('bandwidth', 2 * MiB, tools.directories);
		const film = path.join(folder, 'film.mkv');
		await writeFile(film, new Uint8Array(20 * MiB).fill(1));
		const queue = openTestQueue(tools);
		const job = queue.add({
			kind: 'copy', sources: [disk(film)], target: cloud(), overwrite: 'newer',
		});
		const watch = watchQueue(queue, () => true);
		const {ended: engine} = startTestEngine(tools);
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
	});

	it('fails a file that never stops changing, with that reason, after a bounded number of rounds', async () => {
		const {failures, statesStored} = await copyWhile(async log => writeFile(log, new Uint8Array(8), {flag: 'r+'}));

		expect(failures.map(({failure}) => failure?.code)).toEqual(['corrupt']);
		expect(failures[0]?.failure?.sentence).toContain('changed');
		expect(statesStored().filter(state => state === 'COMPLETED').length).toBeLessThanOrEqual(9);
	});

	it('sends a file that never stops growing once, as it was at the beginning, and says so', async () => {
		const {failures, totals, statesStored, files, log} = await copyWhile(async file => appendFile(file, 'one more line\n'));

		expect([totals.failed, totals.done, statesStored()]).toEqual([0, 1, ['COMPLETED']]); // nothing incomplete stays
		expect(failures.map(({phase, failure}) => [phase, failure?.sentence])).toEqual([['done', expect.stringContaining('busy.log was still growing')]]);
		const {size: sent = 0, md5} = await files.stat('/Jotta/Archive/busy.log');
		expect(createHash('md5').update((await readFile(log)).subarray(0, sent)).digest('hex')).toBe(md5);
	});

	it('fails a file that is gone when its turn comes, and copies the others', async () => {
		const {tools, folder} = await openEngine();
		await makeTree(path.join(folder, 'tree'), {'a.txt': 'a', 'b.txt': 'b'});
		const queue = openTestQueue(tools);
		queue.limitTransfers(0);
		const job = queue.add({
			kind: 'copy', sources: [disk(path.join(folder, 'tree'))], target: cloud(), overwrite: 'newer',
		});
		const watch = watchQueue(queue, () => true);
		const {ended: engine} = startTestEngine(tools);
		await expect.poll(() => watch.snapshot().totals).toMatchObject({waiting: 3, isCounting: false});
		await rm(path.join(folder, 'tree', 'a.txt'));
		queue.limitTransfers(undefined);
		await engine;

		const {failures, totals} = watch.jobResult(job);
		expect(failures.map(({name, failure}) => [name, failure?.code])).toEqual([['tree/a.txt', 'not-found']]);
		expect(totals.done).toBe(2);
	});
});
