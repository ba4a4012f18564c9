import {readFileSync, writeFileSync} from 'node:fs';
import {startEdit} from '../../../source/app/actions/edit/edit.ts';
import {startNewFile, startRename} from '../../../source/app/actions/files/naming.ts';
import {startTransfer} from '../../../source/app/actions/transfers/transfer.ts';
import {restoreChosen} from '../../../source/app/actions/trash/trash-restore.ts';
import {startTrash} from '../../../source/app/actions/trash/trash.ts';
import {copyTrashed} from '../../../source/app/actions/trash/trash-view.ts';
import {undo} from '../../../source/app/actions/undo/undo.ts';
import type {App} from '../../../source/app/app.ts';
import type {Entry} from '../../../source/files/entry.ts';
import type {FileSystem, TreeEntry} from '../../../source/files/file-system.ts';
import {findLiveAt} from '../../../source/files/find.ts';
import {listTrash} from '../../../source/jotta/trash/trash.ts';
import {createOpener} from '../../../source/transfers/open-location.ts';
import {openQueue} from '../../../source/transfers/queue.ts';
import {keyOf, type Spot} from './names.ts';
import type {Operation} from './operations.ts';
import {journalOf, noteJobs, type Performing} from './perform.ts';
import {openScreen, type Hands} from './screen.ts';

export type Pressed = Extract<Operation, {kind: 'copy' | 'copy-trashed' | 'rename' | 'rename-several' | 'new-file' | 'edit' | 'trash' | 'restore-taken' | 'undo'}>;
type Shown = {readonly from: readonly Spot[]; readonly into?: string; readonly hands: Partial<Hands>; readonly press: (app: App) => void; readonly needsEntry: boolean};

/** What a person sees before pressing a key, and does afterwards. */
function shownFor(operation: Pressed, {fresh, world, asked}: Performing): Shown {
	switch (operation.kind) {
		case 'copy': {
			const {verb, from, into, as, rule, answer} = operation;
			return {
				from, into, needsEntry: true, hands: {types: as === undefined ? '' : `${world.textOf(into)}/${as}`, rule, answer}, press(app) {
					startTransfer(app, verb === 'cp' ? 'copy' : 'move');
				},
			};
		}

		case 'rename': {
			return {
				from: [operation.at], needsEntry: true, hands: {types: operation.to}, press: startRename,
			};
		}

		case 'rename-several': {
			const writes = (file: string) => {
				const [first = '', ...others] = readFileSync(file, 'utf8').trimEnd().split('\n');
				writeFileSync(file, `${[...others, first].join('\n')}\n`);
			};

			return {
				from: operation.from, needsEntry: true, hands: {writes}, press: startRename,
			};
		}

		case 'copy-trashed': {
			const {at, into, rule, answer} = operation;
			return {
				from: [at], into, needsEntry: false, hands: {rule, answer, types: world.textOf(into)}, press: copyTrashed,
			};
		}

		case 'new-file': {
			return {
				from: [operation.at], needsEntry: false, hands: {types: operation.at.name, answer: operation.answer}, press: startNewFile,
			};
		}

		case 'edit': {
			const writes = (file: string) => {
				writeFileSync(file, fresh.text);
				asked.edited = world.history.now();
				world.history.look(`the editor of ${asked.id} has saved`);
			};

			return {
				from: [operation.at], needsEntry: true, hands: {answer: operation.answer, writes}, press: startEdit,
			};
		}

		case 'trash': {
			return {
				from: [operation.at], needsEntry: true, hands: {answer: 'overwrite'}, press: startTrash,
			};
		}

		case 'restore-taken': {
			return {
				from: [operation.at], needsEntry: false, hands: {answer: operation.answer}, press: restoreChosen,
			};
		}

		case 'undo': {
			return {
				from: [{place: 'cloud/one', name: ''}], needsEntry: false, hands: {answer: operation.answer}, press: undo,
			};
		}

		default: {
			throw new TypeError(`unknown operation ${String(operation satisfies never)}`);
		}
	}
}

export async function pressKey(performing: Performing, operation: Pressed): Promise<void> {
	const {world, machine, asked, tools} = performing;
	const {from, into, hands, press, needsEntry} = shownFor(operation, performing);
	const opener = createOpener(tools);
	const folder = world.locationOf(from[0]!.place);
	const entries = await findAll(from, await opener.fileSystem(folder), world);
	if (needsEntry && entries.length === 0) {
		asked.outcome = 'not possible';
		return;
	}

	const trashed: TreeEntry[] = [];
	if (operation.kind === 'restore-taken' || operation.kind === 'copy-trashed') {
		const {path} = world.locationOf(keyOf(operation.at));
		for await (const batch of listTrash({client: await opener.client('jotta')})) {
			trashed.push(...batch.filter(row => row.path.toUpperCase() === path.toUpperCase()));
		}
	}

	const queue = openQueue(tools);
	const screen = openScreen({
		tools, queue, journal: journalOf(world, asked.actor), temporary: world.aside, folder, entries, trashed, hands,
		other: world.locationOf(into ?? from[0]!.place),
		startEngine() {
			noteJobs(machine, asked);
			machine.startEngine();
		},
		replaceEngine: machine.startEngine,
	});
	press(screen.app);
	asked.messages.push(...await screen.settle());
	asked.outcome = asked.messages.length > 0 ? 'failed' : 'done';
	queue.close();
}

async function findAll(spots: readonly Spot[], files: FileSystem, {locationOf}: Performing['world']): Promise<readonly Entry[]> {
	const found = await Promise.all(spots.map(async spot => spot.name === '' ? undefined : findLiveAt(files, locationOf(keyOf(spot)).path)));
	return found.filter(entry => entry !== undefined);
}
