import {
	closeView,
	jumpView,
	readOn,
	scrollView,
	showWholePicture,
	toggleBytes,
	viewHeight,
} from '../actions/files/view.ts';
import {searchBack, searchOn, startSearch} from '../actions/files/search-in-file.ts';
import type {App} from '../app.ts';
import type {AppCommand} from './app-command.ts';

const scroll = (rows: (height: number) => number) => (app: App) => {
	scrollView(app, rows(viewHeight(app)));
};

export const viewFileCommands: readonly AppCommand[] = [
	{
		id: 'view-up', title: 'One row up', keys: ['Up', 'k'], run: scroll(() => -1),
	},
	{
		id: 'view-down', title: 'One row down', keys: ['Down', 'j', 'Enter'], run: scroll(() => 1),
	},
	{
		id: 'view-page-up', title: 'One page up', keys: ['PageUp', 'Ctrl-B', 'b'], run: scroll(height => -height),
	},
	{
		id: 'view-page-down', title: 'One page down', keys: ['PageDown', 'Ctrl-F', 'Space'], run: scroll(height => height),
	},
	{
		id: 'view-first',
		title: 'The file’s start',
		keys: ['Home', 'g g'],
		run(app: App) {
			jumpView(app, 'start');
		},
	},
	{
		id: 'view-last',
		title: 'The file’s end',
		keys: ['End', 'G'],
		run(app: App) {
			jumpView(app, 'end');
		},
	},
	{
		id: 'view-search', title: 'Look for a text', keys: ['/'], run: startSearch,
	},
	{
		id: 'view-next', title: 'The next place with that text', keys: ['n'], run: searchOn,
	},
	{
		id: 'view-previous', title: 'The place before with that text', keys: ['N'], run: searchBack,
	},
	{
		id: 'view-hex', title: 'As bytes, or as text again', keys: ['x'], run: toggleBytes,
	},
	{
		id: 'view-picture', title: 'Show a large picture whole', keys: ['v'], run: showWholePicture,
	},
	{
		id: 'view-again', title: 'Read on: where it was broken off, or what was written since', keys: ['Ctrl-R'], run: readOn,
	},
	{
		id: 'view-close', title: 'Back to the panes', short: 'Back', keys: ['F3', 'Esc', 'o', 'Left', 'h', 'q', 'Ctrl-C'], run: closeView,
	},
].map(command => ({...command, where: 'viewer', group: 'viewer'}));
