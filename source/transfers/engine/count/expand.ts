import {
	failureFacts,
	failureFrom,
	needsSignIn,
	toFailure,
} from '../../../failure.ts';
import {baseSegment, type Location} from '../../../files/location.ts';
import {isTransient} from '../../../jotta/http/failures.ts';
import {isUnreachable} from '../../../jotta/listed-name.ts';
import {checkStoredName} from '../../../jotta/names.ts';
import {checkApart, checkIsFolder} from '../../preflight.ts';
import type {Item, ItemState, ItemSubject} from '../../item.ts';
import type {TransferStore} from '../../store/store.ts';
import type {Job} from '../../job.ts';
import type {Md5Cache} from '../../hash/md5-cache.ts';
import type {Opener} from '../../open-location.ts';
import type {NameCodec} from '../../../jotta/name-codec.ts';
import {isUnwritable} from '../../unwritable-queue.ts';
import {isRename} from '../../is-rename.ts';
import {checkCopied, leftOut} from './left-out.ts';
import {createTargetListing, type TargetListing} from './target-listing.ts';
import {isUnchangedUpload} from './unchanged-upload.ts';
import {checkClash, readSeen, type SeenTargets} from './double-targets.ts';
import {
	findObstacle,
	subjectOf,
	uncounted,
	withTarget,
} from './item-subject.ts';
import {walkSource, type FoundSource} from './walk-source.ts';

export type ExpandTools = {
	readonly store: Pick<TransferStore, 'items' | 'jobs' | 'transact'>;
	readonly opener: Opener;
	readonly md5Cache: Md5Cache;
	readonly signal: AbortSignal;
	readonly onItems: () => void;
};

/**
Turns a job's selection into items, in batches: work begins with the first batch. Can be run again after a crash.
A source that cannot be counted now becomes one item, whose work is to count it again.
*/
export async function expandJob(job: Job, tools: ExpandTools): Promise<void> {
	const {store: {items, jobs}, opener, signal} = tools;
	const target = createTargetListing(job.target, {opener, signal});
	const seen = await readSeen(job, items);
	for (const [index, source] of job.sources.entries()) {
		if (index >= job.expandedSources) {
			try {
				await expandSource(source, source.path, {
					job, target, seen, tools,
				});
			} catch (error) {
				const failure = toFailure(error);
				if (signal.aborted || needsSignIn(failure) || isUnwritable(error)) {
					throw error;
				}

				if (failure.code !== 'not-found' || !wasMoved(source, job, items)) {
					const phase = isTransient(failure) || failure.code === 'corrupt' ? 'waiting' : 'failed';
					items.insert(uncounted(job, {path: source.path, source}, target), {phase, failure: failureFacts(failure)});
				}
			}

			jobs.setExpanded(job.id, index + 1);
		}
	}

	jobs.endCounting(job.id);
	tools.onItems();
}

/** Whether a source was counted before, and is gone since it was moved: what of it was not moved says so itself. */
function wasMoved(source: Location, {id, kind}: Job, items: Pick<TransferStore['items'], 'kindOf'>): boolean {
	return kind === 'move' && items.kindOf(id, source) !== undefined;
}

/** Counts again what could not be counted, and removes the item that stood for it. */
export async function recount(item: Item, {job, tools}: {readonly job: Job; readonly tools: ExpandTools}): Promise<void> {
	const {store: {items}, opener, signal} = tools;
	const {path} = item.source;
	const source = job.sources.find(each => path === each.path || path.startsWith(`${each.path}/`))!;
	await expandSource(source, path, {
		job, target: createTargetListing(job.target, {opener, signal}), seen: await readSeen(job, items), tools,
	});
	items.remove(item.id);
}

type Row = {readonly subject: ItemSubject; readonly state: ItemState};

const thereAlready: ItemState = {phase: 'done', sent: 0};

type Expansion = {readonly job: Job; readonly target: TargetListing; readonly seen: SeenTargets; readonly tools: ExpandTools};

/** `path`: the source's own, or a folder below it. */
async function expandSource(source: Location, path: string, {job, target, seen, tools}: Expansion): Promise<void> {
	const {store: {items, transact}, opener, md5Cache, signal, onItems} = tools;
	const files = await opener.fileSystem(source);
	const root = await files.stat(path, {signal});
	const isWhole = job.kind === 'move' && await isRename(source, job.target, opener); // a rename: nothing below is read
	await checkApart(source, job, opener);
	if (job.target.kind === 'local') {
		await checkIsFolder(job.target, await opener.fileSystem(job.target), target.names);
	}

	if (path === source.path) {
		checkCopied(root);
	}

	const isWalked = root.kind === 'folder' && !isWhole && root.symlink === undefined;
	const batches: AsyncIterable<readonly FoundSource[]> | ReadonlyArray<readonly FoundSource[]> = isWalked ? walkSource({...source, path}, root, {files, signal}) : [[{path, entry: root}]];
	const closed: string[] = []; // folders that cannot be made: one failure stands for all below
	const rowOf = async (found: FoundSource): Promise<Row> => {
		const subject = subjectOf(job, found, source, target);
		const failure = found.failure ?? (found.entry.failure && failureFrom(found.entry.failure)) ?? (isWhole ? undefined : await findObstacle(subject, target));
		if (!failure) {
			return {subject: isWhole ? subject : await withTarget(subject, target, job), state: firstState(subject, found, seen, target.names)};
		}

		if (found.path === path) {
			throw failure;
		}

		closed.push(found.path);
		return {subject: uncounted(job, {path: found.path, source}, target), state: {phase: 'failed', failure: failureFacts(failure)}};
	};

	for await (const batch of batches) {
		const rows: Row[] = [];
		for (const found of batch) {
			if (closed.every(folder => !found.path.startsWith(`${folder}/`))) {
				rows.push(await rowOf(found));
			}
		}

		const settled = await Promise.all(rows.map(async ({subject, state}) => ({
			subject, state: state.phase === 'waiting' && await isUnchangedUpload(subject, job, md5Cache) ? thereAlready : state,
		})));
		transact(() => {
			for (const {subject, state} of settled) {
				items.insert(subject, state);
			}
		});
		onItems();
	}
}

/** Most items wait; what cannot be copied is decided at once. */
function firstState(subject: ItemSubject, {entry}: FoundSource, seen: SeenTargets, names: NameCodec): ItemState {
	if (isUnreachable(subject.source.path)) {
		return {phase: 'failed', failure: {code: 'name-not-allowed', sentence: `${entry.name} is listed under a name that cannot be asked for: it stays where it is.`, nextStep: 'Look at it on the web site.'}};
	}

	const skipped = leftOut(entry);
	if (skipped) {
		return {phase: 'skipped', failure: skipped};
	}

	try {
		if (subject.target.kind === 'cloud') {
			checkStoredName(baseSegment(subject.target.path), names);
		}

		checkClash(subject, seen);
		return {phase: 'waiting'};
	} catch (error) {
		return {phase: 'failed', failure: failureFacts(toFailure(error))};
	}
}
