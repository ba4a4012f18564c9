import type {App} from '../app.ts';
import {activePane} from '../panes.ts';
import {namePattern} from '../../files/name-pattern.ts';
import {fieldOf} from '../stores/field.ts';
import {withFilter} from '../stores/pane/rows.ts';
import {
	withAllMarked,
	withMarksWhere,
	withRange,
	withToggledMark,
	withoutMarks,
} from '../stores/pane/marks.ts';
import {hasName} from '../stores/pane/plain-name.ts';
import type {PaneState} from '../stores/pane/state.ts';
import type {AppCommand} from './app-command.ts';

const change = (step: (pane: PaneState) => PaneState) => (app: App) => {
	activePane(app).change(step);
};

const byPattern = (label: string, isMarked: boolean) => (app: App) => {
	app.stores.window.open({
		kind: 'prompt',
		label,
		field: fieldOf('*'),
		onSubmit(text) {
			const pattern = namePattern(text);
			activePane(app).change(pane => withMarksWhere(pane, (entry, wasMarked) => hasName(entry, pattern, {location: pane.location, names: app.service.names}) ? isMarked : wasMarked));
		},
	});
};

export const markCommands: readonly AppCommand[] = [
	{
		id: 'mark', title: 'Mark and step', keys: ['Insert', 'Space', 'Ctrl-T'], run: change(withToggledMark),
	},
	{
		id: 'range', title: 'Mark a range: once here, once there', keys: ['v'], run: change(withRange),
	},
	{
		id: 'mark-all', title: 'Mark all', keys: ['Ctrl-A'], run: change(withAllMarked),
	},
	{
		id: 'invert-marks', title: 'Invert the marks', keys: ['*'], run: change(pane => withMarksWhere(pane, (_, wasMarked) => !wasMarked)),
	},
	{
		id: 'mark-pattern', title: 'Mark by pattern', keys: ['+'], run: byPattern('Mark names like:', true),
	},
	{
		id: 'unmark-pattern', title: 'Unmark by pattern', keys: ['-'], run: byPattern('Unmark names like:', false),
	},
	{
		id: 'clear',
		title: 'Stop reading, end the range, clear the filter or the marks',
		keys: ['Esc'],
		run(app: App) {
			const pane = activePane(app);
			const {isLoading, anchor, filter} = pane.get();
			if (app.work.leave()) {
				app.stores.messages.say('Left.');
			} else if (isLoading) {
				pane.stop();
				app.attempt(async () => pane.refresh()); // the folder shown again may have changed meanwhile
			} else if (anchor !== undefined) {
				pane.change(state => ({...state, anchor: undefined}));
			} else if (filter === '') {
				pane.change(withoutMarks);
			} else {
				pane.change(state => withFilter(state, ''));
			}
		},
	},
].map(command => ({...command, where: 'browser', group: 'mark'}));
