import {Failure} from '../../../failure.ts';
import {diskFailure} from '../../../files/disk-failures.ts';
import type {Entry} from '../../../files/entry.ts';
import {
	baseSegment,
	type Location,
} from '../../../files/location.ts';
import {
	createPartFile,
	dropPartFile,
	newPartPath,
	placePartFile,
	reopenPartFile,
	type PartFile,
} from '../../../files/part-file.ts';
import {createPieceWriter} from '../../../files/piece-writer.ts';
import {openContent} from '../../../jotta/download.ts';
import {isSameContent} from '../../same-content.ts';
import {sourceFacts, type Item} from '../../item.ts';
import type {Following} from '../../hash/follow.ts';
import {checkFreeSpace} from './check-free-space.ts';
import {decideTarget, type There} from './decide-target.ts';
import {whileSourceChanges} from './in-rounds.ts';
import {placeItem, type PlaceSteps} from './place-item.ts';
import {findLocal} from './local-target.ts';
import {dropOwnPart} from './drop-part-file.ts';
import {receiveOverConnections} from './connections.ts';
import {refreshedSource} from './refreshed-source.ts';
import {checkAsSeen, TargetChanged} from './target-changed.ts';
import type {Outcome, WorkTools} from './work.ts';

/** One file down: into a part file next to the target, checked, flushed, dated, then put in place. */
export async function downloadItem(item: Item, tools: WorkTools): Promise<Outcome> {
	let current = item;
	return whileSourceChanges(async () => placeItem(stepsOf(current, tools)), async () => {
		const now = await refreshedSource(current, tools);
		current = now ?? current;
		return now !== undefined;
	});
}

function stepsOf(item: Item, tools: WorkTools): PlaceSteps {
	const {facts: {source}, target} = item;
	const find = async (path: string) => findLocal(path, item, tools);
	return {
		decide: async () => tools.checking(async () => decideTarget({
			item, source, there: await find(target.path), policy: tools.overwrite, find, isSame: there => isSameContent(source, there),
		})),
		async place(placing) {
			const {path} = placing;
			await checkFreeSpace(path, item.size);
			await tools.transferring('receiving', async () => receive({
				path, item, replaced: placing.kind === 'replace' ? placing.seen : undefined, tools,
			}));
			return {kind: 'done', sent: item.size, entry: entryAt(path, item)};
		},
		entryAt: path => entryAt(path, item),
		/** While a person is asked, what has arrived stays: it is not received again after the answer. */
		async clear({kind}) {
			await ((kind === 'same' || kind === 'gone-on-with' || kind === 'skip') && dropOwnPart(tools));
		},
	};
}

function entryAt(path: string, {facts: {source: {size, modified, md5}}}: Item): Entry {
	const segment = baseSegment(path);
	return {
		segment, name: segment, kind: 'file', ...(size !== undefined && {size}), ...(modified !== undefined && {modified}), ...(md5 !== undefined && {md5}),
	};
}

type Receiving = {readonly path: string; readonly item: Item; readonly replaced: There | undefined; readonly tools: WorkTools};

async function receive({path, item, replaced, tools}: Receiving): Promise<void> {
	const {md5} = item.facts.source;
	const part = await openOwnPart(path, item, tools);
	const following = tools.hasher.follow(part.path, {size: item.size, signal: tools.signal});
	try {
		await append({
			part, following, item, tools,
		});
		tools.onPhase('verifying');
		if (md5 !== undefined && await following.md5() !== md5) {
			throw new Failure('corrupt', `What arrived of ${item.name} is damaged.`, {nextStep: 'It is received again.'});
		}
	} catch (error) {
		await leavePart(part, error);
		throw diskFailure(error, path);
	} finally {
		following.leave();
	}

	await placeAsDecided(part, {
		path, item, replaced, tools,
	});
}

/** The part file of an earlier try of this item, if it is of the same content; else a new one. */
async function openOwnPart(target: string, {facts: {source}}: Item, {step, onStep}: WorkTools): Promise<PartFile> {
	const before = step();
	const isSame = source.md5 !== undefined && before.source?.md5 === source.md5;
	const left = before.part !== undefined && isSame ? await reopenPartFile(before.part) : undefined;
	if (left) {
		return left;
	}

	await dropOwnPart({step});
	const path = newPartPath(target);
	onStep({part: path, source: sourceFacts(source)});
	return createPartFile(path, target);
}

/** Kept for the next try, unless it is empty or known to be wrong. */
async function leavePart(part: PartFile, error: unknown): Promise<void> {
	const {size} = await part.handle.stat();
	await (size === 0 || (error instanceof Failure && error.code === 'corrupt') ? dropPartFile(part) : part.handle.close());
}

/** What has come to the target since is decided about again; what has arrived is not received again. */
async function placeAsDecided(part: PartFile, {path, item, replaced, tools}: Receiving): Promise<void> {
	try {
		await placePartFile(part, path, {
			modified: item.facts.source.modified,
			replaces: replaced !== undefined,
			async beforePlacing() {
				if (replaced) {
					checkAsSeen(item.name, {seen: replaced, now: await findLocal(path, item, tools)});
				}
			},
		});
	} catch (error) {
		await part.handle.close();
		throw error instanceof Failure && error.code === 'already-exists' ? new TargetChanged(item.name) : error;
	}
}

/** The position to go on from: the end of what an earlier try has left. */
async function takeUp(part: PartFile, size: number): Promise<number> {
	if (part.length > size) {
		await part.handle.truncate(0);
		return 0;
	}

	return part.length;
}

async function append({part, following, item, tools}: {
	readonly part: PartFile; readonly following: Following; readonly item: Item; readonly tools: WorkTools;
}): Promise<void> {
	const {path, account} = item.source as Extract<Location, {kind: 'cloud'}>;
	const client = await tools.opener.client(account);
	const start = await takeUp(part, item.size);
	let position = start;
	following.upTo(position); // hashed while the rest arrives
	tools.onProgress(position);
	if (position < item.size) {
		const content = receiveOverConnections({
			name: item.name,
			from: start,
			size: item.size,
			open: async range => openContent(path, {client, ...range}),
			connections: tools.connections,
			signal: tools.signal,
		}, tools.clock);
		const writer = createPieceWriter(part.handle, {start, size: item.size, onWritten: following.upTo});
		try {
			for await (const chunk of tools.throttle.pass(content, tools.signal)) {
				await writer.write(chunk.subarray(0, item.size - position)); // what is too much for a small file would be written in as small pieces
				position += chunk.length;
				tools.onProgress(position);
				tools.onTransferred(chunk.length);
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
