import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {createLog} from '../../../../source/log.ts';
import {resolveDirectories} from '../../../../source/settings/directories.ts';
import {runEngine} from '../../../../source/transfers/engine/loop/run.ts';
import {createWriteBlock} from '../../../../source/transfers/engine/loop/write-block.ts';
import {createHasher, type Hasher} from '../../../../source/transfers/hash/hasher.ts';
import {isWriteBlocked} from '../../../../source/transfers/unwritable-queue.ts';
import {watchQueue} from '../../../../source/transfers/watch.ts';
import {
	cloud,
	disk,
	openEngine,
	openTestQueue,
	startTestEngine,
} from '../../../support/engine.ts';
import {openQueueFile} from '../../../support/queue-file.ts';
import {maySmallDisk, smallDisk} from '../../../support/small-disk.ts';
import {temporaryFolder} from '../../../support/temp-files.ts';
import {makeTree, treeOf, uniqueFiles} from '../../../support/trees.ts';

async function openBlock() {
	const {store, protect} = await openQueueFile();
	const directories = resolveDirectories(path.join(await temporaryFolder(), 'config'));
	const said: string[] = [];
	let time = 5000;
	const hold = createWriteBlock(store, {
		directories,
		clock: {now: () => time, sleep: async () => undefined},
		log({message}) {
			said.push(message ?? '');
		},
	});
	const fail = () => {
		protect();
		try {
			store.progress.replace([]);
		} catch (error) {
			hold.begin(error);
		}
	};

	return {
		hold, protect, said, fail, isSeen: () => isWriteBlocked(directories), pass(milliseconds: number) {
			time += milliseconds;
		},
	};
}

describe('an engine whose queue cannot be written', () => {
	it('waits, says so once, and is seen to be held up; it goes on when there is room again', async () => {
		const {hold, fail, protect, pass, isSeen, said} = await openBlock();
		expect([hold.lasts(), isSeen()]).toEqual([false, false]);

		fail();
		fail();
		expect([hold.lasts(), isSeen(), said.length]).toEqual([true, true, 1]);
		pass(1000);
		expect([hold.lasts(), isSeen(), said.length]).toEqual([true, true, 1]);

		protect(false);
		pass(1000);
		expect([hold.lasts(), isSeen(), said.length]).toEqual([false, false, 2]);
		expect([hold.lasts(), said.length]).toEqual([false, 2]);
	});

	it('tries to write once a second, not each time it is asked', async () => {
		const {hold, fail, protect, pass} = await openBlock();
		fail();
		protect(false);

		pass(999);
		expect(hold.lasts()).toBe(true);
		pass(1);
		expect(hold.lasts()).toBe(false);
	});

	it('says it anew when it happens anew', async () => {
		const {hold, fail, protect, pass, said} = await openBlock();
		fail();
		protect(false);
		pass(1000);
		hold.lasts();

		fail();

		expect(said).toHaveLength(3);
	});

	it('is held up no more when it ends', async () => {
		const {hold, fail, isSeen} = await openBlock();
		fail();

		hold.end();

		expect([hold.lasts(), isSeen()]).toEqual([false, false]);
	});

	it('does not wait for what will not pass', async () => {
		const {hold, isSeen} = await openBlock();

		expect(() => {
			hold.begin(new TypeError('a fault of ours'));
		}).toThrow('a fault of ours');
		expect([hold.lasts(), isSeen()]).toEqual([false, false]);
	});
});

const MB = 1_000_000;

const sentence = 'The transfer queue cannot be written: is the disk full?';

if (!maySmallDisk) {
	console.error('\nNOT TESTED: a full disk with the queue. Only root can mount a small one.\n');
}

/** A queue whose files are on a small disk, and what its engine logs. */
async function openOnSmallDisk() {
	const engine = await openEngine();
	const small = await smallDisk(8 * MB);
	const lines: string[] = [];
	const directories = {...engine.tools.directories, database: path.join(small.folder, 'queue.sqlite'), locks: path.join(small.folder, 'locks')};
	const tools = {
		...engine.tools, directories, log: createLog(line => {
			lines.push(line);
		}),
	};
	const queue = openTestQueue(tools);
	const tree = path.join(engine.folder, 'tree');
	await makeTree(tree, uniqueFiles(12));
	return {
		...engine, tools, small, queue, tree, watch: watchQueue(queue, () => true),
		request: {
			kind: 'copy', sources: [disk(tree)], target: cloud(), overwrite: 'newer',
		} as const,
		said: () => lines.filter(line => line.includes('transfer queue')).length,
	};
}

/** A hasher that lets nobody begin before it is opened. */
function gated() {
	const hasher = createHasher({threads: () => 2, memoryLimit: () => 10 * MB});
	const {promise: opened, resolve: open} = Promise.withResolvers<void>();
	let waiting = 0;
	const gate: Hasher = {
		...hasher,
		async hash(...file) {
			waiting += 1;
			await opened;
			return hasher.hash(...file);
		},
	};
	return {gate, open, waiting: () => waiting};
}

describe.skipIf(!maySmallDisk)('an engine whose queue cannot be written any more', () => {
	it('waits, says so, and goes on when there is room: nothing fails, and nothing is sent twice', async () => {
		const {tools, small, queue, tree, watch, request, said, sandbox, files} = await openOnSmallDisk();
		const {gate, open, waiting} = gated();
		const job = queue.add(request);
		const {ended: engine} = startTestEngine(tools, {hasher: gate});
		await expect.poll(waiting, {interval: 5}).toBeGreaterThan(3);

		small.fill();
		open();

		await expect.poll(() => watch.snapshot().blocked).toEqual({code: 'disk-full', sentence, nextStep: `Make room in ${small.folder}.`});
		expect(watch.jobProgress(job).blocked?.sentence).toBe(sentence);
		expect(() => queue.add({...request, sources: Array.from({length: 10_000}, (_, index) => disk(`/${index}`))})).toThrow(sentence);
		small.empty();
		await engine;

		expect(watch.jobResult(job).failures).toEqual([]);
		expect(watch.jobResult(job).isOver).toBe(true);
		await expect.poll(() => watch.snapshot().blocked).toBeUndefined();
		const uploads = sandbox.log.filter(each => each.path.startsWith('/upload/'));
		expect(uploads).toHaveLength((await treeOf(tree)).length);
		expect((await Array.fromAsync(files.walk('/Jotta/Archive/tree'))).flat().filter(({entry}) => entry.kind === 'file')).toHaveLength(uploads.length);
		expect(said()).toBe(2); // held up; goes on
	});

	it('does not count in circles what it cannot write down', async () => {
		const {tools, small, queue, watch, request, said} = await openOnSmallDisk();
		const job = queue.add(request);
		small.fill();
		const {ended: engine} = startTestEngine(tools);

		await expect.poll(() => watch.snapshot().blocked?.sentence).toBe(sentence);
		small.empty();
		await engine;

		expect(watch.jobResult(job)).toMatchObject({isOver: true, failures: [], totals: {failed: 0}});
		expect(said()).toBe(2);
	});

	it('ends when it is told to, and the next one takes up what was not written', async () => {
		const {tools, small, queue, watch, request, sandbox, tree} = await openOnSmallDisk();
		const {gate, open, waiting} = gated();
		const job = queue.add(request);
		const {stop, ended: engine} = startTestEngine(tools, {hasher: gate});
		await expect.poll(waiting, {interval: 5}).toBeGreaterThan(3);
		small.fill();
		open();
		await expect.poll(() => watch.snapshot().blocked?.sentence).toBe(sentence);

		stop.abort();
		await engine;
		small.empty();
		await runEngine({tools, signal: new AbortController().signal});

		expect(watch.jobResult(job)).toMatchObject({isOver: true, failures: []});
		expect(sandbox.log.filter(each => each.path.startsWith('/upload/') && each.status === 200)).toHaveLength((await treeOf(tree)).length);
	});
});
