import fc from 'fast-check';
import {Failure} from '../../../source/failure.ts';
import {makeFolder, trashEntry} from '../../../source/jotta/changes.ts';
import type {Client} from '../../../source/jotta/client.ts';
import {moveEntry} from '../../../source/jotta/move.ts';
import {copyOnServer} from '../../../source/jotta/place-content.ts';
import {restoreEntry} from '../../../source/jotta/trash/restore.ts';
import {destroyTrashed, emptyTrash, listTrash} from '../../../source/jotta/trash/trash.ts';
import {put, rowsOf} from '../cloud.ts';
import {
	keyOf,
	parentOf,
	type Held,
	type LiveModel,
	type Refusal,
} from './model.ts';

const names = ['a', 'A', 'b', 'B', 'ü', 'Ü'];
const somePath = fc.array(fc.constantFrom(...names), {minLength: 1, maxLength: 3}).map(segments => segments.map(name => `/${name}`).join(''));

/** What a person does next. `which` chooses among what is in the trash. */
export const operation = fc.record({
	kind: fc.constantFrom('mkdir', 'upload', 'upload', 'copy', 'move', 'move', 'rename-case', 'trash', 'trash', 'restore', 'purge-one', 'purge'),
	from: somePath,
	to: somePath,
	content: fc.integer({min: 0, max: 9}).map(number => `content ${number}`),
	which: fc.nat(99),
});

export type Operation = typeof operation extends fc.Arbitrary<infer Value> ? Value : never;

/** What was trashed together, by paths below the top, as the sandbox itself has it. */
export type Tombstone = Held & {readonly path: string; readonly deleted: number; readonly below: ReadonlyArray<{readonly path: string; readonly content?: string | undefined}>};

/** What the model cannot know: what of the trash holds names. */
export type Trash = {readonly held: (path: string) => Held | undefined; readonly rows: readonly Tombstone[]};

/** Changes the model as the operation is to change what is alive; says why it is refused. */
export function foretell({kind, from, to, content, which}: Operation, model: LiveModel, {held, rows}: Trash): Refusal | undefined {
	switch (kind) {
		case 'mkdir': {
			return model.mkdir(from, held);
		}

		case 'upload': {
			return model.mkdir(parentOf(from), held) ?? foretellFile(from, content, model, held, 'replaces');
		}

		case 'copy': {
			const source = model.at(from);
			return model.mkdir(parentOf(to), held) ?? (source?.kind === 'file' ? foretellFile(to, source.content, model, held, 'never replaces') : 'not-found');
		}

		case 'move': {
			return foretellMove(from, to, model, held);
		}

		case 'rename-case': {
			return foretellMove(from, swapCase(from), model, held);
		}

		case 'trash': {
			const refusal = model.at(from) ? undefined : 'not-found';
			model.remove(from);
			return refusal;
		}

		case 'restore': {
			const row = rows[which % rows.length];
			return row && foretellRestore(row, model, held);
		}

		case 'purge-one':
		case 'purge': {
			return undefined;
		}
	}
}

type HeldNames = Trash['held'];

function foretellFile(path: string, content: string, model: LiveModel, held: HeldNames, how: 'replaces' | 'never replaces'): Refusal | undefined {
	const there = model.at(path);
	if (there?.kind === 'folder' || (there && how === 'never replaces')) {
		return 'already-exists';
	}

	if (!there && held(path)?.kind === 'folder') {
		return 'held';
	}

	model.put(path, content, there ? undefined : held(path)?.name);
	return undefined;
}

function foretellMove(from: string, to: string, model: LiveModel, held: HeldNames): Refusal | undefined {
	const source = model.at(from);
	if (!source) {
		return 'not-found';
	}

	if (keyOf(from) === keyOf(to)) {
		model.move(from, to);
		return undefined;
	}

	if (model.at(to)) {
		return 'already-exists';
	}

	const holder = held(to);
	if (holder && (source.kind === 'folder' || holder.kind === 'folder')) {
		return 'held';
	}

	const refusal = model.mkdir(parentOf(to), held);
	if (refusal === undefined) {
		model.move(from, to);
	}

	return refusal;
}

function foretellRestore({path, below}: Tombstone, model: LiveModel, held: HeldNames): Refusal | undefined {
	const refusal = model.mkdir(parentOf(path), held);
	for (const row of refusal === undefined ? below : []) {
		if (row.content === undefined) {
			model.mkdir(row.path, held);
		} else {
			model.put(row.path, row.content, row.path.slice(row.path.lastIndexOf('/') + 1));
		}
	}

	return refusal;
}

const swapCase = (text: string) => {
	const cut = text.lastIndexOf('/') + 1;
	const name = text.slice(cut);
	return text.slice(0, cut) + (name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase());
};

/** Does it as the program does; says in the model's words how it ended. */
export async function perform(wanted: Operation, top: string, {client, rows, isFile}: {readonly client: Client; readonly rows: readonly Tombstone[]; readonly isFile: boolean}): Promise<Refusal | undefined> {
	try {
		await performOne(wanted, top, {client, rows, isFile});
		return undefined;
	} catch (error) {
		if (!(error instanceof Failure)) {
			throw error;
		}

		if (error.code === 'already-exists') {
			return / is held by a (?:file|folder) in the trash/v.test(error.message) ? 'held' : 'already-exists';
		}

		if (error.code === 'not-found') {
			return 'not-found';
		}

		throw error;
	}
}

type Doing = {readonly client: Client; readonly rows: readonly Tombstone[]; readonly isFile: boolean};

async function performOne({kind, from: source, to: target, content, which}: Operation, top: string, {client, rows, isFile}: Doing): Promise<void> {
	const [from, to] = [top + source, top + target];
	switch (kind) {
		case 'mkdir': {
			await makeFolder(from, {client});
			break;
		}

		case 'upload': {
			await makeFolder(parentOf(from), {client});
			await put(client, from, content);
			break;
		}

		case 'copy': {
			await makeFolder(parentOf(to), {client});
			await copyOnServer(from, to, {client});
			break;
		}

		case 'move': {
			await moveEntry(from, to, {client});
			break;
		}

		case 'rename-case': {
			await moveEntry(from, top + swapCase(source), {client});
			break;
		}

		case 'trash': {
			await trashEntry(from, isFile ? 'file' : 'folder', {client});
			break;
		}

		case 'restore':
		case 'purge-one': {
			const row = rows[which % rows.length];
			if (row) {
				const listed = (await rowsOf(listTrash({client}))).find(({path: at, entry}) => at === top + row.path && entry.deletedAt === row.deleted)!;
				await (kind === 'restore' ? restoreEntry : destroyTrashed)(listed.path, {client, deletedAt: listed.entry.deletedAt});
			}

			break;
		}

		case 'purge': {
			await emptyTrash({client});
			break;
		}
	}
}
