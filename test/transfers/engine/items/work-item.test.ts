import {execFileSync} from 'node:child_process';
import {
	mkdir,
	readdir,
	readFile,
	rm,
	stat,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import type {Location} from '../../../../source/files/location.ts';
import {stagingPathOf} from '../../../../source/jotta/staging.ts';
import {readVersions} from '../../../../source/jotta/versions.ts';
import {runEngine} from '../../../../source/transfers/engine/loop/run.ts';
import type {WorkStep} from '../../../../source/transfers/item.ts';
import type {Tools} from '../../../../source/transfers/open-location.ts';
import {watchQueue} from '../../../../source/transfers/watch.ts';
import {put} from '../../../support/cloud.ts';
import {until} from '../../../support/drive.ts';
import {
	cloud,
	disk,
	openEngine,
	openTestQueue,
	runJob,
	startTestEngine,
} from '../../../support/engine.ts';
import {openProgramOn} from '../../../support/program/program-on-sandbox.ts';
import {queueFileAt} from '../../../support/queue-file.ts';
import {startTestSandbox} from '../../../support/sandbox.ts';
import {makeTree} from '../../../support/trees.ts';

const never = new AbortController().signal;

/** Works the queue off once more after an engine died there. */
async function runOnceMore(tools: Tools, job: number, {step, meanwhile}: {readonly step?: Partial<WorkStep>; readonly meanwhile?: () => Promise<void>} = {}) {
	const queue = openTestQueue(tools);
	try {
		await meanwhile?.();
		queueFileAt(tools).forgetEnd(job, {step});
		await runEngine({tools, signal: never});
		const watch = watchQueue(queue, () => true);
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

describe('a change of case in the cloud', () => {
	it('is brought to its end when it was broken off between its two steps', async () => {
		const {tools, client, files} = await openEngine();
		await put(client, stagingPathOf('/Jotta/Archive/in/README.txt', 0), 'read me');
		await put(client, '/Jotta/Archive/in/readme.txt', 'read me');
		const queue = openTestQueue(tools);
		const job = queue.add({
			kind: 'move', sources: [cloud('/in/readme.txt')], target: cloud('/in'), targetName: 'README.txt', overwrite: 'newer',
		});
		queue.limitTransfers(0);
		const {ended: engine} = startTestEngine(tools);
		const watch = watchQueue(queue, () => true);
		await expect.poll(() => watch.snapshot().totals, {interval: 5}).toMatchObject({waiting: 1, isCounting: false});
		await files.remove('/Jotta/Archive/in/readme.txt', {kind: 'file', permanent: true});
		queue.limitTransfers(undefined);
		await engine;

		expect(watch.jobResult(job).failures).toEqual([]);
		expect((await Array.fromAsync(files.list('/Jotta/Archive/in'))).flat().map(({name}) => name)).toEqual(['README.txt']);
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

		await expect.poll(async () => (await program.run(['queue'])).err, {interval: 200}).toContain('done');
		expect((await program.run(['queue'])).err).not.toContain('failed');
		expect((await program.run(['ls', 'jotta:to'])).out).toContain('a.txt');
	});
});

const times = ['1902-01-01T00:00:00Z', '1965-03-04T05:06:07Z', '1969-12-31T23:59:58.5Z', '1969-12-31T23:59:58.9999999Z', '2050-06-07T08:09:10Z', '2200-05-06T07:08:09Z'];

/** Seconds since 1970, as they are on the disk. */
async function secondsOf(file: string): Promise<number> {
	const {mtimeNs} = await stat(file, {bigint: true});
	return Math.floor(Number(mtimeNs / 100n) / 1e7);
}

describe('a copy', () => {
	it('keeps the times of files to the second, long ago and far ahead, up and down and on the disk', async () => {
		const {tools, files, folder} = await openEngine();
		await mkdir(path.join(folder, 'old'));
		for (const [index, time] of times.entries()) {
			const file = path.join(folder, 'old', String(index));
			await writeFile(file, `content ${index}`);
			execFileSync('touch', ['-d', time, file]);
		}

		const up = await runJob(tools, {sources: [disk(path.join(folder, 'old'))], target: cloud()});
		const again = await runJob(tools, {sources: [disk(path.join(folder, 'old'))], target: cloud()});
		const down = await runJob(tools, {sources: [cloud('/old')], target: disk(path.join(folder, 'back'))});
		const aside = await runJob(tools, {sources: [disk(path.join(folder, 'old'))], target: disk(path.join(folder, 'aside'))});

		expect([up, again, down, aside].flatMap(({failures}) => failures)).toEqual([]);
		for (const [index, time] of times.entries()) {
			const wanted = Math.floor(Date.parse(time.replace('9999999', '999')) / 1000);
			expect((await files.stat(`/Jotta/Archive/old/${index}`)).modified).toBe(wanted * 1000);
			expect(await secondsOf(path.join(folder, 'back', 'old', String(index)))).toBe(wanted);
			expect(await secondsOf(path.join(folder, 'aside', 'old', String(index)))).toBe(wanted);
		}
	});
});
