import type {TreeEntry} from '../../../files/file-system.ts';
import {folderOf, type Location} from '../../../files/location.ts';
import {namePattern} from '../../../files/name-pattern.ts';
import {counted, shortSize} from '../../../format.ts';
import type {App} from '../../app.ts';
import {activePane} from '../../panes.ts';
import type {ListDialog, ListRow} from '../../stores/dialog.ts';
import {fieldOf} from '../../stores/field.ts';
import {hasName} from '../../stores/pane/plain-name.ts';

const maxRows = 5000;

/** Asks for a name, a part of one or a pattern, and lists matches below the folder as they are found. */
export function startFind(app: App): void {
	const {location} = activePane(app).get();
	app.stores.window.open({
		kind: 'prompt',
		label: 'Find below (part of a name, or *.jpg):',
		field: fieldOf(''),
		onSubmit(text) {
			if (text.trim() !== '') {
				find(app, location, text.trim());
			}
		},
	});
}

function find(app: App, location: Location, text: string): void {
	const {stores: {window}, work} = app;
	const pattern = namePattern(/[*?]/v.test(text) ? text : `*${text}*`);
	const title = `Found below: ${text}`;
	window.open({
		kind: 'list',
		title,
		rows: [],
		cursor: 0,
		isLoading: true,
		whenEmpty: 'Nothing has such a name.',
		foot: 'Enter goes there, Esc leaves',
		onLeave() {
			work.leave();
		},
	});
	const change = (part: (dialog: ListDialog) => Partial<ListDialog>) => {
		const {dialog} = window.get();
		if (dialog?.kind === 'list' && dialog.title === title) {
			window.replace({...dialog, ...part(dialog)});
		}
	};

	work.run(async signal => search(app, {
		location, pattern, signal, change,
	}));
}

type Search = {
	readonly location: Location;
	readonly pattern: RegExp;
	readonly signal: AbortSignal;
	readonly change: (part: (dialog: ListDialog) => Partial<ListDialog>) => void; // of the list, while it is open
};

async function search(app: App, {location, pattern, signal, change}: Search): Promise<void> {
	const files = await app.service.openFileSystem(location);
	let count = 0;
	let unread = 0;
	const walk = files.walk(location.path, {
		signal, onUnread() {
			unread += 1;
		},
	});
	const end = (state: string) => {
		change(() => ({isLoading: false, foot: `${state}; Enter goes there, Esc leaves`}));
	};

	try {
		for await (const batch of walk) {
			signal.throwIfAborted();
			const found = batch.filter(({entry}) => hasName(entry, pattern, {location, names: app.service.names}));
			count += found.length;
			if (found.length > 0) {
				change(({rows}) => ({rows: [...rows, ...found.map(row => rowOf(app, location, row))]}));
			}

			if (count >= maxRows) {
				break;
			}
		}

		end(`${count >= maxRows ? 'the first ' : ''}${counted(count, 'name')}${unread === 0 ? '' : `; ${unread} could not be looked at`}`);
	} catch (error) {
		change(() => ({whenEmpty: 'The search was broken off before anything was found.'}));
		end(`broken off after ${counted(count, 'name')}`);
		throw error;
	}
}

function rowOf(app: App, location: Location, {path, entry}: TreeEntry): ListRow {
	const below = path.slice(location.path === '/' ? 1 : location.path.length + 1);
	const displayPath = location.kind === 'cloud' ? below.split('/').map(segment => app.service.names.toShown(segment)).join('/') : below;
	return {
		text: `${displayPath}${entry.kind === 'folder' ? '/' : ''}${entry.size === undefined ? '' : `  ${shortSize(entry.size)}`}`,
		run() {
			app.attempt(async () => activePane(app).goTo(folderOf({...location, path}), entry.segment));
		},
	};
}
