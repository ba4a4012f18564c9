import {counted} from '../../../format.ts';
import type {Comparison} from '../../../files/compare.ts';
import {isSameLocation} from '../../../files/location.ts';
import type {App} from '../../app.ts';
import {activePane} from '../../panes.ts';
import {isDifference} from '../../stores/comparison.ts';
import {withCursor} from '../../stores/pane/cursor.ts';
import {withMarks} from '../../stores/pane/marks.ts';

/** Starts or stops comparing the two panes. */
export function toggleComparison(app: App): void {
	const {stores: {comparison, messages}} = app;
	if (comparison.isOn()) {
		comparison.toggle();
		messages.say('The panes are compared no longer.');
		return;
	}

	withVerdicts(app, 'Compared as soon as both sides are read.', () => {
		messages.say(`Compared: ${comparedText(app)} = m marks differences, n goes to the next.`);
	});
}

/** How many of the rows differ, and what the comparison does not know. */
export function comparedText({stores: {comparison}, panes}: App): string {
	const {verdicts} = comparison.get();
	const [left = 0, right = 0] = panes.map((pane, side) => pane.get().rows.filter(({segment}) => isDifference(verdicts?.[side]?.get(segment))).length);
	const open = panes[0].get().rows.filter(({segment}) => verdicts?.[0].get(segment) === 'unknown');
	const unseen = open.filter(({failure}) => failure !== undefined).length;
	const folders = open.filter(({kind, failure}) => kind === 'folder' && failure === undefined).length;
	const files = open.length - unseen - folders;
	const unknown = [
		...(folders > 0 ? [`${counted(folders, 'folder')} not looked into`] : []),
		...(files > 0 ? [`${counted(files, 'file')} only by size and time (= h reads them)`] : []),
		...(unseen > 0 ? [`${counted(unseen, 'item')} could not be looked at`] : []),
	];
	return `${[`${counted(left, 'difference')} left, ${right} right`, ...unknown].join('; ')}.`;
}

/** Marks in both panes the rows that differ or exist on one side only, and none that a person does not see: now, or as soon as both sides are read. */
export function markDifferences(app: App): void {
	withVerdicts(app, 'Marked as soon as both sides are read. Esc leaves.', verdicts => {
		const {panes, stores: {messages}} = app;
		for (const [side, pane] of panes.entries()) {
			pane.change(state => withMarks(state, new Set(state.rows.map(({segment}) => segment).filter(segment => isDifference(verdicts[side]!.get(segment))))));
		}

		messages.say(`Marked what differs: ${panes[0].get().marks.size} left, ${panes[1].get().marks.size} right.`);
	});
}

/** Compares the panes and goes on with the verdicts. A side that is still being read is waited for, unless the person leaves or goes elsewhere. */
export function withVerdicts({stores: {comparison, messages}, panes, work}: App, notice: string, goOn: (verdicts: Comparison) => void): void {
	comparison.begin();
	const {verdicts} = comparison.get();
	if (verdicts) {
		goOn(verdicts);
		return;
	}

	const [unread] = panes.flatMap((pane, side) => pane.get().problem === undefined ? [] : [side === 0 ? 'left' : 'right']);
	messages.say(unread === undefined ? notice : `${notice} The ${unread} one could not be: Ctrl-R there reads it again.`);
	const places = panes.map(pane => pane.get().location);
	work.run(async signal => {
		const late = await comparison.whenCompared(signal);
		if (late && panes.every((pane, side) => isSameLocation(pane.get().location, places[side]!))) {
			goOn(late);
		}
	});
}

/** Moves the cursor to the next difference, or without a comparison to the next name that matches the last filter. */
export function goToNext(app: App, step: 1 | -1): void {
	const {stores: {comparison, window, browsing, messages}} = app;
	const pane = activePane(app);
	const {rows, cursor} = pane.get();
	const verdicts = comparison.get().verdicts?.[window.get().active];
	const {lastFilter} = browsing.get();
	if (!verdicts && lastFilter === '') {
		messages.say('Nothing to go to: / looks for a name, = c compares the panes.');
		return;
	}

	for (let row = cursor + step; row >= 0 && row < rows.length; row += step) {
		const {segment, name} = rows[row]!;
		if (verdicts ? isDifference(verdicts.get(segment)) : name.toLowerCase().includes(lastFilter.toLowerCase())) {
			pane.change(state => withCursor(state, row));
			return;
		}
	}

	messages.say(`No more ${verdicts ? 'differences' : `names with “${lastFilter}”`} ${step === 1 ? 'below' : 'above'}.`);
}

/** Makes the other pane follow the active one into folders and up, or stops that. */
export function toggleTogether({stores: {browsing, messages}, panes: [left, right]}: App): void {
	const isOn = browsing.get().together.state === 'off';
	browsing.setTogether(isOn ? {state: 'on', pair: [left.get().location, right.get().location]} : {state: 'off'});
	messages.say(isOn ? 'Synchronised browsing on: both panes go into folders of one name, and up.' : 'Synchronised browsing off.');
}
