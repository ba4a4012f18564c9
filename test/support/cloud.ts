import {createHash} from 'node:crypto';
import type {Entry} from '../../source/files/entry.ts';
import type {TreeEntry} from '../../source/files/file-system.ts';
import type {Client} from '../../source/jotta/client.ts';
import {listFolder} from '../../source/jotta/listing.ts';
import {allocate, sendContent} from '../../source/jotta/upload.ts';
import type {RunningSandbox} from '../../source/sandbox/server.ts';
import {atomically} from '../../source/sandbox/state/database.ts';
import {signInTo, startTestSandbox} from './sandbox.ts';

export const archive = '/Jotta/Archive';

/** A sandbox, and an account that is signed in to it. */
export async function openAccount(options: Parameters<typeof startTestSandbox>[0] = {}) {
	const sandbox = await startTestSandbox(options);
	const {client} = await signInTo(sandbox);
	return {sandbox, client};
}

/** Uploads a text. Returns its MD5. */
export async function put(client: Client, path: string, text: string, modified = 1_700_000_000_000): Promise<string> {
	const bytes = new TextEncoder().encode(text);
	const md5 = createHash('md5').update(bytes).digest('hex');
	const place = await allocate({
		path, size: bytes.length, md5, created: modified, modified, onConflict: 'new-revision',
	}, {client});
	if (!place.isStored) {
		await sendContent({
			path, url: place.url, size: bytes.length, from: place.resumeFrom, async * body() {
				yield bytes.subarray(place.resumeFrom);
			},
		}, {client});
	}

	return md5;
}

/** Gives something in the home place another name as other programs can, and this one refuses to: the service is told so itself. */
export function renameStored({state: {tree}}: RunningSandbox, from: string, to: string): void {
	const {id, parent} = tree.find(['Jotta', 'Archive', from])!;
	tree.move(id, parent, to);
}

/** Puts files into the trash of the home place, `gone 000000.jpg` and on: the service is told so itself, for they are many. */
export function fillTrash({state: {tree, revisions, database, clock}}: RunningSandbox, count: number): void {
	const folder = tree.find(['Jotta', 'Archive'])!;
	const now = clock.now();
	atomically(database, () => {
		for (let index = 0; index < count; index += 1) {
			const name = `gone ${String(index).padStart(6, '0')}.jpg`;
			const {id} = tree.add(folder.id, name, 'file');
			revisions.add(id, name, {
				state: 'COMPLETED', created: now, modified: now, updated: now, size: index, md5: index.toString(16).padStart(32, '0'),
			});
			tree.setDeleted(id, Math.floor(now / 1000) * 1000);
		}
	});
}

/** All rows of a listing in one list. */
export async function rowsOf<Row>(batches: AsyncIterable<readonly Row[]>): Promise<readonly Row[]> {
	const rows: Row[] = [];
	for await (const batch of batches) {
		rows.push(...batch);
	}

	return rows;
}

/** Everything below a folder as `path md5`, or `path md5 trashed TIME` in the trash, sorted, to compare two states. */
export async function stateBelow(client: Client, folder: string): Promise<readonly string[]> {
	const lines: string[] = [];
	const entries: readonly Entry[] = await rowsOf(listFolder(folder, {client}));
	for (const entry of entries) {
		const path = `${folder}/${entry.segment}`;
		const modified = entry.modified === undefined ? '' : ` ${entry.modified}`;
		lines.push(`${path} ${entry.md5 ?? 'folder'}${modified}${entry.deletedAt === undefined ? '' : ` trashed ${entry.deletedAt}`}`);
		if (entry.kind === 'folder') {
			lines.push(...await stateBelow(client, path));
		}
	}

	return lines.toSorted((one, other) => one.localeCompare(other));
}

export async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
	let text = '';
	const decoder = new TextDecoder();
	for await (const chunk of body) {
		text += decoder.decode(chunk, {stream: true});
	}

	return text;
}

export const pathsOf = (rows: readonly TreeEntry[]): readonly string[] => rows.map(row => row.path);
