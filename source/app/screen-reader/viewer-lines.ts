import {longSize} from '../../format.ts';
import type {WindowSize} from '../terminal/window-size.ts';
import {shownRows} from '../layout/view-text.ts';
import type {ViewerState} from '../stores/viewer.ts';
import type {SpokenLine} from './speaker.ts';

/** The rows of the file that fit in the window; scrolling by one says one more. */
export function viewerLines(state: ViewerState, {columns, rows}: WindowSize): readonly SpokenLine[] {
	const {name, size, isLoading, isHex, problem, searching} = state;
	const shown = shownRows(state, {cells: columns, height: Math.max(1, rows - 4)});
	return [
		{text: `${name}, ${longSize(size)}`},
		...(problem ? [{text: `Problem: ${problem.sentence}`}] : []),
		...(isLoading && shown.length === 0 ? [{text: 'reading…'}] : []),
		...(searching ? [{text: 'searching…'}] : []),
		...shown.map(({text, at}) => ({text, about: `${at} ${String(isHex)}`})),
	];
}
