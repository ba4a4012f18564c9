import {confirm} from '../confirm.ts';
import {endsAll, toFailure, type Failure} from '../../../failure.ts';
import type {TreeEntry} from '../../../files/file-system.ts';
import {counted, longSize} from '../../../format.ts';
import type {Client} from '../../../jotta/client.ts';
import {destroyTrashed, destroyUnfinished, emptyTrash} from '../../../jotta/trash/trash.ts';
import type {App} from '../../app.ts';
import {accountOf} from '../../panes.ts';
import type {ListState} from '../../stores/list.ts';
import {fieldOf} from '../../stores/field.ts';
import {loadTrash} from './trash-view.ts';

const maxUnworded = 10; // deleting more rows needs a typed word
const deleteWord = 'delete';
const emptyWord = 'empty';

/** Deletes the chosen rows for good, after a question. Many rows need a typed word. */
export function destroyChosen(app: App): void {
	const rows = app.stores.trash.chosen();
	const [first] = rows;
	if (!first) {
		return;
	}

	if (rows.length > maxUnworded) {
		askForWord(app, {
			label: () => `${amountOf(rows)}, gone for good.`,
			word: deleteWord,
			run() {
				app.attempt(async () => destroyAll(app, rows));
			},
		});
		return;
	}

	app.attempt(async () => {
		if (await confirm(app, {
			title: 'Delete for good?',
			lines: [
				...rows.map(({entry: {name, size, kind}}) => `${name}${kind === 'folder' ? '/ with all that is in it' : (size === undefined ? '' : `, ${longSize(size)}`)}`),
				'It cannot be undone.',
			],
			no: 'No, keep it in the trash',
			yes: 'Yes, delete for good',
		})) {
			await destroyAll(app, rows);
		}
	});
}

/** `12 items, 3.40 GB in files, with all that is in 2 folders` */
function amountOf(rows: readonly TreeEntry[]): string {
	const bytes = rows.reduce((sum, {entry: {size = 0}}) => sum + size, 0);
	const folders = rows.filter(({entry: {kind}}) => kind === 'folder').length;
	return `${counted(rows.length, 'item')}, ${longSize(bytes)} in files${folders > 0 ? `, with all that is in ${counted(folders, 'folder')}` : ''}`;
}

/** Asks for a word before something that cannot be undone. The label follows the list of the trash, which may still be read. */
function askForWord({stores: {window, messages, trash}}: App, {label, word, run}: {readonly label: () => string; readonly word: string; readonly run: () => void}): void {
	const labelNow = () => `${label()} Type ${word}:`;
	const onSubmit = (text: string) => {
		if (text.trim().toLowerCase() === word) {
			run();
		} else {
			messages.say('Nothing was deleted.');
		}
	};

	window.open({
		kind: 'prompt', label: labelNow(), field: fieldOf(''), onSubmit,
	});
	const stop = trash.subscribe(() => {
		const {dialog} = window.get();
		if (dialog?.kind === 'prompt' && dialog.onSubmit === onSubmit) {
			window.replace({...dialog, label: labelNow()});
		} else {
			stop();
		}
	});
}

/** Deletes each row after checking its tombstone again. A row that has changed since it was listed stays, and is reported. */
async function destroyAll(app: App, rows: readonly TreeEntry[]): Promise<void> {
	const {stores: {messages, trash}} = app;
	messages.say(`Deleting ${rows.length === 1 ? rows[0]!.entry.name : counted(rows.length, 'item')} for good…`);
	const client = await app.service.openClient(accountOf(app));
	const problems: Failure[] = [];
	let gone = 0;
	for (const row of rows) {
		try {
			await destroyOne(row, client);
			trash.drop(each => each === row);
			gone += 1;
		} catch (error) {
			const failure = toFailure(error);
			problems.push(failure);
			if (endsAll(failure)) {
				break;
			}
		}
	}

	if (gone > 0) {
		messages.say(`${rows.length === 1 ? rows[0]!.entry.name : counted(gone, 'item')} ${gone === 1 ? 'is' : 'are'} deleted for good.`);
		app.service.refreshAccount();
	}

	if (problems[0]) {
		messages.report(problems[0]);
	}
}

async function destroyOne({path, entry: {deletedAt}}: TreeEntry, client: Client): Promise<void> {
	await (deletedAt === undefined ? destroyUnfinished(path, {client}) : destroyTrashed(path, {client, deletedAt}));
}

/** Empties the whole trash, after a typed word: it cannot be undone. */
export function startEmptyTrash(app: App): void {
	const {stores: {trashTrail, messages, trash}} = app;
	const {rows, isLoading, problem} = trash.get();
	if (trashTrail.get().views.length > 0) {
		messages.say('This is a part of the trash; emptying is for all of it: g t, then E.');
		return;
	}

	if (rows.length === 0 && !isLoading && !problem) {
		messages.say('The trash is empty.');
		return;
	}

	askForWord(app, {
		label: () => whatGoes(trash.get()),
		word: emptyWord,
		run() {
			messages.say('Emptying the trash…');
			app.attempt(async () => {
				await emptyTrash({client: await app.service.openClient(accountOf(app))});
				messages.say('The trash is empty.');
				loadTrash(app);
				app.service.refreshAccount();
			});
		},
	});
}

/** What is known of the whole trash by now. */
function whatGoes({rows, isLoading, problem}: ListState<TreeEntry>): string {
	if (isLoading) {
		return `${rows.length === 0 ? '' : `${amountOf(rows)} so far. `}The trash is still being read: all that is in it, gone for good.`;
	}

	return problem ? `The trash could not be read whole (${amountOf(rows)} were): all that is in it, gone for good.` : `${amountOf(rows)}, gone for good.`;
}
