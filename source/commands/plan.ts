import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {stat} from 'node:fs/promises';
import type {DatabaseSync} from 'node:sqlite';
import {cleanText} from '../clean-text.ts';
import type {Entry} from '../files/entry.ts';
import {diskPath} from '../files/local-name.ts';
import type {Location} from '../files/location.ts';
import {counted, longSize} from '../format.ts';
import {isSameContent, judge, policyOf} from '../transfers/conflicts.ts';
import {openDatabase} from '../transfers/database.ts';
import {createTargetListing, type TargetListing} from '../transfers/engine/target-listing.ts';
import {expandJob, isSameSystem} from '../transfers/engine/expand.ts';
import {itemOfRow, type Item} from '../transfers/item.ts';
import {readJob} from '../transfers/job.ts';
import {openMd5Cache, type Md5Cache} from '../transfers/md5-cache.ts';
import {createOpener} from '../transfers/open-location.ts';
import {addJob, type JobRequest} from '../transfers/queue.ts';
import {printLocation} from '../transfers/spoken-location.ts';
import type {Context, Status} from './context.ts';

/*
What a cp or mv would do, file by file, decided by what decides for the engine. Nothing is changed: the items live in a
database in memory, each only until it is printed.
*/

type Action = 'make' | 'copy' | 'same' | 'overwrite' | 'skip' | 'rename' | 'ask' | 'fail';

type Planning = {
	readonly request: JobRequest;
	readonly context: Context;
	readonly database: DatabaseSync;
	readonly target: TargetListing;
	readonly md5Cache: Md5Cache;
	readonly sums: {items: number; bytes: number; failed: number};
};

export async function showPlan(request: JobRequest, {md5s, context}: {readonly md5s: DatabaseSync; readonly context: Context}): Promise<Status> {
	const {tools, output, signal} = context;
	const opener = createOpener(tools);
	const database = openDatabase(':memory:');
	try {
		const job = readJob(database, addJob(database, request, tools.clock.now()))!;
		const target = await createTargetListing(request.target, {opener, signal});
		const planning: Planning = {
			request, context, database, target, md5Cache: openMd5Cache(md5s), sums: {items: 0, bytes: 0, failed: 0},
		};
		let printing = Promise.resolve();
		await expandJob(job, {
			database, opener, signal, onItems() {
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
		database.close();
	}
}

/** Prints what has come in, and forgets it. */
async function printItems(planning: Planning): Promise<void> {
	const {database, context: {output}} = planning;
	const rows = database.prepare('SELECT * FROM items ORDER BY id').all();
	for (const row of rows) {
		const item = itemOfRow(row);
		print(item, await decide(item, planning), planning);
		database.prepare('DELETE FROM items WHERE id = ?').run(item.id);
	}

	await output.flush();
}

async function decide(item: Item, {request, target, md5Cache, context}: Planning): Promise<Action> {
	if (item.state.phase === 'failed') {
		return 'fail';
	}

	if (item.state.phase === 'skipped') {
		return 'skip';
	}

	const there = item.facts.target ?? await target.find(item.target.path);
	if (!there) {
		return item.kind === 'folder' ? 'make' : 'copy';
	}

	if (item.kind === 'folder') {
		return isSameSystem(item.source, item.target) && request.kind === 'move' ? 'fail' : 'same';
	}

	const sides = await withHashes(item, there, md5Cache);
	if (isSameContent(sides.source, sides.target)) {
		return 'same';
	}

	context.signal.throwIfAborted();
	const verdict = judge({...sides, policy: policyOf({checksum: false, ...request})});
	return verdict === 'go' ? 'copy' : (verdict === 'keep-both' ? 'rename' : verdict);
}

type Side = Pick<Entry, 'size' | 'modified' | 'md5'>;

/** A local file is read for its MD5 only where it could be the same. */
async function withHashes({source, target, facts}: Item, there: Side, md5Cache: Md5Cache): Promise<{readonly source: Side; readonly target: Side}> {
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

function print(item: Item, action: Action, {request, context: {output}, sums}: Planning): void {
	const {name, size, source, target, state} = item;
	if (action === 'fail') {
		sums.failed += 1;
	} else if (action !== 'same' && action !== 'skip') {
		sums.items += 1;
		sums.bytes += size;
	}

	const failure = 'failure' in state ? state.failure : undefined;
	const verb = action === 'copy' && request.kind === 'move' ? 'move' : action;
	output.result({
		action: verb, name, size, from: printLocation(source), to: printLocation(target), failure,
	}, `${verb.padEnd(9)}  ${String(size).padStart(14)}  ${cleanText(printLocation(target))}${failure ? `  (${failure.sentence})` : ''}`);
}
