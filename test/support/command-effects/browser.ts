import {keys} from '../program/app.ts';
import type {Scene} from '../program/scene.ts';
import {
	leadsTo,
	opens,
	step,
	type Effect,
	type Effects,
} from './effect.ts';

/*
What each command of the panes does. The right pane starts at `Archive › work`, with the cursor on the folder
alpha; below it are beta.txt, gamma.md, row 00.txt to row 59.txt and zed.jpg. The left pane has a folder alpha and mine.txt.
*/

const place = (scene: Scene, pane: 'left' | 'right') => scene[pane]().split('\n', 2)[1] ?? '';
const goesTo = (where: string, after: string): Effect => ({shows: scene => place(scene, 'right').includes(where), after});
const marks = (first = ''): Effect => ({first, shows: scene => scene.right().includes('marked'), after: keys.Esc});
const copies = (text: string): Effect => ({first: step, shows: scene => scene.copied().filter(copied => copied === text).length});
const onRow = (name: string, first = ''): Effect => ({first, shows: scene => scene.cursor().includes(name)});

async function inAlpha(scene: Scene): Promise<void> {
	scene.type(keys.Enter);
	await scene.until(() => place(scene, 'right').includes('alpha') && scene.right().includes('inside.txt'));
}

const fileEffects: Effects = {
	view: {...leadsTo('Space page'), first: step},
	edit: {first: step, shows: scene => scene.text().includes('Not changed: nothing is sent')},
	copy: opens('┌─ Copy alpha'),
	move: opens('┌─ Move alpha'),
	'new-folder': opens('New folder'),
	'new-file': opens('New empty file'),
	trash: opens('┌─ Move to the trash?'),
	rename: opens('Rename'),
	undo: {
		async first({type, until, right, text}) {
			type(step + keys.F8);
			await until(() => text().includes('┌─ Move to the trash?'));
			type('y');
			await until(() => !right().includes('beta.txt'));
		},
		shows: ({right}) => right().includes('beta.txt'),
	},
	'open-outside': {first: step, shows: scene => scene.text().includes('There is no desktop here')},
	'set-time': opens('beta.txt modified at', step),
	info: opens('┌─ beta.txt', step),
};

const moveEffects: Effects = {
	up: onRow('alpha', step),
	down: onRow('beta'),
	'page-up': {first: keys.End, shows: scene => !scene.cursor().includes('zed')},
	'page-down': onRow('row '),
	'half-page-up': {first: keys.End, shows: scene => !scene.cursor().includes('zed')},
	'half-page-down': onRow('row '),
	first: onRow('..', keys.End),
	last: onRow('zed'),
	enter: goesTo('alpha', 'h'),
	parent: {shows: scene => place(scene, 'right').includes('Archive ─'), after: '['},
	back: {first: inAlpha, shows: scene => place(scene, 'right').includes('work ─')},
	forward: {
		async first(scene) {
			await inAlpha(scene);
			scene.type('[');
			await scene.until(() => place(scene, 'right').includes('work ─'));
		},
		shows: scene => place(scene, 'right').includes('alpha'),
		after: 'h',
	},
	'go-home': {shows: scene => place(scene, 'right').includes('Archive ─'), after: '['},
	'go-root': leadsTo('PLACES of'),
	'go-path': opens('Go to (Tab'),
	find: opens('Find below'),
	bookmark: opens('┌─ Bookmark '),
	'go-bookmark': opens('┌─ Bookmarks'),
	'go-other': goesTo('~/left', '['),
	'swap-panes': goesTo('~/left', 'gx'),
	'other-pane': {shows: scene => scene.cursorColumn() === 0, after: keys.Tab},
};

const markEffects: Effects = {
	mark: marks(),
	range: {shows: scene => scene.right().includes('range: move, then v'), after: keys.Esc},
	'mark-all': marks(),
	'invert-marks': marks(),
	'mark-pattern': opens('Mark names like:'),
	'unmark-pattern': opens('Unmark names like:'),
	clear: {first: ' ', shows: scene => !scene.right().includes('marked')},
};

const heads = (text: string) => (scene: Scene) => (scene.right().split('\n', 3)[2] ?? '').includes(text);
const order = (one: string, other: string) => (scene: Scene) => scene.right().includes(one) && (!scene.right().includes(other) || scene.right().indexOf(one) < scene.right().indexOf(other));

const viewEffects: Effects = {
	filter: opens('Show only names with:'),
	'sort-name': {first: 'ss', shows: heads('Name ↑')},
	'sort-size': {shows: heads('Size ↑'), after: 'sn'},
	'sort-time': {shows: heads('Modified ↑'), after: 'sn'},
	'sort-extension': {shows: order('gamma.md', 'beta.txt'), after: 'sn'},
	'sort-kind': {shows: order('zed.jpg', 'beta.txt'), after: 'sn'},
	'sort-reverse': {shows: heads('Name ↓'), after: 'sr'},
	'folder-sizes': {shows: scene => /alpha\/ +\d/v.test(scene.right()), after: '\u{12}'},
	compare: {shows: scene => scene.right().includes('> beta.txt'), after: '=c'},
	'compare-hash': {shows: scene => scene.right().includes('> beta.txt'), after: '=c'},
	'mark-differences': {
		shows: scene => scene.right().includes('marked'),
		async after(scene) {
			for (const pane of ['right', 'left'] as const) {
				scene.type(keys.Esc);
				await scene.until(() => !scene[pane]().includes('marked'));
				scene.type(keys.Tab);
			}

			scene.type('=c');
		},
	},
	together: {
		behind: keys.Enter,
		shows: scene => place(scene, 'left').includes('left/alpha') && place(scene, 'right').includes('alpha'),
		async after(scene) {
			scene.type('h');
			await scene.until(() => !scene.text().includes('alpha ─'));
			scene.type('=s');
		},
	},
	'next-interesting': onRow('row '),
	'previous-interesting': onRow('row ', keys.End),
	hidden: {shows: scene => scene.right().includes('.hidden'), after: '.'},
	accounts: opens('┌─ Accounts'),
	'key-check': opens('┌─ Key check'),
	reload: {shows: scene => scene.asked(/Archive\/work\/?(?:\?|$)/v)},
};

const cloudEffects: Effects = {
	'open-places': leadsTo('PLACES of'),
	'open-trash': leadsTo(' TRASH  '),
	'open-folder-trash': leadsTo(' TRASH of work'),
	'open-latest': leadsTo(' LATEST '),
	versions: {...leadsTo(' VERSIONS of beta.txt'), first: step},
	'open-links': leadsTo(' SHARED BY A LINK'),
	'copy-link': {first: step, shows: scene => scene.copied().filter(copied => copied.startsWith('http')).length},
	'link-off': opens('┌─ Turn the link off?', step),
	'copy-path': copies('jotta:/Jotta/Archive/work/beta.txt'),
	'copy-name': copies('beta.txt'),
	'copy-md5': {first: step, shows: scene => scene.copied().filter(copied => /^[\da-f]{32}$/v.test(copied)).length},
};

export const browserEffects: Effects = {
	...fileEffects, ...moveEffects, ...markEffects, ...viewEffects, ...cloudEffects,
};

/** What works everywhere, tested in the panes of a program that a shell has started. */
export const everywhereEffects = (command: string): Effects => ({
	help: opens('┌─ Keys'),
	palette: opens('┌─ Commands'),
	settings: opens('┌─ Settings'),
	log: opens('┌─ Log'),
	redraw: {shows: scene => scene.terminal.raw().split('F10 Quit q').length},
	suspend: {shows: scene => scene.text().includes('Stopped'), after: 'fg\r'},
	quit: {shows: scene => !scene.terminal.isAlternate(), after: command},
	leave: {shows: scene => !scene.terminal.isAlternate(), after: command},
	queue: leadsTo(' TRANSFERS '),
	pause: {shows: scene => scene.text().includes('The queue is paused: p goes on.'), after: 'p'},
});
