import {showPlaced} from '../show-changes.ts';
import {reworded, type FailureFacts} from '../../../failure.ts';
import type {Entry} from '../../../files/entry.ts';
import {folderOf, type Location} from '../../../files/location.ts';
import {counted, longSize} from '../../../format.ts';
import type {App} from '../../app.ts';
import {activePane} from '../../panes.ts';
import {chosen} from '../../stores/pane/marks.ts';
import {currentRow, locationOf, parentRow} from '../../stores/pane/state.ts';

/** Counts the sizes of folders: the marked ones, else the one under the cursor, or on `..` all of them. Esc stops. */
export function countFolders(app: App): void {
	const pane = activePane(app).get();
	const places = currentRow(pane) === parentRow && pane.marks.size === 0
		? pane.rows.filter(row => row !== parentRow).map(entry => ({location: locationOf(pane, entry), entry}))
		: chosen(pane);
	const folders = places.filter(({entry}) => entry.kind === 'folder');
	if (folders.length === 0) {
		app.stores.messages.say('Put the cursor on a folder, or on .. for all of them.');
		return;
	}

	app.work.run(async signal => {
		let all = 0;
		let done = 0;
		const unread: FailureFacts[] = [];
		try {
			for (const {location, entry} of folders) {
				all += await countOne(app, {
					location, entry, signal, onUnread(failure) {
						unread.push(failure);
					},
				});
				done += 1;
			}
		} catch (error) {
			throw reworded(error, message => `${folders[done]!.entry.name} is not counted${done > 0 ? `; ${done} of ${counted(folders.length, 'folder')} are` : ''}: ${message}`);
		}

		app.stores.messages.say(`${folders.length === 1 ? `${folders[0]!.entry.name}: ` : `${counted(folders.length, 'folder')}: `}${unread.length === 0 ? '' : 'at least '}${longSize(all)}${unreadText(unread)}.`);
	});
}

function unreadText(unread: readonly FailureFacts[]): string {
	const [first] = unread;
	return first ? `; ${unread.length} below could not be looked at: ${first.sentence.replace(/\.$/v, '')}` : '';
}

type Count = {readonly location: Location; readonly entry: Entry; readonly signal: AbortSignal; readonly onUnread: (failure: FailureFacts) => void};

async function countOne({stores: {messages}, service: {openFileSystem}, panes}: App, {location, entry, signal, onUnread}: Count): Promise<number> {
	messages.showProgress(`Counting ${entry.name}…; Esc leaves it`);
	const files = await openFileSystem(location);
	let size = 0;
	let count = 0;
	let isWhole = true;
	const walk = files.walk(location.path, {
		signal, onUnread(failure) {
			isWhole = false;
			onUnread(failure);
		},
	});
	for await (const batch of walk) {
		signal.throwIfAborted();
		for (const {entry: {size: bytes = 0, kind}} of batch) {
			size += kind === 'file' ? bytes : 0;
			count += kind === 'file' ? 1 : 0;
		}

		messages.showProgress(`Counting ${entry.name}: ${counted(count, 'file')}, ${longSize(size)}; Esc leaves it`);
	}

	if (isWhole) {
		showPlaced({panes}, folderOf(location), {...entry, size});
	}

	return size;
}
