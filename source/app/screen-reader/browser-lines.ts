import type {ComparisonVerdict} from '../../files/compare.ts';
import type {Entry} from '../../files/entry.ts';
import {counted, longDate, longSize} from '../../format.ts';
import type {App} from '../app.ts';
import {activePane} from '../panes.ts';
import {placeText, shownItems, togetherText} from '../layout/rules.ts';
import {stateWords} from '../layout/row-text.ts';
import {markCount, markedBytes} from '../stores/pane/marks.ts';
import {currentRow, parentRow, type PaneState} from '../stores/pane/state.ts';
import {problemWith, type OwnKeys} from '../keymap/advice-text.ts';
import type {SpokenLine} from './speaker.ts';

/** The active pane: its folder, how much is in it, and the row under the cursor. */
export function browserLines(app: App): readonly SpokenLine[] {
	const {active} = app.stores.window.get();
	const pane = activePane(app).get();
	const together = togetherText(app.stores.browsing.get().together);
	const place = `${active === 0 ? 'Left' : 'Right'} pane: ${placeText(pane, app.service, app.terminal.glyphs)}${together === '' ? '' : `, ${together}`}`;
	const row = currentRow(pane);
	const verdict = row && app.stores.comparison.get().verdicts?.[active].get(row.segment);
	return [
		{text: place},
		...contentLines(pane, place, app.terminal.keymap),
		...(row ? [rowLine(row, place, {isMarked: pane.marks.has(row.segment), verdict})] : []),
	];
}

/** Said when the folder has been read and when marks or filter change, not for each new file. */
function contentLines(pane: PaneState, place: string, keys: OwnKeys): readonly SpokenLine[] {
	const {problem, isLoading, entries, filter, anchor} = pane;
	if (problem) {
		return [{text: `Problem: ${problemWith('Ctrl-R reads again.', problem, keys)}`}];
	}

	if (isLoading) {
		return entries.length === 0 ? [{text: 'reading…', about: `reading ${place}`}] : [];
	}

	const marked = markCount(pane);
	const text = [
		counted(shownItems(pane), 'item'),
		...(filter === '' ? [] : [`filter “${filter}”`]),
		...(marked > 0 ? [`${marked} marked, ${longSize(markedBytes(pane))}`] : []),
		...(anchor === undefined ? [] : ['range: move, then v']),
	].join('; ');
	return [{text, about: ['content', place, filter, marked, anchor].join('\n')}];
}

function rowLine(row: Entry, place: string, {isMarked, verdict}: {readonly isMarked: boolean; readonly verdict: ComparisonVerdict | undefined}): SpokenLine {
	if (row === parentRow) {
		return {text: 'up to the folder above', about: `up from ${place}`};
	}

	const {name, kind, size, modified} = row;
	const text = [
		name,
		...(kind === 'file' ? [] : [kind === 'folder' ? 'folder' : 'neither file nor folder']),
		...(size === undefined ? [] : [longSize(size)]),
		...(modified === undefined ? [] : [longDate(modified)]),
		...(isMarked ? ['marked'] : []),
		...(verdict === undefined || stateWords[verdict] === '' ? [] : [stateWords[verdict]]),
	].join(', ');
	return {text, about: `${place}\n${text}`};
}
