import {randomFillSync} from 'node:crypto';
import {closeSync, openSync, writeSync} from 'node:fs';
import {
	mkdir,
	mkdtemp,
	readdir,
	rm,
	utimes,
	writeFile,
} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {startSandbox, type RunningSandbox} from '../../source/sandbox/server.ts';
import {startTlsProxy} from '../support/tls-proxy.ts';
import {median, type BenchRow} from './bench-row.ts';
import {
	openOurs,
	openRclone,
	transfers,
	type Contestant,
	type Ground,
	type Run,
} from './contestants.ts';

/*
What design.md 6 says about transfers: small files, a large one, and a tree that has not changed, up and down, rclone in turns with us.
`JOTTAFM_BENCH_GIB` is the size of the large file, when 2 is too much for the disk.
*/

const smallFiles = 1000;
const smallSize = 4096; // bytes
const largeSize = Number(process.env.JOTTAFM_BENCH_GIB ?? 2) * 1024 ** 3;
const rounds = 3;

type Job = {
	readonly what: string;
	readonly prepare: () => Promise<void>; // before each turn of each contestant
	readonly from: string;
	readonly to: (name: string) => string;
	readonly unit: 'small' | 'large';
};

type Measured = Run & {readonly requests: number};

export async function measure(): Promise<readonly BenchRow[]> {
	const folder = await mkdtemp(path.join(tmpdir(), 'jottafm-bench-'));
	const sandbox = await startSandbox({directory: path.join(folder, 'service')});
	const proxy = await startTlsProxy(folder, sandbox.url);
	try {
		const ground = {sandbox, proxy, folder};
		const contestants = [await openOurs(ground), await openRclone(ground)].filter(each => each !== undefined);
		const rows: BenchRow[] = [];
		for (const job of await prepareJobs(ground)) {
			rows.push(...rowsOf(job, await compete(job, contestants, sandbox)));
		}

		return rows;
	} finally {
		await proxy.close();
		await sandbox.close();
		await rm(folder, {recursive: true, force: true});
	}
}

async function prepareJobs({folder, sandbox}: Ground): Promise<readonly Job[]> {
	const [small, large, back] = ['small', 'large', 'back'].map(name => path.join(folder, name)) as [string, string, string];
	await makeSmallFiles(small);
	await mkdir(large);
	makeLargeFile(path.join(large, 'film.bin'));
	const isEmpty = async () => {
		emptyCloud(sandbox);
		await touchAll(small);
		await touchAll(large);
	};

	const noneBack = async () => rm(back, {recursive: true, force: true});
	const nothing = async () => {}; // eslint-disable-line @typescript-eslint/no-empty-function -- as the turn before has left it
	const toCloud = () => 'jotta:bench';
	const jobs = (what: string, from: string, unit: Job['unit']): readonly Job[] => [
		{
			what: `${what} up`, prepare: isEmpty, from, to: toCloud, unit,
		},
		{
			what: `${what} down`, prepare: noneBack, from: 'jotta:bench', to: () => back, unit,
		},
	];
	const [up, down] = jobs(`${smallFiles} files of 4 KiB`, small, 'small') as [Job, Job];
	return [
		up,
		{
			what: 'the same up again, unchanged', prepare: nothing, from: small, to: toCloud, unit: 'small',
		},
		down,
		...jobs(`one file of ${largeSize / 1024 ** 3} GiB`, large, 'large'),
	];
}

/** In turns, so that what slows the machine slows both. */
async function compete(job: Job, contestants: readonly Contestant[], {log}: RunningSandbox): Promise<ReadonlyMap<string, readonly Measured[]>> {
	const results = new Map<string, Measured[]>(contestants.map(({name}) => [name, []]));
	for (let round = 0; round < rounds; round += 1) {
		for (const {name, copy} of contestants) {
			await job.prepare();
			const before = log.length;
			const run = await copy(job.from, job.to(name));
			results.get(name)!.push({...run, requests: log.length - before});
		}
	}

	return results;
}

function rowsOf({what, unit}: Job, results: ReadonlyMap<string, readonly Measured[]>): readonly BenchRow[] {
	const of = (name: string, field: keyof Measured) => median((results.get(name) ?? []).map(run => run[field]));
	const said = (name: string) => `${seconds(of(name, 'wall'))}, CPU ${seconds(of(name, 'cpu'))}, ${Math.round(of(name, 'peak'))} MB, ${of(name, 'requests')} requests`;
	const hasPeer = results.has('rclone');
	const ratio = of('jottafm', 'wall') / of('rclone', 'wall');
	return [{
		what: `${what}, ${transfers} at once`,
		figure: said('jottafm') + (hasPeer ? `: ${ratio.toFixed(2)} of rclone's time` : ''),
		budget: unit === 'large' ? 'rclone; memory flat' : 'rclone',
		...(hasPeer && {peer: `rclone ${said('rclone')}`}),
	}];
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;

async function makeSmallFiles(folder: string): Promise<void> {
	await mkdir(folder);
	for (let index = 0; index < smallFiles; index += 1) {
		await writeFile(path.join(folder, `file ${index}.bin`), randomFillSync(new Uint8Array(smallSize)));
	}
}

function makeLargeFile(file: string): void {
	const [handle, piece] = [openSync(file, 'w'), new Uint8Array(8 * 1_048_576)];
	for (let written = 0; written < largeSize; written += piece.length) {
		writeSync(handle, randomFillSync(piece));
	}

	closeSync(handle);
}

/** Nobody remembers the hash of a file that was written to. */
async function touchAll(folder: string): Promise<void> {
	const now = new Date();
	for (const name of await readdir(folder)) {
		await utimes(path.join(folder, name), now, now);
	}
}

/** Everything below Archive, bytes too: else the service would know all that is sent. */
function emptyCloud({state: {tree, content}}: RunningSandbox): void {
	for (const {id} of tree.children(tree.find(['Jotta', 'Archive'])!.id)) {
		for (const md5 of tree.remove(id)) {
			content.drop(md5);
		}
	}

	content.sweep();
}
