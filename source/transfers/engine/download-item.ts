import {Failure} from '../../failure.ts';
import {diskFailure} from '../../files/disk-failures.ts';
import type {Entry} from '../../files/entry.ts';
import {
	baseSegment,
	type Location,
} from '../../files/location.ts';
import {
	dropPartFile,
	openPartFile,
	placePartFile,
	removePartFile,
	type PartFile,
} from '../../files/part-file.ts';
import {createPieceWriter} from '../../files/piece-writer.ts';
import type {Client} from '../../jotta/client.ts';
import {openContent} from '../../jotta/download.ts';
import {isSameContent, judge} from '../conflicts.ts';
import type {Item, ItemFacts} from '../item.ts';
import {checkRoom} from './check-room.ts';
import type {Following} from './follow.ts';
import {findLocal} from './local-target.ts';
import {numberedPlace} from './numbered-place.ts';
import {overSeveralLines} from './several-lines.ts';
import {sourceOfNow} from './source-of-now.ts';
import {checkAsSeen, TargetChanged} from './target-changed.ts';
import {conflictOf, type Outcome, type WorkTools} from './work.ts';

const rounds = 3; // a file that is replaced in the cloud while it is received is received anew this often

/** One file down: into a part file beside the target, checked, flushed, dated, then put in place. */
export async function downloadItem(item: Item, tools: WorkTools): Promise<Outcome> {
	for (let current = item, round = 1; ; round += 1) {
		try {
			return await downloadOnce(current, tools);
		} catch (error) {
			const now = error instanceof Failure && error.code === 'corrupt' && round < rounds ? await sourceOfNow(current, tools) : undefined;
			if (!now) {
				throw error;
			}

			current = now;
		}
	}
}

async function downloadOnce(item: Item, tools: WorkTools): Promise<Outcome> {
	const source = item.source as Extract<Location, {kind: 'cloud'}>;
	const client = await tools.opener.client(source.account);
	let {path} = item.target;
	const there = await tools.checking(async () => findLocal(item.target.path, item, tools));
	if (there && there.kind !== 'file') {
		throw new Failure('already-exists', `Something that is not a file is in the way: ${path}`, {nextStep: 'Rename it, or copy to another folder.'});
	}

	if (there && isSameContent(item.facts.source, there)) {
		await removePartFile(path, there.md5!); // its name stays for a moment while the target gets its own, and an engine can die then
		return {kind: 'same'};
	}

	const verdict = judge({
		source: item.facts.source, target: there, policy: tools.overwrite, decision: item.decision, agreed: item.facts.agreed,
	});
	if (verdict === 'skip') {
		return {kind: 'skipped'};
	}

	if (verdict === 'ask') {
		return {kind: 'asks', conflict: conflictOf(item.facts.source, there)};
	}

	if (verdict === 'keep-both') {
		const place = await tools.checking(async () => numberedPlace(item.target.path, {
			find: async beside => findLocal(beside, item, tools), isSame: beside => isSameContent(item.facts.source, beside),
		}));
		if (place.there) {
			return {kind: 'done', sent: 0, entry: entryAt(place.path, item)};
		}

		({path} = place);
	}

	await checkRoom(path, item.size);
	await tools.transferring('receiving', async () => receive({
		path, item, client, replaced: verdict === 'overwrite' ? there : undefined, tools,
	}));
	return {kind: 'done', sent: item.size, entry: entryAt(path, item)};
}

function entryAt(path: string, {facts: {source: {size, modified}}}: Item): Entry {
	const segment = baseSegment(path);
	return {
		segment, name: segment, kind: 'file', ...(size !== undefined && {size}), ...(modified !== undefined && {modified}),
	};
}

type Receiving = {readonly path: string; readonly item: Item; readonly client: Client; readonly replaced: ItemFacts['target']; readonly tools: WorkTools};

async function receive({path, item, client, replaced, tools}: Receiving): Promise<void> {
	const {md5} = item.facts.source;
	const part = await openPartFile(path, md5 ?? 'unknown');
	const following = tools.hasher.follow(part.path, {size: item.size, signal: tools.signal});
	try {
		await append({
			part, following, item, client, tools,
		});
		tools.onPhase('verifying');
		if (md5 !== undefined && await following.md5() !== md5) {
			throw new Failure('corrupt', `What arrived of ${item.name} is damaged.`, {nextStep: 'It is received again.'});
		}
	} catch (error) {
		// Kept for going on; a part that is wrong would be wrong for ever.
		await (error instanceof Failure && error.code === 'corrupt' ? dropPartFile(part) : part.handle.close());
		throw diskFailure(error, path);
	} finally {
		following.leave();
	}

	await placeAsDecided(part, {
		path, item, replaced, tools,
	});
}

/** What has come to stand there, or was written to meanwhile, is decided about anew: what has arrived is not received again. */
async function placeAsDecided(part: PartFile, {path, item, replaced, tools}: Omit<Receiving, 'client'>): Promise<void> {
	try {
		if (replaced) {
			checkAsSeen(item.name, {seen: replaced, now: await findLocal(path, item, tools)});
		}

		await placePartFile(part, path, {modified: item.facts.source.modified, replaces: replaced !== undefined});
	} catch (error) {
		await part.handle.close();
		throw error instanceof Failure && error.code === 'already-exists' ? new TargetChanged(item.name) : error;
	}
}

/** Where to go on: behind what an earlier attempt has left. */
async function takeUp(part: PartFile, size: number): Promise<number> {
	if (part.length > size) {
		await part.handle.truncate(0);
		return 0;
	}

	return part.length;
}

async function append({part, following, item, client, tools}: {
	readonly part: PartFile; readonly following: Following; readonly item: Item; readonly client: Client; readonly tools: WorkTools;
}): Promise<void> {
	const start = await takeUp(part, item.size);
	let position = start;
	following.upTo(position); // hashed while the rest arrives
	tools.onProgress(position);
	if (position < item.size) {
		const content = overSeveralLines({
			name: item.name,
			from: start,
			size: item.size,
			open: async range => openContent(item.source.path, {client, ...range}),
			lines: tools.lines,
			signal: tools.signal,
		}, tools.clock);
		const writer = createPieceWriter(part.handle, {start, size: item.size, onWritten: following.upTo});
		try {
			for await (const chunk of tools.throttle.pass(content, tools.signal)) {
				await writer.write(chunk);
				position += chunk.length;
				tools.onProgress(position);
				tools.onCrossed(chunk.length);
				if (position > item.size) {
					break;
				}
			}
		} finally {
			await writer.flush();
		}
	}

	if (position > 0 && position < item.size) {
		throw new Failure('offline', `The line broke while ${item.name} was received.`, {nextStep: 'It goes on where it stopped.'});
	}

	if (position !== item.size) {
		throw new Failure('corrupt', `${item.name} has changed since it was listed.`, {nextStep: 'Refresh and copy it again.'});
	}
}
