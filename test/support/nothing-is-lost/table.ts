import type {OperationKind} from './operations.ts';

/*
Every command of the command line and of the screen: the operation of the test that covers it, or why it changes nothing.
nothing-is-lost-table.test.ts compares it with the two real tables.
*/

export type Mark = {readonly by: readonly OperationKind[]} | {readonly changesNothing: string};

const by = (...kinds: readonly OperationKind[]): Mark => ({by: kinds});
const nothing = (why: string, ...ids: readonly string[]): Readonly<Record<string, Mark>> => Object.fromEntries(ids.map(id => [id, {changesNothing: why}]));

export const wordMarks: Readonly<Record<string, Mark>> = {
	cp: by('copy', 'put', 'standard-input'),
	mv: by('copy', 'put'),
	mkdir: by('make-folder'),
	rm: by('remove'),
	touch: by('touch'),
	'trash restore': by('restore'),
	'trash rm': by('destroy'),
	'trash empty': by('empty-trash'),
	versions: by('version'),
	queue: by('queue'),
	places: by('trash-place'),
	...nothing('reads only', 'about', 'cat', 'ls', 'trash ls'),
	...nothing('changes the configuration, no file', 'accounts', 'config', 'login', 'logout'),
	...nothing('content, name and place stay as they are', 'link'),
	...nothing('prints a script', 'completion'),
	...nothing('serves an account of its own', 'sandbox'),
	...nothing('works in a folder of its own, which it deletes', 'doctor'),
};

const listKeys = (name: string) => ['up', 'down', 'page-up', 'page-down', 'first', 'last', 'reload', 'close'].map(move => `${name}-${move}`);

export const keyMarks: Readonly<Record<string, Mark>> = {
	copy: by('copy'),
	move: by('copy'),
	edit: by('edit'),
	'new-folder': by('make-folder'),
	'new-file': by('new-file'),
	trash: by('trash', 'remove'),
	rename: by('rename', 'rename-several'),
	undo: by('undo'),
	'set-time': by('touch'),
	restore: by('restore', 'restore-taken'),
	'copy-trashed': by('copy-trashed'),
	destroy: by('destroy'),
	'empty-trash': by('empty-trash'),
	'make-current': by('version'),
	'fetch-version': by('fetch-version'),
	'clear-failed': by('clear-failed'),
	'copy-latest': by('copy'),
	'trash-place': by('trash-place'),
	decide: by('copy', 'put', 'undo'), // the person of a machine answers what these ask
	retry: by('queue'),
	'retry-all': by('queue'),
	pause: by('queue'),
	'pause-item': by('queue'),
	'remove-item': by('queue'),
	'cancel-item': by('queue'),
	'cancel-all': by('queue'),
	'clear-finished': by('queue'),
	...nothing('shows a file, or opens a copy of it', 'view', 'open-outside', 'enter', 'info', ...['up', 'down', 'page-up', 'page-down', 'first', 'last', 'search', 'next', 'previous', 'hex', 'picture', 'again', 'close'].map(move => `view-${move}`)),
	...nothing('goes somewhere', 'up', 'down', 'page-up', 'page-down', 'half-page-up', 'half-page-down', 'first', 'last', 'parent', 'back', 'forward', 'go-home', 'go-root', 'go-path', 'find', 'bookmark', 'go-bookmark', 'go-other', 'swap-panes', 'other-pane', 'next-interesting', 'previous-interesting', 'together'),
	...nothing('marks rows', 'mark', 'range', 'mark-all', 'invert-marks', 'mark-pattern', 'unmark-pattern', 'mark-differences', 'clear', 'trash-mark', 'trash-mark-all'),
	...nothing('changes what is shown, and how', 'filter', 'sort-name', 'sort-size', 'sort-time', 'sort-extension', 'sort-kind', 'sort-reverse', 'hidden', 'reload', 'redraw', 'help', 'palette', 'log', 'key-check', 'trash-below'),
	...nothing('reads only', 'folder-sizes', 'compare', 'compare-hash', 'copy-path', 'copy-name', 'copy-md5'),
	...nothing('opens a list', 'open-places', 'open-place', 'open-trash', 'open-folder-trash', 'open-latest', 'open-links', 'versions', 'enter-trashed', 'show-trashed', 'show-latest', 'show-shared', 'queue', 'close-queue'),
	...nothing('moves in a list', ...['places', 'latest', 'trash', 'versions', 'links'].flatMap(name => listKeys(name)), 'queue-up', 'queue-down', 'queue-page-up', 'queue-page-down', 'queue-first', 'queue-last', 'next-tab', 'previous-tab'),
	...nothing('content, name and place stay as they are', 'copy-link', 'copy-link-again', 'link-off', 'turn-link-off'),
	...nothing('changes the configuration, no file', 'accounts', 'settings', 'make-home'),
	...nothing('makes a new empty place beside those that are there', 'new-place'),
	...nothing('says when and how fast what was asked for is done', 'earlier', 'later', 'limit', 'when-finished'),
	...nothing('leaves the screen; the engine goes on', 'suspend', 'quit', 'leave'),
};
