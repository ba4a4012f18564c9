import {rm} from 'node:fs/promises';
import {Failure} from '../../failure.ts';
import {findLiveAt} from '../../files/find.ts';
import type {Location} from '../../files/location.ts';
import {readSettings} from '../../settings/settings.ts';
import {checkApart, checkTakes} from '../../transfers/preflight.ts';
import type {EarlierJob} from '../../transfers/earlier-job.ts';
import type {JobRequest} from '../../transfers/job.ts';
import {createOpener, meantPlace, type Opener} from '../../transfers/open-location.ts';
import {checkMayMove} from '../../transfers/kept-places.ts';
import type {Queue} from '../../transfers/queue.ts';
import {parseLocation} from '../../transfers/location-text.ts';
import type {Context} from '../../cli/context.ts';
import type {ExitStatus} from '../../cli/exit-status.ts';
import {findPipe, type Pipe} from '../../cli/open-pipe.ts';
import {spool} from '../../cli/spool-stdin.ts';
import {chooseTarget, isWrittenAsFolder} from '../../cli/copy-target.ts';
import {openToldQueue} from '../../cli/open-queue.ts';
import {followJob} from '../../cli/follow-job.ts';
import {showPlan} from '../plan.ts';
import type {CopyOptions} from './copy-options.ts';

/** Copies or moves files and folders through the queue, and follows that to its end. */
export async function copy(kind: 'copy' | 'move', texts: readonly string[], options: CopyOptions, context: Context): Promise<ExitStatus> {
	const {tools} = context;
	const {transfers} = options;
	if (transfers !== undefined && (!Number.isSafeInteger(transfers) || transfers < 1 || transfers > 64)) {
		throw new Failure('usage', '--transfers is a number from 1 to 64.', {nextStep: ''});
	}

	if (texts.includes('-')) {
		return copyStandardInput(kind, texts, options, context);
	}

	const places = await Promise.all(texts.map(async text => parseLocation(text, {tools, cwd: context.cwd})));
	const pipe = kind === 'copy' && places.length === 2 ? await findPipe(places[0]!) : undefined;
	if (pipe) {
		return copyPipe(pipe, texts, options, context);
	}

	const opener = createOpener(tools);
	const sources = await Promise.all(places.slice(0, -1).map(async source => meantPlace(source, opener, context.signal)));
	const queue = openToldQueue(context);
	try {
		return await copyPlaces(kind, {sources, destination: places.at(-1)!, isFolderMeant: isWrittenAsFolder(texts.at(-1)!)}, {options, queue, context});
	} finally {
		queue.close();
	}
}

async function copyStandardInput(kind: 'copy' | 'move', texts: readonly string[], options: CopyOptions, context: Context): Promise<ExitStatus> {
	const {stdin} = context;
	const [source, target = '', ...more] = texts;
	if (kind === 'move' || source !== '-' || target === '-' || more.length > 0 || options.dryRun === true) {
		throw new Failure('usage', 'Standard input (-) can only be the one source of cp, and has no plan.', {nextStep: 'A file called so is ./-; to standard output writes jottafm cat.'});
	}

	return copyPipe({open: async () => stdin}, texts, options, context);
}

/**
The spooled file is moved, so that the engine deletes it once its copy is verified, even if this process is gone.
It has just been read, so its time says nothing: where the rule is newer, the content decides.
*/
async function copyPipe({name: ownName, open}: Pipe, [source, target = '']: readonly string[], options: CopyOptions, context: Context): Promise<ExitStatus> {
	const {tools, cwd, signal, output} = context;
	if (options.dryRun === true) {
		throw new Failure('usage', `${source} can be read only once, and has no plan.`, {nextStep: 'Copy it without --dry-run.'});
	}

	const destination = await parseLocation(target, {tools, cwd});
	const {folder, name = ownName} = await chooseTarget([destination], destination, {opener: createOpener(tools), signal, isFolderMeant: isWrittenAsFolder(target)});
	if (name === undefined) {
		throw new Failure('usage', `${target} is a folder; what comes from ${source === '-' ? 'standard input' : source} needs a name.`, {nextStep: `Write it like ${target.replace(/(?<=[^\/:])$/v, '/')}name.`});
	}

	await checkTakes({sources: [destination], target: folder, targetName: name}, await createOpener(tools).fileSystem(folder), tools.names);
	const file = await spool(await open(), {directories: tools.directories, signal});
	const queue = openToldQueue(context);
	try {
		const request = {
			...rulesOf(options, context), checksum: true, kind: 'move', sources: [{kind: 'local', path: file}], target: folder, targetName: name,
		} as const;
		const status = await followOrLeave(queue.add(request), options, {queue, context});
		if (status === 130) {
			await rm(file, {force: true});
		} else if (status !== 0) {
			output.note(`What was read is kept in ${file}.`);
		}

		return status;
	} finally {
		queue.close();
	}
}

type Places = {readonly sources: readonly Location[]; readonly destination: Location; readonly isFolderMeant: boolean};
type Copying = {readonly options: CopyOptions; readonly queue: Queue; readonly context: Context};

async function copyPlaces(kind: 'copy' | 'move', places: Places, copying: Copying): Promise<ExitStatus> {
	const {options, queue, context} = copying;
	const earlier = queue.findEarlierJob({kind, ...places});
	if (options.dryRun !== true && earlier && await isGoneOnWith(kind, earlier, {
		places, options, queue, context,
	})) {
		return followOrLeave(earlier.id, options, {queue, context});
	}

	const request = await requestOf(kind, places, {...copying, earlier});
	return options.dryRun === true ? showPlan(request, {md5Cache: queue.md5Cache, context}) : followOrLeave(queue.add(request), options, {queue, context});
}

/** Whether an earlier job is continued: one that was interrupted, or a move that ended after its command was killed: what it moved is no longer at its source. */
async function isGoneOnWith(kind: 'copy' | 'move', earlier: EarlierJob, {places: {sources}, options, queue, context}: Copying & {readonly places: Places}): Promise<boolean> {
	const {id, isUnfinished, isUntold} = earlier;
	if (isUnfinished && queue.goOn(id, rulesAgain(earlier, options, context))) {
		return true;
	}

	if (kind === 'copy' || !(isUntold || isUnfinished)) {
		return false;
	}

	const opener = createOpener(context.tools);
	const left = await Promise.all(sources.map(async source => findLiveAt(await opener.fileSystem(source), source.path, {signal: context.signal})));
	return left.every(each => each === undefined);
}

async function followOrLeave(job: number, {detach = false}: CopyOptions, {queue, context}: {readonly queue: Queue; readonly context: Context}): Promise<ExitStatus> {
	context.startEngine();
	if (detach) {
		context.output.result({job}, `Queued as job ${job}.`);
		return 0;
	}

	return followJob(job, queue, context);
}

async function requestOf(kind: 'copy' | 'move', {sources, destination, isFolderMeant}: Places, {options, context, earlier}: Copying & {readonly earlier: EarlierJob | undefined}): Promise<JobRequest> {
	const opener = createOpener(context.tools);
	for (const source of sources) {
		await checkThere(source, opener, context.signal);
		if (kind === 'move') {
			await checkMayMove(source, context.homeFolder, opener.names);
		}
	}

	// A second run does not copy into the folder that the first one has made.
	const {folder, name} = earlier?.targetName === undefined ? await chooseTarget(sources, destination, {opener, signal: context.signal, isFolderMeant}) : {folder: earlier.target, name: earlier.targetName};
	const request = {
		...rulesOf(options, context), kind, sources, target: folder, targetName: name,
	};
	await Promise.all(sources.map(async source => checkApart(source, request, opener)));
	await checkTakes(request, await opener.fileSystem(folder), opener.names);
	return request;
}

function rulesOf(options: CopyOptions, {tools, output}: Context): Pick<JobRequest, 'overwrite' | 'checksum' | 'transfers'> {
	const overwrite = options.overwrite ?? readSettings(tools.directories).settings.overwrite;
	return {
		overwrite: overwrite === 'ask' && !output.isTerminal ? 'newer' : overwrite,
		checksum: options.checksum ?? false,
		transfers: options.transfers,
	};
}

/** The rules of a job that is gone on with: what is said now, and one that decides instead of asking where nobody can be asked. */
function rulesAgain({overwrite, checksum}: EarlierJob, options: CopyOptions, context: Context): ReturnType<typeof rulesOf> {
	const now = rulesOf(options, context);
	return {overwrite: options.overwrite === undefined && overwrite !== 'ask' ? overwrite : now.overwrite, checksum: options.checksum ?? checksum, transfers: options.transfers};
}

async function checkThere(source: Location, opener: Opener, signal: AbortSignal): Promise<void> {
	const files = await opener.fileSystem(source);
	const {deletedAt, name} = await files.stat(source.path, {signal});
	if (deletedAt !== undefined) {
		throw new Failure('not-found', `${name} is in the trash.`, {nextStep: 'Restore it first.'});
	}
}
