import {readdirSync, readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import type {SandboxState} from '../../../source/sandbox/state/state.ts';
import {standardNames} from '../names.ts';
import {md5Of} from './contents.ts';
import {foldKey} from './names.ts';

/** What one name holds. */
export type Held = {
	readonly key: string; // in its own spelling
	readonly kind: 'file' | 'folder';
	readonly md5?: string; // of the file there, alive or in the trash
	readonly modified?: number; // seconds since 1970
	readonly isTrashed: boolean;
	readonly versions: readonly string[]; // older ones, newest first
	readonly isIncomplete: boolean; // the newest upload was never finished
};

export type Moment = {
	readonly at: number;
	readonly by: string; // what was just done, and by whom
	readonly all: readonly Held[];
	readonly held: ReadonlyMap<string, Held>; // the same by folded key
};

/** Every state of a run's disks and cloud, and what caused it. */
export type History = {
	readonly look: (by: string) => void;
	readonly moments: readonly Moment[];
	readonly now: () => number; // index of the last one
};

export type Looking = {
	readonly state: SandboxState;
	readonly cloudRoot: number; // node of the run's folder
	readonly folders: Readonly<Record<string, string>>; // key of a place to its folder on the disk
};

export function createHistory({state, cloudRoot, folders}: Looking): History {
	const moments: Moment[] = [];
	let last = '';
	return {
		moments,
		now: () => moments.length - 1,
		look(by) {
			const all = [...lookAtCloud(state, cloudRoot), ...Object.entries(folders).flatMap(([key, folder]) => lookAtDisk(key, folder))];
			const text = JSON.stringify(all);
			if (text === last) {
				return;
			}

			last = text;
			moments.push({
				at: moments.length, by, all, held: new Map(all.map(held => [foldKey(held.key), held])),
			});
		},
	};
}

function lookAtDisk(key: string, folder: string): readonly Held[] {
	return readdirSync(folder, {withFileTypes: true}).flatMap(entry => {
		const file = path.join(folder, entry.name);
		const common = {
			key: `${key}/${entry.name}`, isTrashed: false, versions: [], isIncomplete: false,
		};
		if (entry.isDirectory()) {
			return [{...common, kind: 'folder' as const}, ...lookAtDisk(`${key}/${entry.name}`, file)];
		}

		return [{
			...common, kind: 'file' as const, md5: md5Of(readFileSync(file)), modified: Math.floor(statSync(file).mtimeMs / 1000),
		}];
	});
}

type Row = {readonly id: number; readonly path: string; readonly kind: string; readonly deleted: number | null};
type RevisionRow = {readonly node: number; readonly state: string; readonly md5: string; readonly modified: number};

function lookAtCloud({database}: SandboxState, root: number): readonly Held[] {
	const below = 'WITH RECURSIVE below (id, path) AS (VALUES (?, \'cloud\') UNION ALL SELECT nodes.id, below.path || \'/\' || nodes.name FROM nodes JOIN below ON nodes.parent = below.id)';
	const nodes = database.prepare(`${below} SELECT nodes.id, path, kind, deleted FROM nodes JOIN below ON nodes.id = below.id WHERE path <> 'cloud' ORDER BY path`).all(root) as unknown as readonly Row[];
	const revisions = database.prepare(`${below} SELECT node, state, md5, modified FROM revisions JOIN below ON node = below.id ORDER BY node, number DESC`).all(root) as unknown as readonly RevisionRow[];
	const byNode = Map.groupBy(revisions, ({node}) => node);
	return nodes.map(({id, path: stored, kind, deleted}) => {
		const own = byNode.get(id) ?? [];
		const [current, ...older] = own.filter(revision => revision.state === 'COMPLETED');
		return {
			key: stored.split('/').map(name => standardNames.decode(name)).join('/'),
			kind: kind === 'file' ? 'file' : 'folder',
			...(current && {md5: current.md5, modified: Math.floor(current.modified / 1000)}),
			isTrashed: deleted !== null,
			versions: older.map(({md5}) => md5),
			isIncomplete: own[0] !== undefined && own[0].state !== 'COMPLETED',
		};
	});
}

/** Whether a readable file is there, with this content if one is given. */
export function isLive(moment: Moment, key: string, md5?: string): boolean {
	const held = moment.held.get(foldKey(key));
	return held !== undefined && !held.isTrashed && (held.kind === 'folder' || held.md5 !== undefined) && (md5 === undefined || held.md5 === md5);
}

/** All contents that a name holds: the file there, alive or in the trash, and its versions. */
export function contentsOf({md5, versions}: Held): readonly string[] {
	return [...(md5 === undefined ? [] : [md5]), ...versions];
}
