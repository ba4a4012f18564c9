import {
	copyLink,
	copyLinkAgain,
	loadLinks,
	openLinks,
	turnLinkOff,
} from '../actions/links.ts';
import {
	destroyCurrent,
	loadTrash,
	openTrash,
	restoreCurrent,
	showTrashed,
	startEmptyTrash,
} from '../actions/trash-view.ts';
import {
	fetchCurrentVersion,
	loadVersions,
	openVersions,
	restoreCurrentVersion,
} from '../actions/versions.ts';
import {copyFact} from '../actions/copy-fact.ts';
import type {App} from '../app.ts';
import type {Screen} from '../stores/session.ts';
import type {Command} from './command.ts';

type ListScreen = 'trash' | 'versions' | 'links';

const moveBy = (name: ListScreen, rows: number) => (app: App) => {
	const list = app[name];
	list.moveTo(list.get().cursor + rows);
};

function back({session}: App): void {
	session.change({screen: 'browser'});
}

/** What all lists have. */
const listCommands = (name: ListScreen, load: (app: App) => void): readonly Command[] => ([
	{
		id: `${name}-up`, title: 'One row up', keys: ['Up', 'k'], run: moveBy(name, -1),
	},
	{
		id: `${name}-down`, title: 'One row down', keys: ['Down', 'j'], run: moveBy(name, 1),
	},
	{
		id: `${name}-page-up`, title: 'Ten rows up', keys: ['PageUp', 'Ctrl-B'], run: moveBy(name, -10),
	},
	{
		id: `${name}-page-down`, title: 'Ten rows down', keys: ['PageDown', 'Ctrl-F'], run: moveBy(name, 10),
	},
	{
		id: `${name}-first`, title: 'First row', keys: ['Home', 'g g'], run: moveBy(name, -Infinity),
	},
	{
		id: `${name}-last`, title: 'Last row', keys: ['End', 'G'], run: moveBy(name, Infinity),
	},
	{
		id: `${name}-reload`, title: 'Read the list again', keys: ['Ctrl-R'], run: load,
	},
	{
		id: `${name}-close`, title: 'Back to the panes', keys: ['Esc', 'Backspace', 'h', 'Left'], run: back,
	},
] as const).map(command => inScreen(name, command));

function inScreen(where: Screen, command: Pick<Command, 'id' | 'title' | 'keys' | 'run' | 'short' | 'hint'>): Command {
	return {...command, where, group: 'cloud'};
}

export const cloudCommands: readonly Command[] = [
	...[
		{
			id: 'open-trash', title: 'Go to the trash', hint: 'trash', keys: ['g t'], run: openTrash,
		},
		{
			id: 'versions', title: 'Versions of a file', keys: ['V'], run: openVersions,
		},
		{
			id: 'open-links', title: 'Go to what is shared by a link', hint: 'shared', keys: ['g s'], run: openLinks,
		},
		{
			id: 'copy-link', title: 'Make a public link and copy it', hint: 'link', keys: ['y l'], run: copyLink,
		},
		{
			id: 'copy-path', title: 'Copy the path', hint: 'path', keys: ['y p'], run: copyFact('path'),
		},
		{
			id: 'copy-name', title: 'Copy the name', hint: 'name', keys: ['y n'], run: copyFact('name'),
		},
		{
			id: 'copy-md5', title: 'Copy the MD5', hint: 'md5', keys: ['y m'], run: copyFact('md5'),
		},
	].map(command => inScreen('browser', command)),
	...[
		{
			id: 'restore', title: 'Restore from the trash', keys: ['r'], run: restoreCurrent,
		},
		{
			id: 'destroy', title: 'Delete from the trash for good', keys: ['x'], run: destroyCurrent,
		},
		{
			id: 'empty-trash', title: 'Empty the trash', keys: ['E'], run: startEmptyTrash,
		},
		{
			id: 'show-trashed', title: 'Where it was, and when it went', keys: ['Enter', 'i'], run: showTrashed,
		},
	].map(command => inScreen('trash', command)),
	...listCommands('trash', loadTrash),
	...[
		{
			id: 'make-current', title: 'Make a version the current one', keys: ['r', 'Enter'], run: restoreCurrentVersion,
		},
		{
			id: 'fetch-version', title: 'Fetch a version to the disk in the other pane', short: 'Fetch', keys: ['F5', 'c'], run: fetchCurrentVersion,
		},
	].map(command => inScreen('versions', command)),
	...listCommands('versions', loadVersions),
	...[
		{
			id: 'copy-link-again', title: 'Copy the address of a link', keys: ['Enter', 'c'], run: copyLinkAgain,
		},
		{
			id: 'turn-link-off', title: 'Turn a link off', keys: ['x'], run: turnLinkOff,
		},
	].map(command => inScreen('links', command)),
	...listCommands('links', loadLinks),
];
