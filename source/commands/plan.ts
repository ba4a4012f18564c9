import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {stat} from 'node:fs/promises';
import {cleanText} from '../clean-text.ts';
import type {Entry} from '../files/entry.ts';
import {diskPath} from '../files/local-name.ts';
import type {Location} from '../files/location.ts';
import {counted, longSize} from '../format.ts';
import type {Account} from '../settings/accounts.ts';
import {
	isSameContent,
	policyOf,
	type Policy,
} from '../transfers/conflicts.ts';
import {openStore, type Store} from '../transfers/store/store.ts';
import {createTargetListing, type TargetListing} from '../transfers/engine/count/target-listing.ts';
import {decideTarget, type TargetDecision, type There} from '../transfers/engine/items/decide-target.ts';
import {expandJob} from '../transfers/engine/count/expand.ts';
import {isRename} from '../transfers/rename.ts';
import type {Item} from '../transfers/item.ts';
import type {JobRequest} from '../transfers/job.ts';
import type {Md5Cache} from '../transfers/hash/md5-cache.ts';
import {createOpener, type Opener} from '../transfers/open-location.ts';
import {printLocation} from '../transfers/location-text.ts';
import {nextStepText} from '../cli/advice-text.ts';
import type {Context} from '../cli/context.ts';
import type {ExitStatus} from '../cli/exit-status.ts';

/*
What a cp or mv would do, file by file, decided by what decides for the engine. Nothing is changed: the items live in a
database in memory, each only until it is printed.
*/

type Action = 'make' | 'copy' | 'same' | 'overwrite' | 'skip' | 'rename' | 'ask' | 'fail';
type Decision = {readonly action: Action; readonly reason: string};

type Planning = {
	readonly request: JobRequest;
	readonly context: Context;
	readonly store: Store;
	readonly job: number;
	readonly opener: Opener;
	readonly target: TargetListing;
	readonly md5Cache: Md5Cache;
	readonly home: Account['home'] | undefined; // of the target's account
	readonly sums: {items: number; bytes: number; failed: number};
};

export async function showPlan(request: JobRequest, {md5Cache, context}: {readonly md5Cache: Md5Cache; readonly context: Context}): Promise<ExitStatus> {
	const {tools, output, signal} = context;
	const opener = createOpener(tools);
	const store = openStore(':memory:');
	try {
		const job = store.jobs.read(store.jobs.add(request, tools.clock.now()))!;
		const target = createTargetListing(request.target, {opener, signal});
		const planning: Planning = {
			request, context, store, job: job.id, opener, target, md5Cache, sums: {items: 0, bytes: 0, failed: 0},
			home: request.target.kind === 'cloud' ? (await tools.accounts.get(request.target.account)).home : undefined,
		};
		let printing = Promise.resolve();
		await expandJob(job, {
			store, opener, md5Cache, signal, onItems() {
				printing = printing.then(async () => printItems(planning));
				printing.catch(() => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- awaited below
			},
		});
		await printing;
		await printItems(planning);
		const {items, bytes, failed} = planning.sums;
		output.note(`${counted(items, 'item')} would be ${request.kind === 'copy' ? 'copied' : 'moved'}, ${longSize(bytes)} at most. Nothing was done.`);
		return failed > 0 ? 1 : 0;
	} finally {
		store.close();
	}
}

/** Prints what has come in, and forgets it. */
async function printItems(planning: Planning): Promise<void> {
	const {store: {items}, job, context: {output}} = planning;
	for (const item of items.ofJob(job)) {
		print(item, await decide(item, planning), planning);
		items.remove(item.id);
	}

	await output.flush();
}

async function decide(item: Item, {request, opener, target, md5Cache, context}: Planning): Promise<Decision> {
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

	context.signal.throwIfAborted();
	const sides = await withHashes(item, there, md5Cache);
	const policy = policyOf({checksum: false, ...request});
	const decision = await decideTarget({
		item, source: sides.source, there: {...there, ...sides.target}, policy, find: target.find, isSame: found => isSameContent(sides.source, found),
	});
	return explain(decision, {policy, sides, item});
}

function explain(decision: TargetDecision, {policy, sides, item}: {readonly policy: Policy; readonly sides: Sides; readonly item: Item}): Decision {
	const reason = reasonOf(policy, decision.kind, sides);
	switch (decision.kind) {
		case 'free': {
			return {action: decision.path === item.target.path ? 'copy' : 'rename', reason};
		}

		case 'replace': {
			return {action: 'overwrite', reason};
		}

		case 'same': {
			return {action: 'same', reason: 'the same content is there'};
		}

		case 'skip':
		case 'ask': {
			return {action: decision.kind, reason};
		}

		default: {
			throw new TypeError(`unknown decision ${String(decision satisfies never)}`);
		}
	}
}

function reasonOf(policy: Policy, verdict: TargetDecision['kind'], {source, target}: Sides): string {
	const sizes = source.size === target.size ? 'the content differs' : `${longSize(target.size ?? 0)} there, ${longSize(source.size ?? 0)} here`;
	switch (policy) {
		case 'newer': {
			return verdict === 'skip' ? `not newer than what is there; ${sizes}` : `newer than what is there; ${sizes}`;
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

type Side = Pick<Entry, 'size' | 'modified' | 'md5'>;
type Sides = {readonly source: Side; readonly target: Side};

/** A local file is read for its MD5 only where it could be the same. */
async function withHashes({source, target, facts}: Item, there: Side, md5Cache: Md5Cache): Promise<Sides> {
	return facts.source.size === there.size
		? {source: await withHash(facts.source, source, md5Cache), target: await withHash(there, target, md5Cache)}
		: {source: facts.source, target: there};
}

async function withHash(side: Side, {kind, path}: Location, md5Cache: Md5Cache): Promise<Side> {
	if (side.md5 !== undefined || kind === 'cloud') {
		return side;
	}

	const found = await stat(diskPath(path), {bigint: true});
	const known = md5Cache.find(found);
	if (known !== undefined) {
		return {...side, md5: known};
	}

	const hash = createHash('md5');
	for await (const chunk of createReadStream(diskPath(path)) as AsyncIterable<Uint8Array>) {
		hash.update(chunk);
	}

	const md5 = hash.digest('hex');
	md5Cache.keep(found, md5);
	return {...side, md5};
}

function print({name, size, source, target, state}: Item, {action, reason}: Decision, {request, home, context: {output}, sums}: Planning): void {
	if (action === 'fail') {
		sums.failed += 1;
	} else if (action !== 'same' && action !== 'skip') {
		sums.items += 1;
		sums.bytes += size;
	}

	const failure = 'failure' in state ? state.failure : undefined;
	const verb = action === 'copy' && request.kind === 'move' ? 'move' : action;
	output.result({
		action: verb, reason, name, size, from: printLocation(source), to: printLocation(target), failure: failure && {...failure, nextStep: nextStepText(failure.nextStep)},
	}, `${verb.padEnd(9)}  ${longSize(size).padStart(9)}  ${cleanText(printLocation(target, home))}  (${cleanText(reason)})`);
}
