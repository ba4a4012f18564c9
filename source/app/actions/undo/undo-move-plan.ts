import {Failure} from '../../../failure.ts';
import {isStillThere} from '../../../files/compare.ts';
import type {Entry} from '../../../files/entry.ts';
import type {FileSystem, TreeEntry} from '../../../files/file-system.ts';
import {
	baseSegment,
	folderOf,
	joinPath,
	parentPath,
	type Location,
} from '../../../files/location.ts';
import {foldName, localFromStored, storedFromLocal} from '../../../jotta/names.ts';
import {isRename} from '../../../transfers/is-rename.ts';
import type {Item} from '../../../transfers/item.ts';
import {identityBy, type Opener} from '../../../transfers/open-location.ts';
import type {App} from '../../app.ts';
import type {NameCodec} from '../../../jotta/name-codec.ts';

/*
What a move has brought to its target, and what of it can go back: a whole tree if nothing else is in it, otherwise each
file that is unchanged. A folder that existed before the move stays, with its earlier content.
*/

/** A file or folder that goes back in one piece. Copied instead of moved where the target had the same content before the move. */
export type Return = {readonly verb: 'move' | 'copy'; readonly from: Location; readonly to: Location; readonly isFolder: boolean};

export type ReturnPlan = {readonly returns: readonly Return[]; readonly left: number}; // left: files that are gone or were changed

type Arrived = {
	readonly kind: 'file' | 'whole' | 'made'; // whole: a renamed folder; made: a folder made for the files in it
	readonly verb: Return['verb'];
	readonly place: Location;
	readonly origin: Location;
	readonly entry: Entry;
};

type ByPlace = ReadonlyMap<string, Arrived>;

/** Plans what goes back by what is there now: one request for each tree, and one for each folder that existed before. */
export async function planReturns({service: {openFileSystem, openClient, names}}: Pick<App, 'service'>, items: readonly Item[]): Promise<ReturnPlan> {
	const all = await Promise.all(items.map(async item => whatArrived(item, {identity: identityBy(openClient)})));
	const arrived: ByPlace = new Map(all.filter(one => one !== undefined).map(one => [keyOf(one.place), one] as const));
	const roots = [...arrived.values()].filter(({place}) => arrived.get(keyOf(folderOf(place)))?.kind !== 'made');
	const parts: Part[] = [];
	for (const together of Map.groupBy(roots, ({place}) => keyOf(folderOf(place))).values()) {
		const folder = folderOf(together[0]!.place);
		const files = await openFileSystem(folder);
		const now = await childrenNow(files, folder);
		for (const root of together) {
			if (isStillThere(root.entry, now.get(keyOf(root.place)))) {
				parts.push(root.kind === 'made' ? partOf(root, {arrived, names, children: await treeNow(files, root.place)}) : {isWhole: true, returns: [returnOf(root)], count: 1});
			}
		}
	}

	const count = [...arrived.values()].filter(({kind}) => kind !== 'made').length;
	return {returns: parts.flatMap(({returns}) => returns), left: count - parts.reduce((sum, part) => sum + part.count, 0)};
}

/** Cloud names are compared without case. */
function keyOf(place: Location): string {
	return place.kind === 'local' ? `:${place.path}` : `${place.account}:${foldName(place.path)}`;
}

async function whatArrived({kind, source, target, state, facts}: Item, opener: Pick<Opener, 'identity'>): Promise<Arrived | undefined> {
	if (state.phase !== 'done' || kind === 'source') {
		return undefined;
	}

	if (kind === 'file') {
		const segment = baseSegment(target.path);
		const same = facts.target && {
			...facts.target, segment, name: segment, kind: 'file' as const,
		};
		const entry = state.arrived ?? same;
		return entry && {
			kind, verb: state.arrived ? 'move' : 'copy', place: {...target, path: joinPath(parentPath(target.path), entry.segment)}, origin: source, entry,
		};
	}

	return facts.target !== undefined || !state.arrived
		? undefined
		: {
			kind: await isRename(source, folderOf(target), opener) ? 'whole' : 'made', verb: 'move', place: target, origin: source, entry: state.arrived,
		};
}

async function childrenNow(files: FileSystem, folder: Location): Promise<ReadonlyMap<string, Entry>> {
	const now = new Map<string, Entry>();
	try {
		for await (const batch of files.list(folder.path)) {
			for (const entry of batch) {
				now.set(keyOf({...folder, path: joinPath(folder.path, entry.segment)}), entry);
			}
		}
	} catch (error) {
		if (!(error instanceof Failure) || error.code !== 'not-found') {
			throw error;
		}
	}

	return now;
}

type Children = ReadonlyMap<string, readonly TreeEntry[]>; // by folder

async function treeNow(files: FileSystem, root: Location): Promise<Children> {
	const children = new Map<string, TreeEntry[]>();
	for await (const batch of files.walk(root.path)) {
		for (const row of batch) {
			const folder = keyOf({...root, path: parentPath(row.path)});
			const known = children.get(folder) ?? [];
			known.push(row);
			children.set(folder, known);
		}
	}

	return children;
}

type Part = {readonly isWhole: boolean; readonly returns: readonly Return[]; readonly count: number}; // count: of files

const foreign: Part = {isWhole: false, returns: [], count: 0};

/** A made folder goes back whole, unless something else is in it. */
function partOf(made: Arrived, now: {readonly arrived: ByPlace; readonly children: Children; readonly names: NameCodec}): Part {
	const parts = (now.children.get(keyOf(made.place)) ?? []).map(({path, entry}): Part => {
		const one = now.arrived.get(keyOf({...made.place, path}));
		if (!one || !isStillThere(one.entry, entry)) {
			return foreign;
		}

		const part = one.kind === 'made' ? partOf(one, now) : {isWhole: one.verb === 'move', returns: [returnOf(one)], count: 1};
		return {...part, isWhole: part.isWhole && one.origin.path === joinPath(made.origin.path, nameAfter(one.place, one.origin, now.names))};
	});
	const isWhole = parts.every(part => part.isWhole);
	return {isWhole, returns: isWhole ? [returnOf(made)] : parts.flatMap(({returns}) => returns), count: parts.reduce((sum, {count}) => sum + count, 0)};
}

function returnOf({verb, place, origin, kind}: Arrived): Return {
	return {
		verb, from: place, to: origin, isFolder: kind !== 'file',
	};
}

/** The segment that an entry gets in the file system of `to` when it keeps its name. */
export function nameAfter(from: Location, to: Location, names: NameCodec): string {
	const segment = baseSegment(from.path);
	if (from.kind === to.kind) {
		return segment;
	}

	return to.kind === 'local' ? localFromStored(segment, names) : storedFromLocal(segment, names);
}
