import {createHash} from 'node:crypto';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import type {RunningSandbox} from '../../../source/sandbox/server.ts';

export const md5OfText = (content: string | Uint8Array) => createHash('md5').update(content).digest('hex');

type Kept = {readonly kind: string; readonly md5: string | undefined; readonly modified: number | undefined; readonly isTrashed: boolean; readonly link: string | undefined};

/** What really is: in the account, and on the disk. */
export type State = {
	readonly cloud: ReadonlyMap<string, Kept>; // by /Device/Mountpoint/…
	readonly disk: ReadonlyMap<string, string>; // MD5s by path below the ground; of a folder ''
	readonly contents: ReadonlySet<string>; // MD5s of all that is kept anywhere, older versions included
};

export function readState({state: {tree, revisions, database}}: RunningSandbox, ground: string): State {
	const cloud = new Map(tree.select('SELECT * FROM nodes').map(node => {
		const revision = node.kind === 'file' ? revisions.current(node.id) : undefined;
		return [tree.pathOf(node), {
			kind: node.kind, md5: revision?.md5.toLowerCase(), modified: revision?.modified, isTrashed: node.deleted !== undefined, link: node.publicUri,
		}];
	}));
	const disk = readDisk(ground);
	const versions = database.prepare('SELECT lower(md5) AS md5 FROM revisions WHERE state = \'COMPLETED\'').all().map(({md5}) => String(md5));
	return {cloud, disk, contents: new Set([...versions, ...disk.values()])};
}

/** All files below a folder by their paths there, with their MD5s. */
export function readDisk(folder: string): ReadonlyMap<string, string> {
	return new Map(readdirSync(folder, {recursive: true, withFileTypes: true}).map(entry => {
		const file = path.join(entry.parentPath, entry.name);
		return [path.relative(folder, file), entry.isFile() ? md5OfText(readFileSync(file)) : ''];
	}));
}

/** What differs, one line each. */
export function differences(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>, isOfInterest: (file: string) => boolean): readonly string[] {
	return [...new Set([...before.keys(), ...after.keys()])].filter(file => isOfInterest(file) && before.get(file) !== after.get(file));
}

/** The paths of what has changed in the account. */
export function changedInCloud(before: State, after: State): readonly string[] {
	const [one, other] = [before, after].map(({cloud}) => new Map(Array.from(cloud, ([place, facts]) => [place, JSON.stringify(facts)])));
	return differences(one!, other!, () => true);
}

/** Whether nothing is in the trash. */
export function isTrashEmpty({cloud}: State): boolean {
	return !Array.from(cloud, ([, {isTrashed}]) => isTrashed).includes(true);
}

/** Remembers the account as it is now; gives what sets it back. */
export function rememberAccount({state: {database, content, revisions}}: RunningSandbox): () => Promise<void> {
	const tables = ['nodes', 'revisions', 'account', 'families', 'refresh_tokens', 'access_tokens', 'login_tokens'];
	for (const table of tables) {
		database.exec(`CREATE TEMP TABLE kept_${table} AS SELECT * FROM main.${table}`);
	}

	const kept: Uint8Array[] = [];
	const md5s = database.prepare('SELECT DISTINCT md5 FROM revisions').all().map(({md5}) => String(md5));
	const isRead = (async () => {
		for (const md5 of md5s) {
			for await (const piece of content.read(md5.toLowerCase())) {
				kept.push(piece as Uint8Array); // small: one piece each
			}
		}
	})();
	return async () => {
		await isRead;
		database.exec(`BEGIN; ${tables.map(table => `DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM kept_${table};`).join(' ')} COMMIT`);
		for (const bytes of kept) {
			content.store(bytes);
		}

		for (const upload of content.uploads().filter(each => !revisions.byUpload(each))) {
			content.discard(upload);
		}
	};
}
