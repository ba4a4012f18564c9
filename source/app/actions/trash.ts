import type {Entry} from '../../files/entry.ts';
import type {FileSystem} from '../../files/file-system.ts';
import {counted} from '../../format.ts';
import {activePane, lastName, type App} from '../app.ts';
import {
	chosen,
	locationOf,
	type PaneState,
} from '../stores/pane-state.ts';
import type {Pane} from '../stores/pane.ts';
import {describe} from './transfer.ts';

/** Asks, then moves to the trash; on a disk, which has none, asks whether to delete for good. */
export function startTrash(app: App): void {
	const pane = activePane(app);
	const state = pane.get();
	const entries = chosen(state);
	if (entries.length === 0) {
		app.session.say('Nothing to delete here: put the cursor on a file or folder.');
		return;
	}

	app.attempt(async () => {
		const files = await app.openFileSystem(state.location);
		const isForGood = !files.can.trash;
		const folders = entries.filter(({kind, link}) => kind === 'folder' && (link === undefined || state.location.kind === 'cloud')).length;
		app.session.open({
			kind: 'question',
			title: isForGood ? 'Delete for good?' : 'Move to the trash?',
			lines: [
				describe(entries),
				`from ${lastName(state.location)}`,
				...(folders > 0 ? [`${folders === entries.length ? '' : 'among them '}${counted(folders, 'folder')} with all that is in ${folders === 1 ? 'it' : 'them'}`] : []),
				isForGood ? 'This disk has no trash: it cannot be undone.' : 'It can be restored for 30 days.',
			],
			choices: [
				{key: 'n', label: 'No, keep'},
				{
					key: 'y',
					label: isForGood ? 'Yes, delete for good' : 'Yes, to the trash',
					run() {
						app.attempt(async () => removeAll(app, {
							pane, state, entries, files, isForGood,
						}));
					},
				},
			],
			cursor: 0,
		});
	});
}

type Removal = {
	readonly pane: Pane;
	readonly state: PaneState;
	readonly entries: readonly Entry[];
	readonly files: FileSystem;
	readonly isForGood: boolean;
};

/** One that cannot be removed stays and is named; the others go on. */
async function removeAll({session, refreshAccount}: App, {pane, state, entries, files, isForGood}: Removal): Promise<void> {
	let gone = 0;
	let problem: unknown;
	for (const entry of entries) {
		try {
			await files.remove(locationOf(state, entry).path, {kind: entry.kind === 'folder' ? 'folder' : 'file', permanent: isForGood});
			gone += 1;
			pane.apply({
				id: 0, kind: 'removed', folder: state.location, segment: entry.segment,
			});
		} catch (error) {
			problem ??= error;
		}
	}

	if (gone > 0) {
		session.say(`${gone === 1 ? entries[0]!.name : counted(gone, 'item')} ${isForGood ? 'deleted for good' : 'moved to the trash'}${gone < entries.length ? `; ${entries.length - gone} could not be` : ''}.`);
		refreshAccount();
	}

	if (problem !== undefined) {
		session.complain(problem);
	}
}
