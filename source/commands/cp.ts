import {Failure} from '../failure.ts';
import {baseSegment, parentPath, type Location} from '../files/location.ts';
import {
	counted,
	duration,
	longSize,
	speed,
} from '../format.ts';
import type {Overwrite} from '../transfers/item.ts';
import {findEarlierJob} from '../transfers/earlier-job.ts';
import {createOpener, type Opener} from '../transfers/open-location.ts';
import {openQueue, type Queue} from '../transfers/queue.ts';
import {watchQueue, type JobProgress, type JobResult} from '../transfers/watch.ts';
import {parseLocation} from '../transfers/spoken-location.ts';
import type {Context, Output, Status} from './context.ts';

export type CopyOptions = {
	readonly overwrite: Overwrite;
	readonly checksum?: boolean;
	readonly dryRun?: boolean;
	readonly detach?: boolean;
};

const look = 100; // ms between two looks at the queue
const engineLook = 1000; // ms between two looks whether an engine runs

/** Copies or moves files and folders through the queue, and follows that to its end. */
export async function copy(kind: 'copy' | 'move', texts: readonly string[], options: CopyOptions, context: Context): Promise<Status> {
	const {tools} = context;
	const places = await Promise.all(texts.map(async text => parseLocation(text, {accounts: tools.accounts, cwd: context.cwd})));
	const queue = openQueue(tools);
	try {
		return await copyPlaces(kind, {sources: places.slice(0, -1), destination: places.at(-1)!}, {options, queue, context});
	} finally {
		queue.close();
	}
}

type Places = {readonly sources: readonly Location[]; readonly destination: Location};
type Copying = {readonly options: CopyOptions; readonly queue: Queue; readonly context: Context};

async function copyPlaces(kind: 'copy' | 'move', {sources, destination}: Places, {options, queue, context}: Copying): Promise<Status> {
	const {tools, output, startEngine} = context;
	const earlier = findEarlierJob(queue.database, {kind, sources, destination});
	let job = earlier?.isUnfinished === true ? earlier.id : undefined; // broken off: gone on with
	if (job === undefined) {
		const opener = createOpener(tools);
		for (const source of sources) {
			await checkThere(source, opener, context.signal);
		}

		const {folder, name} = earlier?.targetName === undefined ? await chooseTarget(sources, destination, opener) : {folder: earlier.target, name: earlier.targetName};
		if (options.dryRun === true) {
			for (const source of sources) {
				output.result({[kind]: source.path, to: folder.path, name}, `${source.path} → ${folder.path}/${name ?? baseSegment(source.path)}`);
			}

			return 0;
		}

		const overwrite = options.overwrite === 'ask' && !output.isTerminal ? 'newer' : options.overwrite;
		job = queue.add({
			kind, sources, target: folder, targetName: name, overwrite, checksum: options.checksum ?? false,
		});
	}

	startEngine();
	if (options.detach === true) {
		output.result({job}, `Queued as job ${job}.`);
		return 0;
	}

	return follow(job, queue, context);
}

async function checkThere(source: Location, opener: Opener, signal: AbortSignal): Promise<void> {
	const files = await opener.fileSystem(source);
	const {deletedAt, name} = await files.stat(source.path, {signal});
	if (deletedAt !== undefined) {
		throw new Failure('not-found', `${name} is in the trash.`, {nextStep: 'Restore it first.'});
	}
}

/** As with cp: into a folder that is there; otherwise the one source gets the target's name. */
async function chooseTarget(sources: readonly Location[], target: Location, opener: Opener): Promise<{readonly folder: Location; readonly name?: string}> {
	const files = await opener.fileSystem(target);
	const kind = await kindAt(async () => files.stat(target.path));
	if (kind === 'folder') {
		return {folder: target};
	}

	if (sources.length > 1) {
		throw new Failure('usage', `${target.path} is not a folder, and several things cannot be copied to one name.`, {nextStep: 'Make the folder first: jottafm mkdir'});
	}

	return {folder: {...target, path: parentPath(target.path)}, name: baseSegment(target.path)};
}

async function kindAt(stat: () => Promise<{readonly kind: string; readonly deletedAt?: number}>): Promise<string | undefined> {
	try {
		const {kind, deletedAt} = await stat();
		return deletedAt === undefined ? kind : undefined;
	} catch (error) {
		if (error instanceof Failure && error.code === 'not-found') {
			return undefined;
		}

		throw error;
	}
}

async function follow(job: number, queue: Queue, {tools, output, signal, startEngine}: Context): Promise<Status> {
	const watch = watchQueue(queue, () => true);
	let looked = tools.clock.now();
	for (;;) {
		const result = watch.jobProgress(job);
		if (result.isOver) {
			return report(job, watch.jobResult(job), output);
		}

		if (signal.aborted) {
			queue.cancelJob(job);
			output.note('Cancelled. What was copied stays; run the same again to go on.');
			return 130;
		}

		if (result.blocked) {
			queue.cancelJob(job);
			output.failure(result.blocked.sentence, result.blocked.nextStep);
			return 3;
		}

		if (onlyAsks(result)) {
			output.note(`${counted(result.totals.asks, 'file')} wait for an answer: open jottafm and decide, or run again with --overwrite.`);
			return 1;
		}

		output.progress(progressLine(result));
		if (tools.clock.now() - looked >= engineLook) {
			looked = tools.clock.now();
			startEngine(); // nothing happens while one runs; one that died is replaced
		}

		await tools.clock.sleep(look);
	}
}

function onlyAsks({totals}: JobProgress): boolean {
	return totals.asks > 0 && totals.running === 0 && totals.waiting === 0 && !totals.isCounting;
}

function progressLine({speed: rate, secondsLeft, totals}: JobProgress): string {
	const {running, waiting, done, bytes, bytesDone, isCounting} = totals;
	const left = secondsLeft === undefined ? '' : `  ${duration(secondsLeft)} left`;
	return `${done} of ${running + waiting + done}${isCounting ? '+' : ''} done  ${longSize(bytesDone)} of ${longSize(bytes)}  ${speed(rate)}${left}`;
}

function report(job: number, {totals, failures, sent, skipped}: JobResult, output: Output): Status {
	for (const {name, phase, failure} of failures) {
		if (phase === 'failed' && failure) {
			output.failure(`${name}: ${failure.sentence}`, failure.nextStep);
		} else if (failure) {
			output.note(`skipped: ${failure.sentence}`);
		}
	}

	const {failed, done, bytesDone} = totals;
	const facts = {
		job, done: done - skipped, skipped, failed, bytes: bytesDone, sent,
	};
	if (output.isJson) {
		output.result(facts, '');
	} else {
		output.note(`${counted(done - skipped, 'item')} done, ${longSize(sent)} sent${skipped > 0 ? `, ${skipped} skipped` : ''}${failed > 0 ? `, ${failed} failed` : ''}.`);
	}

	if (failed === 0) {
		return 0;
	}

	return failures.every(each => each.failure?.code === 'not-found') ? 4 : 1;
}
