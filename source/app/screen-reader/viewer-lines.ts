import {longSize} from '../../format.ts';
import type {WindowSize} from '../terminal/window-size.ts';
import {hexRow, hexRowCount, textRows} from '../layout/view-text.ts';
import type {ViewerState} from '../stores/viewer.ts';
import type {SpokenLine} from './speaker.ts';

/** The rows of the file that fit in the window; scrolling by one says one more. */
export function viewerLines({name, size, from, bytes, isAtEnd, isLoading, isHex, top, problem, encoding}: ViewerState, {columns, rows}: WindowSize): readonly SpokenLine[] {
	const height = Math.max(1, rows - 4);
	const text = isHex ? [] : textRows(bytes, {cells: columns, isAtEnd, encoding});
	const count = isHex ? hexRowCount(bytes) : text.length;
	const first = Math.min(top, Math.max(0, count - height));
	const shown = Array.from({length: Math.min(height, count - first)}, (_, index) => first + index);
	return [
		{text: `${name}, ${longSize(size)}`},
		...(problem ? [{text: `Problem: ${problem.sentence}`}] : []),
		...(isLoading && count === 0 ? [{text: 'reading…'}] : []),
		...shown.map(row => ({text: isHex ? hexRow(bytes, {row, from}) : text[row]!, about: `${from} ${row} ${String(isHex)}`})),
	];
}
