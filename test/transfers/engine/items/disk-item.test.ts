import {execFileSync} from 'node:child_process';
import {
	link,
	mkdir,
	readdir,
	readFile,
	rename,
	stat,
	symlink,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {
	describe,
	expect,
	it,
	onTestFinished,
} from 'vitest';
import {runEngine} from '../../../../source/transfers/engine/loop/run.ts';
import type {JobRequest} from '../../../../source/transfers/job.ts';
import {watchQueue} from '../../../../source/transfers/watch.ts';
import {
	disk,
	openEngine,
	openTestQueue,
	runJob,
	startTestEngine,
} from '../../../support/engine.ts';
import {queueFileAt} from '../../../support/queue-file.ts';
import {makeTree, treeOf} from '../../../support/trees.ts';

const long = 'Holiday pictures of the whole family at the sea, summer 2024 - ';
const isRoot = process.getuid?.() === 0;
if (!isRoot) {
	console.error('\nNOT TESTED: files that cannot be replaced, and folders that are mounted twice. Only root can make such.\n');
}

async function openFolder(files: Readonly<Record<string, string | Uint8Array>>) {
	const {tools, folder} = await openEngine();
	await makeTree(folder, files);
	const at = (below: string) => path.join(folder, below);
	return {
		tools,
		folder,
		at,
		names: async (below = '.') => (await readdir(at(below))).toSorted(),
		read: async (below: string) => readFile(at(below), 'utf8'),
		run: async (from: readonly string[], to: string, options: Partial<JobRequest> = {}) => runJob(tools, {sources: from.map(each => disk(at(each))), target: disk(at(to)), ...options}),
	};
}

describe('copies on the disk that run side by side', () => {
	it.each(['copy', 'move'] as const)('keep each its own content, however alike their names begin (%s)', async kind => {
		const files = Object.fromEntries(Array.from({length: 12}, (_, index) => [`from/${long}${String(index).padStart(3, '0')}.jpg`, new Uint8Array(700_000).fill(index)]));
		const {run, at} = await openFolder(files);
		const before = await treeOf(at('from'));

		const {failures} = await run(['from'], 'to', {kind});

		expect([failures, await treeOf(at('to/from'))]).toEqual([[], before]);
	});

	it('write into nothing that lies there, nor through a link that somebody has put there', async () => {
		const {run, at, names, read} = await openFolder({'from/a.txt': 'new', 'mine.txt': 'precious', 'to/.a.txt.local-copy.jottafm-part': 'somebody’s'});
		await symlink('../mine.txt', at('to/.b.txt.local-copy.jottafm-part'));
		await makeTree(at('from'), {'b.txt': 'new, too'});

		await run(['from/a.txt', 'from/b.txt'], 'to');

		expect([await read('to/a.txt'), await read('to/b.txt'), await read('mine.txt'), await read('to/.a.txt.local-copy.jottafm-part')]).toEqual(['new', 'new, too', 'precious', 'somebody’s']);
		expect(await names('to')).toEqual(['.a.txt.local-copy.jottafm-part', '.b.txt.local-copy.jottafm-part', 'a.txt', 'b.txt']);
	});
});

describe('a copy on the disk whose engine was killed', () => {
	it('between the two names of the finished file does not touch that, whatever it is called by then', async () => {
		const {tools, run, at, names, read} = await openFolder({'from/a.txt': 'first'});
		const {job} = await run(['from/a.txt'], 'to');
		const queue = openTestQueue(tools);
		const {part} = queue.itemsOf(job)[0]!.step!;
		await link(at('to/a.txt'), part!); // how the kill has left it
		await rename(at('to/a.txt'), at('to/kept.txt'));
		await makeTree(at('from'), {'a.txt': 'second'}, 1_800_000_000);
		queueFileAt(tools).forgetEnd(job);

		await runEngine({tools, signal: new AbortController().signal});

		expect([await read('to/kept.txt'), await read('to/a.txt'), await names('to')]).toEqual(['first', 'second', ['a.txt', 'kept.txt']]);
	});

	it('between the two names of a file that is moved is followed by one that takes the old name away', async () => {
		const {tools, run, at, names, read} = await openFolder({'from/a.txt': 'moved', 'to/other.txt': 'x'});
		const {job} = await run(['from/a.txt'], 'to', {kind: 'move'});
		const queue = openTestQueue(tools);
		await link(at('to/a.txt'), at('from/a.txt'));
		queueFileAt(tools).forgetEnd(job);

		await runEngine({tools, signal: new AbortController().signal});

		expect([watchQueue(queue, () => true).jobResult(job).failures, await names('from'), await read('to/a.txt')]).toEqual([[], [], 'moved']);
	});

	it('after it had put the file there is done, and says so', async () => {
		const {tools, run, names} = await openFolder({'from/a.txt': 'once', 'to/other.txt': 'x'});
		const {job} = await run(['from/a.txt'], 'to', {overwrite: 'rename'});
		const queue = openTestQueue(tools);
		queueFileAt(tools).forgetEnd(job);

		await runEngine({tools, signal: new AbortController().signal});

		expect([queue.itemsOf(job)[0]?.state.phase, await names('to')]).toEqual(['done', ['a.txt', 'other.txt']]);
	});
});

describe('something that would be put onto itself', () => {
	it.each(['copy', 'move'] as const)('is refused by what it is, through a second name of the file (%s)', async kind => {
		const {run, at, names, read} = await openFolder({'from/a.txt': 'one', 'to/other.txt': 'x'});
		await link(at('from/a.txt'), at('to/a.txt'));

		const {failures} = await run(['from'], '.', {kind, targetName: 'to', overwrite: 'always'});

		expect(failures.map(({failure}) => failure?.code)).toEqual(['already-exists']);
		expect([await names('from'), await names('to'), await read('to/a.txt')]).toEqual([['a.txt'], ['a.txt', 'other.txt'], 'one']);
	});

	it.skipIf(!isRoot).each(['copy', 'move'] as const)('is refused through a folder that is mounted twice (%s)', async kind => {
		const {run, at, names, read} = await openFolder({'real/a.txt': 'one', 'real/deep/b.txt': 'two'});
		await mkdir(at('again'));
		mount(at('real'), at('again'));

		const file = await run(['real/a.txt'], 'again', {kind, overwrite: 'always'});
		const folder = await run(['real'], 'again/deep', {kind, overwrite: 'always'});

		expect([...file.failures, ...folder.failures].map(({failure}) => failure?.code)).toEqual(['already-exists', 'already-exists']);
		expect([await names('real'), await read('real/a.txt'), await names('real/deep')]).toEqual([['a.txt', 'deep'], 'one', ['b.txt']]);
	});
});

function mount(what: string, where: string): void {
	execFileSync('mount', ['--bind', what, where]);
	onTestFinished(() => {
		execFileSync('umount', ['-l', where]);
	});
}

describe.skipIf(!isRoot)('a move to a folder that is mounted from the same disk', () => {
	it('takes a folder with all that is in it, though no rename leads there', async () => {
		const {run, at, names, read} = await openFolder({'from/deep/a.txt': 'one', 'other/x.txt': 'x'});
		await mkdir(at('mounted'));
		mount(at('other'), at('mounted'));

		const {failures} = await run(['from'], 'mounted', {kind: 'move'});

		expect([failures, await read('other/from/deep/a.txt'), (await names()).includes('from')]).toEqual([[], 'one', false]);
	});
});

describe.skipIf(!isRoot)('a target that cannot be replaced', () => {
	it.each(['copy', 'move'] as const)('leaves all as it was, with the reason in a sentence (%s)', async kind => {
		const {run, at, names, read} = await openFolder({x: 'new', 't/x': 'old'});
		execFileSync('chattr', ['+i', at('t/x')]);
		onTestFinished(() => {
			execFileSync('chattr', ['-i', at('t/x')]);
		});

		const {failures} = await run(['x'], 't', {kind, overwrite: 'always'});

		expect(failures.map(({failure}) => [failure?.code, failure?.sentence.startsWith('No permission for ')])).toEqual([['permission', true]]);
		expect([await read('x'), await read('t/x'), await names('t')]).toEqual(['new', 'old', ['x']]);
	});
});

describe('a move on one disk over another file', () => {
	it('replaces it at once: it is the very file that was there before', async () => {
		const {run, at, names, read} = await openFolder({'from/x': 'new', 't/x': 'old'});
		const {ino} = await stat(at('from/x'));

		const {failures} = await run(['from/x'], 't', {kind: 'move', overwrite: 'always'});

		expect([failures, (await stat(at('t/x'))).ino, await read('t/x'), await names('t'), await names('from')]).toEqual([[], ino, 'new', ['x'], []]);
	});
});

describe('two on their way to one name that may both overwrite what is there', () => {
	it('go there one after the other, by whatever path: the second is asked about again', async () => {
		const names = Array.from({length: 40}, (_, index) => `${index}.txt`);
		const {tools, folder, at} = await openFolder({});
		for (const each of ['one', 'two', 'to']) {
			await makeTree(path.join(folder, each), Object.fromEntries(names.map(name => [name, `${name} of ${each}`])));
		}

		await symlink('to', at('link'));
		const queue = openTestQueue(tools);
		const add = (kind: 'copy' | 'move', from: string, to: string) => queue.add({
			kind, sources: [disk(at(from))], target: disk(at(to)), overwrite: 'ask',
		});
		const jobs = names.flatMap(name => [add('copy', `two/${name}`, 'link'), add('move', `one/${name}`, 'to')]);
		const run = async () => runEngine({tools, signal: new AbortController().signal});
		await run();
		for (const {id} of jobs.flatMap(job => queue.itemsOf(job))) {
			queue.answer(id, 'overwrite');
		}

		await run();

		expect(watchQueue(queue, () => true).snapshot().totals).toMatchObject({done: names.length, asks: names.length});
	});
});

describe('a copy between disks that is cancelled', () => {
	it('stops in the middle of the file, and nothing of it stays', async () => {
		const {tools, folder, at} = await openFolder({'other.txt': 'x'});
		await writeFile(at('film.mkv'), new Uint8Array(300_000_000));
		const queue = openTestQueue(tools);
		const job = queue.add({
			kind: 'copy', sources: [disk(at('film.mkv'))], target: disk(at('to')), overwrite: 'newer',
		});
		const watch = watchQueue(queue, () => true);
		const {ended: engine} = startTestEngine(tools);
		await expect.poll(() => watch.snapshot().rows.find(({phase}) => phase === 'copying')?.progressed ?? 0, {interval: 5}).toBeGreaterThan(0);

		queue.cancelJob(job);
		await engine;

		expect([queue.itemsOf(job)[0]?.state.phase, await readdir(path.join(folder, 'to')), queue.hasLeftovers()]).toEqual(['cancelled', [], false]);
	});
});
