import {
	mkdir,
	readdir,
	readFile,
	rm,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import type {Location} from '../../../source/files/location.ts';
import {stagingPathOf} from '../../../source/jotta/staging.ts';
import {readVersions} from '../../../source/jotta/versions.ts';
import {runEngine} from '../../../source/transfers/engine/loop/run.ts';
import type {WorkStep} from '../../../source/transfers/item.ts';
import {openQueue} from '../../../source/transfers/queue.ts';
import type {Tools} from '../../../source/transfers/open-location.ts';
import {watchQueue} from '../../../source/transfers/watch.ts';
import {put} from '../../support/cloud.ts';
import {
	cloud,
	disk,
	openEngine,
	runJob,
} from '../../support/engine.ts';
import {openProgramOn} from '../../support/program/program-on-sandbox.ts';
import {startTestSandbox} from '../../support/sandbox.ts';
import {queueFileAt} from '../../support/queue-file.ts';
import {makeTree} from '../../support/trees.ts';
import {until} from '../../support/drive.ts';

const never = new AbortController().signal;

/** Works the queue off once more after an engine died there. */
async function runOnceMore(tools: Tools, job: number, {step, meanwhile}: {readonly step?: Partial<WorkStep>; readonly meanwhile?: () => Promise<void>} = {}) {
	const queue = openQueue(tools);
	try {
		await meanwhile?.();
		queueFileAt(tools).forgetEnd(job, {step});
		await runEngine({tools, signal: never});
		const watch = watchQueue(queue, () => false);
		return {...watch.jobResult(job), rows: watch.snapshot().rows};
	} finally {
		queue.close();
	}
}

/** The same ends on the disk and in the cloud. */
async function openEnds(where: 'on the disk' | 'in the cloud') {
	const {tools, client, files, folder} = await openEngine();
	const isLocal = where === 'on the disk';
	const at = (below: string): Location => isLocal ? disk(path.join(folder, below)) : cloud(`/${below}`);
	return {
		tools,
		client,
		files,
		at,
		async write(below: string, text: string) {
			await (isLocal ? makeTree(folder, {[below]: text}) : put(client, `/Jotta/Archive/${below}`, text));
		},
		names: async (below: string) => isLocal
			? (await readdir(path.join(folder, below))).toSorted()
			: (await Array.fromAsync(files.list(`/Jotta/Archive/${below}`))).flat().map(({name}) => name).toSorted(),
		read: async (below: string) => isLocal ? readFile(path.join(folder, below), 'utf8') : String((await files.stat(`/Jotta/Archive/${below}`)).size),
	};
}

describe.each(['on the disk', 'in the cloud'] as const)('a move %s whose engine was killed before it could say that it is done', where => {
	it('is done, for a file as for a folder', async () => {
		const {tools, at, write, names} = await openEnds(where);
		await write('from/a.txt', 'a file');
		await write('from/album/b.txt', 'in a folder');
		await write('to/other.txt', 'there before');
		const {job} = await runJob(tools, {kind: 'move', sources: [at('from/a.txt'), at('from/album')], target: at('to')});

		const {failures, totals} = await runOnceMore(tools, job);

		expect([failures, totals.done]).toEqual([[], 2]);
		expect([await names('from'), await names('to'), await names('to/album')]).toEqual([[], ['a.txt', 'album', 'other.txt'], ['b.txt']]);
	});

	it('is not done when what stands at the target is something else', async () => {
		const {tools, files, at, write} = await openEnds(where);
		await write('from/a.txt', 'a file');
		const {job} = await runJob(tools, {kind: 'move', sources: [at('from/a.txt')], target: at('to')});

		const {rows} = await runOnceMore(tools, job, {
			async meanwhile() {
				await (where === 'on the disk' ? rm(at('to/a.txt').path) : files.remove('/Jotta/Archive/to/a.txt', {kind: 'file', permanent: true}));
				await write('to/a.txt', 'written by somebody else');
			},
		});

		expect(rows.map(({phase}) => phase)).toEqual([where === 'on the disk' ? 'failed' : 'skipped']);
	});
});

describe('a move over another file in the cloud', () => {
	it('leaves the new one with the old one as its version, when its engine was killed before the original went', async () => {
		const {tools, client, files, at, write, names, read} = await openEnds('in the cloud');
		await write('from/a.txt', 'the new one');
		await write('to/a.txt', 'old');
		const {job} = await runJob(tools, {
			kind: 'move', sources: [at('from/a.txt')], target: at('to'), overwrite: 'always',
		});

		const {failures} = await runOnceMore(tools, job, {meanwhile: async () => write('from/a.txt', 'the new one')});

		expect([failures, await names('from'), await names('to'), await read('to/a.txt')]).toEqual([[], [], ['a.txt'], '11']);
		expect((await readVersions('/Jotta/Archive/to/a.txt', {client})).versions.map(({size}) => size)).toEqual([11, 3]);
		expect(await files.stat('/Jotta/Archive/from/a.txt')).toMatchObject({deletedAt: expect.any(Number) as number});
	});

	it('only takes the original away where it was written down that its copy is there', async () => {
		const {tools, at, write, names, read} = await openEnds('in the cloud');
		await write('from/a.txt', 'the new one');
		await write('to/a.txt', 'old');
		const {job} = await runJob(tools, {
			kind: 'move', sources: [at('from/a.txt')], target: at('to'), overwrite: 'always',
		});

		const {failures} = await runOnceMore(tools, job, {
			async meanwhile() {
				await write('from/a.txt', 'the new one');
				await write('to/a.txt', 'somebody else');
			},
		});

		expect([failures, await names('from'), await names('to'), await read('to/a.txt')]).toEqual([[], [], ['a.txt'], '11']); // decided anew, by the rule
	});
});

describe('an upload that keeps no version of what it replaces', () => {
	it.each(['with the old one in its place', 'with the old one out of the way', 'with the new one in its place'] as const)('leaves one file, the new one, when its engine was killed %s', async when => {
		const {tools, client, files, folder} = await openEngine();
		await mkdir(path.dirname(tools.directories.settings), {recursive: true});
		await writeFile(tools.directories.settings, JSON.stringify({no_versions: true}));
		await makeTree(folder, {'a.txt': 'the new one'});
		const to = '/Jotta/Archive/to/a.txt';
		await put(client, to, 'old');
		const {job} = await runJob(tools, {sources: [disk(path.join(folder, 'a.txt'))], target: cloud('/to'), overwrite: 'always'});
		const {staged, aside} = stepOf(tools, job);

		const {failures} = await runOnceMore(tools, job, {
			async meanwhile() {
				await (when !== 'with the new one in its place' && files.rename(to, staged!));
				await put(client, when === 'with the old one in its place' ? to : aside!, 'old');
			},
		});

		const there = (await Array.fromAsync(files.list('/Jotta/Archive/to'))).flat();
		expect([failures, there.map(({name, size}) => [name, size])]).toEqual([[], [['a.txt', 11]]]);
		expect((await readVersions(to, {client})).versions).toHaveLength(1);
	});
});

function stepOf(tools: Tools, job: number): WorkStep {
	const queue = openQueue(tools);
	const [item] = queue.itemsOf(job);
	queue.close();
	return item!.step!;
}

describe('a change of case in the cloud', () => {
	it('is brought to its end when it was broken off between its two steps', async () => {
		const {tools, client, files} = await openEngine();
		await put(client, stagingPathOf('/Jotta/Archive/in/README.txt', 0), 'read me');
		await put(client, '/Jotta/Archive/in/readme.txt', 'read me');
		const queue = openQueue(tools);
		const job = queue.add({
			kind: 'move', sources: [cloud('/in/readme.txt')], target: cloud('/in'), targetName: 'README.txt', overwrite: 'newer',
		});
		queue.limitTransfers(0);
		const engine = runEngine({tools, signal: never});
		const watch = watchQueue(queue, () => false);
		await expect.poll(() => watch.snapshot().totals, {interval: 5}).toMatchObject({waiting: 1, isCounting: false});
		await files.remove('/Jotta/Archive/in/readme.txt', {kind: 'file', permanent: true});
		queue.limitTransfers(undefined);
		await engine;

		expect(watch.jobResult(job).failures).toEqual([]);
		expect((await Array.fromAsync(files.list('/Jotta/Archive/in'))).flat().map(({name}) => name)).toEqual(['README.txt']);
		queue.close();
	});
});

describe('a real engine', () => {
	it('that is killed while the service moves a file is followed by one that finds it moved', async () => {
		const sandbox = await startTestSandbox();
		const program = await openProgramOn(sandbox);
		await makeTree(program.folder, {'a.txt': 'a file'});
		await program.run(['cp', path.join(program.folder, 'a.txt'), 'jotta:from/a.txt']);
		await program.run(['mkdir', 'jotta:to']);
		sandbox.setFaults('POST *?mv=* drop=after times=1; GET *from/a.txt* stall=600000 after=4');
		await program.run(['mv', '--detach', 'jotta:from/a.txt', 'jotta:to']);
		await until(() => sandbox.log.some(({method, path: address}) => method === 'POST' && address.includes('?mv=')));
		await program.killEngine();
		sandbox.setFaults('');

		await program.run(['queue', 'resume']);

		await expect.poll(async () => (await program.run(['queue'])).err, {timeout: 30_000, interval: 200}).toContain('done');
		expect((await program.run(['queue'])).err).not.toContain('failed');
		expect((await program.run(['ls', 'jotta:to'])).out).toContain('a.txt');
	}, 60_000);
});
