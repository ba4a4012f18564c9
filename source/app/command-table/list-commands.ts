import type {App} from '../app.ts';
import type {Screen} from '../stores/window.ts';
import type {AppCommand} from './app-command.ts';

/** The screens that are one list. */
export type ListName = 'places' | 'trash' | 'versions' | 'links' | 'latest';

const moveBy = (name: ListName, rows: number) => (app: App) => {
	const list = app.stores[name];
	list.moveTo(list.get().cursor + rows);
};

/** Back to the panes; stops reading the list. */
const back = (name: ListName) => (app: App) => {
	app.stores[name].stop();
	app.stores.window.show('browser');
};

/** Commands that every list has. */
export const listCommands = (name: ListName, load: (app: App) => void, leave = back(name)): readonly AppCommand[] => ([
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
		id: `${name}-close`, title: 'Back, one level at a time', keys: ['Esc', 'Backspace', 'h', 'Left', 'q', 'Ctrl-C'], run: leave,
	},
] as const).map(command => inScreen(name, command));

/** Commands that mark rows, for lists where a command acts on several. */
export const listMarkCommands = (name: ListName): readonly AppCommand[] => [
	{
		id: `${name}-mark`,
		title: 'Mark a row, and step on',
		keys: ['Space', 'Insert', 'Ctrl-T'],
		run(app: App) {
			app.stores[name].toggle();
		},
	},
	{
		id: `${name}-mark-all`,
		title: 'Mark all rows, or none',
		keys: ['Ctrl-A'],
		run(app: App) {
			app.stores[name].toggleAll();
		},
	},
].map(command => inScreen(name, command));

/** A command of the group `cloud` that works on one screen. */
export function inScreen(where: Screen, command: Pick<AppCommand, 'id' | 'title' | 'keys' | 'run' | 'short' | 'hint'>): AppCommand {
	return {...command, where, group: 'cloud'};
}
