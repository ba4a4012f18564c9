import {isTrashEmpty, md5OfText, type State} from './state.ts';
import {firstPlan} from './scenarios.ts';

/** Keys of a person in the file manager, and what is true once it has done what they ask. */
export type ScreenScenario = {
	readonly name: string;
	readonly before?: readonly string[]; // keys on an honest line: opens the list in which it happens
	readonly row?: string; // under the cursor
	readonly keys: readonly string[];
	readonly answer?: readonly string[]; // to the dialog that opens
	readonly isDone?: (after: State) => boolean;
	/** What is read is shown in this list; without an answer that says so it is not empty. */
	readonly list?: 'places' | 'trash' | 'links' | 'latest' | 'versions' | 'pane';
	readonly isDestroying?: true;
};

const home = '/Jotta/Archive';
const at = ({cloud}: State, file: string) => cloud.get(`${home}/${file}`);
const list = (name: string, keys: readonly string[], shown: NonNullable<ScreenScenario['list']>, row?: string): ScreenScenario => ({
	name, keys, list: shown, ...(row !== undefined && {row}),
});
const destroys = {isDestroying: true} as const;

export const screenScenarios: readonly ScreenScenario[] = [
	list('the pane', ['Ctrl-R'], 'pane'),
	list('the places', ['g', 'd'], 'places'),
	list('the trash', ['g', 't'], 'trash'),
	list('the trash of a folder', ['g', 'T'], 'trash'),
	list('the latest', ['g', 'c'], 'latest'),
	list('the links', ['g', 's'], 'links'),
	list('the versions', ['V'], 'versions', 'plan.txt'),
	{name: 'a folder', row: 'album', keys: ['Enter']},
	{name: 'the viewer', row: 'notes.txt', keys: ['F3']},
	{name: 'all that is known of a file', row: 'plan.txt', keys: ['i']},
	{name: 'counting a folder', row: 'album', keys: ['z']},
	{
		name: 'the box before a copy', row: 'album', keys: ['F5'], answer: ['Esc'],
	},
	{name: 'finding', keys: ['Alt-/'], answer: ['n', 'o', 't', 'Enter']},
	{name: 'the accounts', keys: ['g', 'a']},
	{
		name: 'a new folder', keys: ['F7'], answer: [...'made', 'Enter'], isDone: after => at(after, 'made')?.kind === 'folder',
	},
	{
		name: 'a file to the trash', row: 'notes.txt', keys: ['F8'], answer: ['y'], isDone: after => at(after, 'notes.txt')?.isTrashed !== false,
	},
	{
		name: 'a folder to the trash', row: 'album', keys: ['F8'], answer: ['y'], isDone: after => at(after, 'album')?.isTrashed !== false,
	},
	{
		name: 'another name', row: 'notes.txt', keys: ['r'], answer: ['Ctrl-U', ...'renamed', 'Enter'], isDone: after => at(after, 'renamed.txt')?.md5 === md5OfText('notes'),
	},
	{
		name: 'another time', row: 'notes.txt', keys: ['M'], answer: ['Ctrl-U', ...'2020-01-01T12:00:00Z', 'Enter'], isDone: after => at(after, 'notes.txt')?.modified === Date.UTC(2020, 0, 1, 12),
	},
	{
		name: 'a link', row: 'notes.txt', keys: ['y', 'l'], isDone: after => at(after, 'notes.txt')?.link !== undefined,
	},
	{
		name: 'no link', row: 'plan.txt', keys: ['y', 'u'], answer: ['y'], isDone: after => at(after, 'plan.txt')?.link === undefined,
	},
	{
		name: 'restoring a file', before: ['g', 't'], row: 'old.txt', keys: ['r'], isDone: after => at(after, 'old.txt')?.isTrashed === false,
	},
	{
		name: 'restoring a folder', before: ['g', 't'], row: 'drafts', keys: ['r'], isDone: after => at(after, 'drafts/a.txt')?.isTrashed === false,
	},
	{
		name: 'deleting for good', before: ['g', 't'], row: 'old.txt', keys: ['x'], answer: ['y'], isDone: after => at(after, 'old.txt') === undefined, ...destroys,
	},
	{
		name: 'emptying the trash', before: ['g', 't'], keys: ['E'], answer: [...'empty', 'Enter'], isDone: isTrashEmpty, ...destroys,
	},
	{
		name: 'an old version', before: ['V'], row: 'plan.txt', keys: ['Down', 'r'], answer: ['y'], isDone: after => at(after, 'plan.txt')?.md5 === md5OfText(firstPlan),
	},
	{
		name: 'a link in the list', before: ['g', 's'], keys: ['x'], answer: ['y'], isDone: after => at(after, 'plan.txt')?.link === undefined,
	},
];
