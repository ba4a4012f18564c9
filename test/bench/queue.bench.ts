import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {rm} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {openTransferStore} from '../../source/transfers/store/store.ts';
import {isWanted, type BenchRow, type BenchOptions} from './bench-row.ts';
import {
	engineEnds,
	openOurs,
	program,
	watchProcesses,
} from './contestants.ts';
import {
	emptyCloud,
	makeLargeFile,
	makeSmallFiles,
	onGround,
} from './ground.ts';

/*
How much memory the engine takes: with 100,000 files queued, and for files of several sizes (design.md 6).
*/

const queued = 100_000;
const MiB = 1_048_576;
const sizes = [64, 512, 2048]; // MiB

export async function measure(options: BenchOptions): Promise<readonly BenchRow[]> {
	return [
		...isWanted('100,000 queued', options) ? [await measureQueued()] : [],
		...isWanted('memory by size', options) ? await measureSizes() : [],
	];
}

/** Files are counted and sent at the same time. When all are counted, all are cancelled. */
async function measureQueued(): Promise<BenchRow> {
	return onGround(async ({folder, ...ground}) => {
		const {config, env} = await openOurs({folder, ...ground});
		const many = path.join(folder, 'many');
		await makeSmallFiles(many, queued);
		const watch = watchProcesses(config);
		const begin = performance.now();
		await run(['cp', '--detach', many, 'jotta:'], {config, env});
		const store = openTransferStore(path.join(config, 'queue.sqlite'));
		while (store.jobs.nextToCount()) {
			await sleep(100);
		}

		const counted = performance.now() - begin;
		const {done, skipped} = store.shown.totals();
		store.close();
		const {engineCpu, peak} = watch.stop();
		await run(['queue', 'cancel'], {config, env});
		await engineEnds(config);
		return {
			what: `${queued} files of 4 KiB queued`,
			figure: `${Math.round(peak)} MB, counted in ${(counted / 1000).toFixed(1)} s, CPU of the engine ${(engineCpu / 1000).toFixed(1)} s, ${done - skipped} sent meanwhile`,
			budget: '250 MB',
		};
	});
}

async function measureSizes(): Promise<readonly BenchRow[]> {
	return onGround(async ground => {
		const {copy} = await openOurs(ground);
		const rows: BenchRow[] = [];
		for (const size of sizes) {
			const [large, back] = [path.join(ground.folder, 'large'), path.join(ground.folder, 'back')];
			await makeLargeFile(large, size * MiB);
			const [up, down] = [await copy(large, 'jotta:large'), await copy('jotta:large', back)];
			rows.push({what: `memory with a file of ${size} MiB`, figure: `${Math.round(up.peak)} MB up, ${Math.round(down.peak)} MB down`, budget: 'the same for each'});
			await Promise.all([large, back].map(async each => rm(each, {recursive: true})));
			emptyCloud(ground.sandbox);
		}

		return rows;
	});
}

async function run(args: readonly string[], {config, env}: {readonly config: string; readonly env: NodeJS.ProcessEnv}): Promise<void> {
	const child = spawn(process.execPath, [program, ...args, '--config-dir', config, '-q'], {env, stdio: ['ignore', 'ignore', 'inherit']});
	await once(child, 'exit');
}
