import {unlink} from 'node:fs/promises';
import {Failure} from '../../../failure.ts';
import {copyFile} from '../../../files/copy-file.ts';
import {errnoOf} from '../../../error-meanings.ts';
import {diskFailure} from '../../../files/disk-failures.ts';
import {openLocal} from '../../../files/local-file-system.ts';
import {isOtherSpelling} from '../../../files/letter-case.ts';
import {reach} from '../../../files/reach-path.ts';
import {parentPath} from '../../../files/location.ts';
import {moveFile, replaceFile} from '../../../files/part-file.ts';
import {sourceFacts, type Item, type WorkStep} from '../../item.ts';
import {localMd5} from '../../hash/local-md5.ts';
import {decideTarget, type There} from './decide-target.ts';
import {whileSourceChanges} from './in-rounds.ts';
import {placeItem, type PlaceSteps} from './place-item.ts';
import {findOnDisk, isSamePlace, type OnDisk} from './local-target.ts';
import {dropOwnPart} from './drop-part-file.ts';
import {checkAsSeen, TargetChanged} from './target-changed.ts';
import {type Outcome, type WorkTools} from './work.ts';

/*
From one place on the disk to another.
*/

type Placed = Extract<Outcome, {kind: 'done'}>;
type Place = {readonly path: string; readonly seen: There | undefined};

/** A copy: written next to the target, read again and compared, then put in place. */
export async function copyOnDisk(item: Item, tools: WorkTools, {isMove}: {readonly isMove: boolean}): Promise<Outcome> {
	await dropOwnPart(tools); // a copy begins anew
	// An engine that was killed may have put it there without recording that: then the content tells.
	const looksInside = isMove || tools.overwrite === 'differing' || tools.step().to !== undefined;
	const isSame = async (there: There, path: string) => looksInside && isSameOnDisk(item, {...there, path}, tools);
	return whileSourceChanges(async () => placeItem(stepsOf(item, {
		tools, isSame, place: async place => copyTo(item, place, tools),
	})));
}

async function copyTo(item: Item, {path, seen}: Place, tools: WorkTools): Promise<Placed> {
	const {source, name} = item;
	await openLocal().mkdir(parentPath(path), {signal: tools.signal});
	const copied = await tools.transferring('copying', async () => copyFile(source.path, path, {
		signal: tools.signal,
		replaces: seen !== undefined,
		onProgress: tools.onProgress,
		onPart(part) {
			tools.onStep({part, to: path});
		},
		onVerifying() {
			tools.onPhase('verifying');
		},
		md5Of: async file => localMd5(file, tools),
		async beforePlacing() {
			if (seen) {
				checkAsSeen(name, {seen, now: await findOnDisk(path)});
			}
		},
	}));
	tools.md5Cache.keep(copied.found, copied.md5); // a move removes the original only where it still is what was copied
	return {kind: 'done', sent: 0, entry: await openLocal().stat(path)};
}

/** A move on one disk: a rename, with all that is below. At no moment is the target missing, or are both gone. */
export async function moveOnDisk(item: Item, tools: WorkTools): Promise<Outcome> {
	const moved = await tools.checking(async () => endMove(item, tools));
	return moved ?? placeItem(stepsOf(item, {
		tools, isSame: () => false, place: async place => renameTo(item, place, tools),
	}));
}

async function renameTo(item: Item, {path, seen}: Place, tools: WorkTools): Promise<Placed> {
	const {source, name, kind} = item;
	const files = openLocal();
	await files.mkdir(parentPath(path), {signal: tools.signal});
	const found = await findSource(source.path);
	if (found.kind !== kind) {
		throw new Failure('not-found', `${name} is no longer the ${kind} that was listed.`, {nextStep: {kind: 'refresh'}});
	}

	tools.onStep({to: path, source: {...sourceFacts(found), inode: found.inode}});
	try {
		if (seen) {
			checkAsSeen(name, {seen, now: await findOnDisk(path)});
			await replaceFile(source.path, path);
		} else {
			await moveFile(source.path, path);
		}
	} catch (error) {
		if (errnoOf(error) === 'EXDEV' && kind === 'file') {
			return copyTo(item, {path, seen}, tools); // it looked like one disk, and is not
		}

		throw diskFailure(error, path);
	}

	return {
		kind: 'done', sent: 0, entry: await files.stat(path), isMoved: true,
	};
}

/** Ends the move of an engine that was killed: done where the same file is at its target. Between link and unlink it has both names. */
async function endMove({source}: Item, {step}: WorkTools): Promise<Outcome | undefined> {
	const {to, source: before} = step();
	const there = to === undefined ? undefined : await findOnDisk(to);
	if (to === undefined || before?.inode === undefined || !there || !isTheOne(there, before)) {
		return undefined;
	}

	const left = await findOnDisk(source.path);
	if (left?.inode === there.inode && left.kind === 'file') {
		await reach(source.path, async reached => unlink(reached));
	} else if (left) {
		return undefined; // something else has come to its place
	}

	return {
		kind: 'done', sent: 0, entry: await openLocal().stat(to), isMoved: true,
	};
}

/** The inode alone is not enough: a disk gives the number of a removed file to a new one. */
function isTheOne(there: OnDisk, {inode, size, modified}: NonNullable<WorkStep['source']>): boolean {
	return there.inode === inode && (there.kind === 'folder' || (there.size === size && there.modified === modified));
}

type DiskSteps = {
	readonly tools: WorkTools;
	readonly isSame: (there: There, path: string) => Promise<boolean> | boolean;
	readonly place: (place: Place) => Promise<Placed>;
};

function stepsOf(item: Item, {tools, isSame, place}: DiskSteps): PlaceSteps {
	const {source, facts, name, kind} = item;
	return {
		async decide() {
			const there = await findOther(item);
			return tools.checking(async () => decideTarget({
				item, source: facts.source, there, policy: tools.overwrite, find: findOnDisk, isSame: async (found, path) => !isSamePlace(path, source.path) && isSame(found, path),
			}));
		},
		async place(placing) {
			try {
				return await place({path: placing.path, seen: placing.kind === 'replace' ? placing.seen : undefined});
			} catch (error) {
				const isTaken = error instanceof Failure && error.code === 'already-exists' && kind === 'file';
				throw isTaken ? new TargetChanged(name) : error;
			}
		},
		entryAt: async path => openLocal().stat(path),
	};
}

/** What is at the target, unless that is the source itself and only letters of its name change. */
async function findOther({source, target, name}: Item): Promise<OnDisk | undefined> {
	const [found, there] = [await findSource(source.path), await findOnDisk(target.path)];
	if (there?.inode !== found.inode) {
		return there;
	}

	if (await isOtherSpelling(source.path, target.path)) {
		return undefined;
	}

	// By another path: through links, mounts that show a folder twice, or a hard link.
	throw new Failure('already-exists', `${name} is the same file there: it would be put onto itself.`, {nextStep: 'Choose another folder or another name.'});
}

async function findSource(path: string): Promise<OnDisk> {
	const found = await findOnDisk(path);
	if (!found) {
		throw diskFailure(Object.assign(new Error('gone'), {code: 'ENOENT'}), path);
	}

	return found;
}

/** Content decides; both are read, unless their MD5 is remembered. */
async function isSameOnDisk({source, facts}: Item, {size, path}: There & {readonly path: string}, tools: WorkTools): Promise<boolean> {
	if (facts.source.size !== size) {
		return false;
	}

	try {
		return await localMd5(source.path, tools) === await localMd5(path, tools);
	} catch (error) {
		throw diskFailure(error, path);
	}
}
