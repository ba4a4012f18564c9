import {showAccounts} from '../actions/accounts/accounts.ts';
import {compareByContent} from '../actions/compare/compare-content.ts';
import {
	goToNext,
	markDifferences,
	toggleComparison,
	toggleTogether,
} from '../actions/compare/compare.ts';
import {countFolders} from '../actions/files/folder-sizes.ts';
import {startKeyCheck} from '../actions/program/key-check.ts';
import {showLog, showSettings} from '../actions/program/settings.ts';
import {startQuit} from '../actions/program/quit.ts';
import type {App} from '../app.ts';
import {activePane} from '../panes.ts';
import {fieldOf} from '../stores/field.ts';
import {withFilter, withHidden} from '../stores/pane/rows.ts';
import type {SortKey} from '../stores/sorting.ts';
import type {AppCommand} from './app-command.ts';

const sortBy = (key: SortKey) => (app: App) => {
	const pane = activePane(app);
	app.attempt(async () => pane.sortBy({...pane.get().sort, key, isReversed: false}));
};

const openCommands = (title: string) => ({stores: {window}}: App) => {
	window.open({
		kind: 'commands', title, field: fieldOf(''), cursor: 0,
	});
};

function startFilter(app: App): void {
	const pane = activePane(app);
	const {filter} = pane.get();
	const show = (text: string) => {
		pane.change(state => withFilter(state, text));
	};

	app.stores.window.open({
		kind: 'prompt',
		label: 'Show only names with:',
		field: fieldOf(filter),
		onChange: show,
		onSubmit(text) {
			show(text);
			app.stores.browsing.rememberFilter(text);
		},
		onCancel() {
			show('');
		},
	});
}

const browserCommands: readonly AppCommand[] = [
	{
		id: 'filter', title: 'Show only some names', keys: ['/'], run: startFilter,
	},
	{
		id: 'sort-name', title: 'Sort by name', hint: 'name', keys: ['s n'], run: sortBy('name'),
	},
	{
		id: 'sort-size', title: 'Sort by size', hint: 'size', keys: ['s s'], run: sortBy('size'),
	},
	{
		id: 'sort-time', title: 'Sort by time', hint: 'time', keys: ['s m'], run: sortBy('modified'),
	},
	{
		id: 'sort-extension', title: 'Sort by ending', hint: 'ending', keys: ['s e'], run: sortBy('extension'),
	},
	{
		id: 'sort-kind', title: 'Sort by kind: pictures, music, documents', hint: 'kind', keys: ['s k'], run: sortBy('kind'),
	},
	{
		id: 'sort-reverse',
		title: 'Turn the order round', hint: 'reverse',
		keys: ['s r'],
		run(app: App) {
			const pane = activePane(app);
			const {sort} = pane.get();
			app.attempt(async () => pane.sortBy({...sort, isReversed: !sort.isReversed}));
		},
	},
	{
		id: 'folder-sizes', title: 'Count what is in folders: marked, or under the cursor; on .. all', keys: ['z'], run: countFolders,
	},
	{
		id: 'compare', title: 'Compare both panes, or no longer', hint: 'compare', keys: ['= c'], run: toggleComparison,
	},
	{
		id: 'compare-hash', title: 'Compare by content: read the files whose MD5 is not known', hint: 'hash', keys: ['= h'], run: compareByContent,
	},
	{
		id: 'mark-differences', title: 'Mark what differs', hint: 'mark', keys: ['= m'], run: markDifferences,
	},
	{
		id: 'together', title: 'Synchronised browsing: both panes go into folders and up together', hint: 'sync', keys: ['= s'], run: toggleTogether,
	},
	{
		id: 'next-interesting',
		title: 'Next difference, or next name with what was looked for',
		keys: ['n'],
		run(app: App) {
			goToNext(app, 1);
		},
	},
	{
		id: 'previous-interesting',
		title: 'The one before',
		keys: ['N'],
		run(app: App) {
			goToNext(app, -1);
		},
	},
	{
		id: 'hidden',
		title: 'Show or hide hidden files',
		keys: ['.', 'Alt-.'],
		run(app: App) {
			const isShown = !activePane(app).get().showsHidden;
			for (const pane of app.panes) {
				pane.change(state => withHidden(state, isShown));
			}

			app.stores.messages.say(isShown ? 'Hidden files are shown.' : 'Hidden files are not shown.');
		},
	},
	{
		id: 'accounts', title: 'Accounts: plan and room; show another one, sign in, sign out', hint: 'account', keys: ['g a'], run: showAccounts,
	},
	{
		id: 'key-check', title: 'Key check: what a key sends, and what it does', hint: 'key check', keys: ['g k'], run: startKeyCheck,
	},
	{
		id: 'reload',
		title: 'Read the folder again',
		keys: ['Ctrl-R'],
		run(app: App) {
			app.attempt(async () => activePane(app).reload());
			app.service.refreshAccount();
		},
	},
	{
		id: 'leave', title: 'Quit, in the panes; in every other screen the same keys go back', short: 'Quit', keys: ['q', 'Ctrl-C'], run: startQuit,
	},
].map(command => ({...command, where: 'browser', group: 'view'}));

const everywhere: readonly AppCommand[] = [
	{
		id: 'help', title: 'All keys; type to search, Enter runs', short: 'Help', keys: ['F1', '?'], run: openCommands('Keys'),
	},
	{
		id: 'palette', title: 'All commands by name', short: 'Menu', keys: ['F2', ':'], run: openCommands('Commands'),
	},
	{
		id: 'settings',
		title: 'Settings: every one with its meaning and default', hint: 'settings',
		keys: ['g ,'],
		run(app: App) {
			showSettings(app);
		},
	},
	{
		id: 'log', title: 'Log: what was said and what went wrong', hint: 'log', keys: ['g l'], run: showLog,
	},
	{
		id: 'redraw',
		title: 'Draw the screen again',
		keys: ['Ctrl-L'],
		run({terminal: {redraw}}: App) {
			redraw();
		},
	},
	{
		id: 'suspend',
		title: 'Back to the shell for a while; fg returns',
		keys: ['Ctrl-Z'],
		run({terminal: {suspend}}: App) {
			suspend();
		},
	},
	{
		id: 'quit', title: 'Quit', short: 'Quit', keys: ['F10'], run: startQuit,
	},
].map(command => ({...command, where: 'anywhere', group: 'view'}));

export const viewCommands: readonly AppCommand[] = [...browserCommands, ...everywhere];
