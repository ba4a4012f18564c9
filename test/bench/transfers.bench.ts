import {rm} from 'node:fs/promises';
import path from 'node:path';
import {
	isWanted,
	median,
	type BenchRow,
	type BenchOptions,
} from './bench-row.ts';
import {
	openOurs,
	openRclone,
	transfers,
	type Contestant,
	type Ground,
	type Run,
} from './contestants.ts';
import {
	emptyCloud,
	makeLargeFile,
	makeSmallFiles,
	onGround,
	touchAll,
} from './ground.ts';

/*
The budgets of design.md 6 for transfers: small files, a large one, and an unchanged tree, up and down, alternating with rclone.
*/

const smallFiles = 1000;
const eachLine = 10_000_000; // bytes a second

type Job = {
	readonly what: string;
	readonly prepare: () => Promise<void>; // before each run of each contestant
	readonly finish?: () => void;
	readonly from: string;
	readonly to: string;
};

type Measured = Run & {readonly requests: number};

export async function measure(options: BenchOptions): Promise<readonly BenchRow[]> {
	return onGround(async ground => {
		const ours = await openOurs(ground);
		const contestants = [ours, await openRclone(ground)].filter(each => each !== undefined);
		const rows: BenchRow[] = [];
		for (const {from, to, make, jobs} of treesOf(ground, options)) {
			const wanted = jobs.filter(({what}) => isWanted(what, options));
			if (wanted.length > 0) {
				await make();
				await ours.copy(from, to); // what is downloaded, or uploaded again, must be there
			}

			for (const job of wanted) {
				rows.push(rowOf(job, await compete(job, {contestants, rounds: options.rounds, ground})));
			}
		}

		return rows;
	});
}

type Tree = {readonly from: string; readonly to: string; readonly make: () => Promise<void>; readonly jobs: readonly Job[]};

function treesOf(ground: Ground, {gib}: BenchOptions): readonly Tree[] {
	const [small, large] = [path.join(ground.folder, 'small'), path.join(ground.folder, 'large')];
	const files = `${smallFiles} files of 4 KiB`;
	const again: Job = {
		what: `${files} up again, unchanged`, from: small, to: cloudOf(small), async prepare() {}, // eslint-disable-line @typescript-eslint/no-empty-function -- left by the run before
	};
	return [
		{
			from: small, to: cloudOf(small), make: async () => makeSmallFiles(small, smallFiles), jobs: [upOf(files, small, ground), again, downOf(files, small, ground)],
		},
		{
			from: large, to: cloudOf(large), make: async () => makeLargeFile(large, gib * 1024 ** 3), jobs: [upOf, downOf, slowDownOf].map(jobOf => jobOf(`one file of ${gib} GiB`, large, ground)),
		},
	];
}

const cloudOf = (from: string) => `jotta:${path.basename(from)}`;

function upOf(files: string, from: string, {sandbox}: Ground): Job {
	return {
		what: `${files} up`, from, to: cloudOf(from), async prepare() {
			emptyCloud(sandbox);
			await touchAll(from);
		},
	};
}

function downOf(files: string, from: string, {folder}: Ground): Job {
	const back = path.join(folder, 'back');
	return {
		what: `${files} down`, from: cloudOf(from), to: back, prepare: async () => rm(back, {recursive: true, force: true}),
	};
}

/** A service that limits the bandwidth of each connection. */
function slowDownOf(files: string, from: string, ground: Ground): Job {
	const {what, ...down} = downOf(files, from, ground);
	const {limits} = ground.sandbox.state;
	return {
		...down, what: `${what}, ${eachLine / 1_000_000} MB/s each line`,
		async prepare() {
			await down.prepare();
			limits.bandwidthEach = eachLine;
		},
		finish() {
			limits.bandwidthEach = 0;
		},
	};
}

type Competition = {readonly contestants: readonly Contestant[]; readonly rounds: number; readonly ground: Ground};

/** The contestants alternate, so that whatever slows the machine slows both. */
async function compete(job: Job, {contestants, rounds, ground: {sandbox}}: Competition): Promise<ReadonlyMap<string, readonly Measured[]>> {
	const results = new Map<string, Measured[]>(contestants.map(({name}) => [name, []]));
	for (let round = 0; round < rounds; round += 1) {
		for (const {name, copy} of round % 2 === 0 ? contestants : contestants.toReversed()) { // the second one finds the memory that the first has used
			await job.prepare();
			const before = sandbox.log.length;
			const run = await copy(job.from, job.to);
			job.finish?.();
			results.get(name)!.push({...run, requests: sandbox.log.length - before});
		}
	}

	return results;
}

function rowOf({what}: Job, results: ReadonlyMap<string, readonly Measured[]>): BenchRow {
	const of = (name: string, field: keyof Measured) => median((results.get(name) ?? []).map(run => run[field]));
	const said = (name: string) => `${seconds(of(name, 'wall'))}, CPU ${seconds(of(name, 'cpu'))}, ${Math.round(of(name, 'peak'))} MB, ${of(name, 'requests')} requests`;
	const hasPeer = results.has('rclone');
	const ratio = of('jottafm', 'wall') / of('rclone', 'wall');
	return {
		what: `${what}, ${transfers} at once`,
		figure: `${said('jottafm')}, CPU of the engine ${seconds(of('jottafm', 'engineCpu'))}` + (hasPeer ? `: ${ratio.toFixed(2)} of rclone's time` : ''),
		budget: 'rclone',
		...(hasPeer && {peer: `rclone ${said('rclone')}`}),
	};
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
