import {longSize} from '../format.ts';
import type {Clock} from '../clock.ts';
import type {Location} from '../files/location.ts';
import {isSameContent} from './same-content.ts';
import {expandJob} from './engine/count/expand.ts';
import {createTargetListing, type TargetListing} from './engine/count/target-listing.ts';
import {
	decideTarget,
	policyOf,
	type Policy,
	type TargetDecision,
	type There,
} from './engine/items/decide-target.ts';
import {createHasher, type Hasher} from './hash/hasher.ts';
import {localMd5} from './hash/local-md5.ts';
import type {Md5Cache} from './hash/md5-cache.ts';
import type {Item, ItemFacts} from './item.ts';
import type {JobRequest} from './job.ts';
import type {Opener} from './open-location.ts';
import {isRename} from './is-rename.ts';
import {inMemory} from './store/database.ts';
import {openTransferStore} from './store/store.ts';

/*
What a copy or move would do, file by file, decided by what decides for the engine. Nothing is changed: the items live in a
database in memory, each only until it has been told.
*/

/** What would be done with an item, and why. */
export type Planned = {
	readonly action: 'make' | 'copy' | 'same' | 'overwrite' | 'skip' | 'rename' | 'ask' | 'fail';
	readonly reason: string;
};

type PlanTools = {readonly opener: Opener; readonly md5Cache: Md5Cache; readonly clock: Pick<Clock, 'now'>; readonly signal: AbortSignal};

type Telling = {
	readonly onItem: (item: Item, planned: Planned) => void;
	/** After each batch of items. */
	readonly onBatch: () => Promise<void>;
};

/** Goes through all that a job would do. Files of the disk that could be the same as what is there are read for that. */
export async function planJob(request: JobRequest, {opener, md5Cache, clock, signal}: PlanTools, {onItem, onBatch}: Telling): Promise<void> {
	const store = openTransferStore(inMemory);
	const {jobs, items} = store;
	const hasher = createHasher();
	const planning: Planning = {
		request, opener, md5Cache, hasher, signal, target: createTargetListing(request.target, {opener, signal}),
	};
	const tellItems = async (job: number) => {
		for (const item of items.ofJob(job)) {
			onItem(item, await planItem(item, planning));
			items.remove(item.id);
		}

		await onBatch();
	};

	try {
		const job = jobs.read(jobs.add(request, clock.now()))!;
		let telling = Promise.resolve();
		await expandJob(job, {
			store, opener, md5Cache, signal, onItems() {
				telling = telling.then(async () => tellItems(job.id));
				telling.catch(() => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- awaited below
			},
		});
		await telling;
		await tellItems(job.id);
	} finally {
		store.close();
		await hasher.close();
	}
}

type Planning = Omit<PlanTools, 'clock'> & {readonly request: JobRequest; readonly hasher: Hasher; readonly target: TargetListing};

async function planItem(item: Item, planning: Planning): Promise<Planned> {
	const {request, opener, target, signal} = planning;
	const {state, kind, facts} = item;
	if (kind === 'source') {
		return {action: 'fail', reason: 'failure' in state ? state.failure?.sentence ?? '' : ''};
	}

	if (state.phase === 'failed' || state.phase === 'skipped') {
		return {action: state.phase === 'failed' ? 'fail' : 'skip', reason: state.failure?.sentence ?? ''};
	}

	const there: There | undefined = facts.target ? {...facts.target, kind: 'file'} : await target.find(item.target.path);
	if (!there) {
		return {action: kind === 'folder' ? 'make' : 'copy', reason: 'not there yet'};
	}

	if (kind === 'folder') {
		return request.kind === 'move' && await isRename(item.source, request.target, opener) ? {action: 'fail', reason: 'a folder of that name is there'} : {action: 'same', reason: 'the folder is there'};
	}

	signal.throwIfAborted();
	const sides = await withMd5s(item, there, planning);
	const policy = policyOf({checksum: false, ...request});
	const decision = await decideTarget({
		item, source: sides.source, there: {...there, ...sides.target}, policy, find: target.find, isSame: found => isSameContent(sides.source, found),
	});
	return explain(decision, policy, sides);
}

function explain({kind}: TargetDecision, policy: Policy, sides: Sides): Planned {
	const reason = reasonOf(policy, kind, sides);
	switch (kind) {
		case 'send': {
			return {action: 'copy', reason};
		}

		case 'keep-both': {
			return {action: 'rename', reason};
		}

		case 'replace': {
			return {action: 'overwrite', reason};
		}

		case 'same':
		case 'gone-on-with': {
			return {action: 'same', reason: 'the same content is there'};
		}

		case 'skip':
		case 'ask': {
			return {action: kind, reason};
		}

		default: {
			throw new TypeError(`unknown decision ${(kind satisfies never)}`);
		}
	}
}

function reasonOf(policy: Policy, decision: TargetDecision['kind'], {source, target}: Sides): string {
	const sizes = source.size === target.size ? 'the content differs' : `${longSize(target.size ?? 0)} there, ${longSize(source.size ?? 0)} here`;
	switch (policy) {
		case 'newer': {
			return decision === 'skip' ? `not newer than what is there; ${sizes}` : `newer than what is there; ${sizes}`;
		}

		case 'ask': {
			return `the name is taken; ${sizes}`;
		}

		case 'differing':
		case 'always':
		case 'never':
		case 'rename': {
			return sizes;
		}

		default: {
			throw new TypeError(`unknown policy ${String(policy satisfies never)}`);
		}
	}
}

type Side = Pick<ItemFacts['source'], 'size' | 'modified' | 'md5'>;
type Sides = {readonly source: Side; readonly target: Side};

/** A file of the disk is read for its MD5 only where it could be the same. */
async function withMd5s({source, target, facts}: Item, there: Side, planning: Planning): Promise<Sides> {
	return facts.source.size === there.size
		? {source: await withMd5(facts.source, source, planning), target: await withMd5(there, target, planning)}
		: {source: facts.source, target: there};
}

async function withMd5(side: Side, {kind, path}: Location, planning: Planning): Promise<Side> {
	return side.md5 !== undefined || kind === 'cloud' ? side : {...side, md5: await localMd5(path, planning)};
}
