import type {TreeEntry} from '../../../files/file-system.ts';
import type {Location} from '../../../files/location.ts';
import type {App} from '../../app.ts';
import {accountOf, activePane, otherPane} from '../../panes.ts';
import {askWhere} from './transfer.ts';

/** Copies rows of a cloud list to the folder of a pane: a local one if either pane shows one, else the other pane's. Trashed files can be read, too (protocol.md 7.1). */
export function copyRows(app: App, rows: readonly TreeEntry[]): void {
	const readable = rows.filter(({entry}) => entry.state === undefined);
	if (readable.length === 0) {
		app.stores.messages.say(rows.length === 0 ? 'There is nothing to copy here.' : 'That was never uploaded completely: there is nothing to copy.');
		return;
	}

	const account = accountOf(app);
	const panes = [otherPane(app), activePane(app)].map(pane => pane.get().location);
	const place = (path: string): Location => ({kind: 'cloud', account, path});
	askWhere(app, {
		verb: 'copy',
		entries: readable.map(({entry}) => entry),
		sources: readable.map(({path}) => place(path)),
		leftOut: rows.length - readable.length,
		target: panes.find(({kind}) => kind === 'local') ?? panes[0]!,
	});
}
