import {cleanText} from '../../clean-text.ts';
import type {ComparisonVerdict} from '../../files/compare.ts';
import type {Entry} from '../../files/entry.ts';
import {
	longDate,
	longSize,
	shortDate,
	shortSize,
} from '../../format.ts';
import {parentRow} from '../stores/pane/state.ts';
import type {Sort} from '../stores/sorting.ts';
import {
	cutEnd,
	cutMiddle,
	padEnd,
	padStart,
} from '../text/cut-text.ts';
import type {Columns} from './columns.ts';
import type {Glyphs} from './glyphs.ts';

type RowOptions = {
	readonly isMarked: boolean;
	readonly now: number;
	readonly glyphs: Glyphs;
	readonly verdict?: ComparisonVerdict | undefined; // while the panes are compared
	readonly side?: 0 | 1;
};

/** An entry as one line of exactly the pane's width. */
export function rowText(entry: Entry, columns: Columns, {isMarked, now, glyphs, verdict, side = 0}: RowOptions): string {
	const state = entry.kind === 'other' ? glyphs.problem : (verdict === undefined ? ((entry.symlink ?? entry.publicLink) === undefined ? ' ' : '@') : verdictGlyph(verdict, side, glyphs));
	return lineOf(columns, {
		marks: `${isMarked ? glyphs.mark : ' '}${state} `,
		name: nameText(entry, columns.name),
		size: sizeText(entry, columns),
		date: dateText(entry, columns, now),
		extra: columns.hasState ? stateText(verdict) : extraText(entry),
	});
}

function verdictGlyph(verdict: ComparisonVerdict, side: 0 | 1, {same, differs, onlyLeft, onlyRight, unknown}: Glyphs): string {
	return {
		same, differs, newer: differs, 'only-here': side === 0 ? onlyLeft : onlyRight, unknown,
	}[verdict];
}

export const stateWords = {
	same: 'same', differs: 'differs', newer: 'newer', 'only-here': 'only here', unknown: '',
} as const;

function stateText(verdict: ComparisonVerdict | undefined): string {
	return verdict === undefined ? '' : stateWords[verdict];
}

function nameText({name, kind}: Entry, cells: number): string {
	const shown = cleanText(name);
	const ending = kind === 'folder' ? '/' : '';
	return cells > 1 ? padEnd(cutMiddle(shown, cells - ending.length) + (name === '..' ? '' : ending), cells) : cutEnd(shown, cells);
}

function sizeText(entry: Entry, {hasTime, size}: Columns): string {
	if (entry === parentRow) {
		return 'UP';
	}

	return entry.size === undefined ? '' : cutEnd(hasTime && size >= 8 ? longSize(entry.size).replace(' bytes', ' B').replace(' byte', ' B') : shortSize(entry.size), size);
}

function dateText({modified}: Entry, {hasTime, date}: Columns, now: number): string {
	return modified === undefined || date === 0 ? '' : (hasTime ? longDate(modified) : shortDate(modified, now));
}

function extraText({md5, revision}: Entry): string {
	return md5 === undefined ? '' : `${md5.slice(0, 4)}…${md5.slice(-2)}${revision === undefined ? '' : ` v${revision}`}`;
}

/** The column heads, with an arrow at the one that is sorted by. */
export function headText(columns: Columns, sort: Sort, {ascending, descending}: Glyphs): string {
	const arrow = (key: Sort['key'], text: string) => sort.key === key ? `${text} ${sort.isReversed ? descending : ascending}` : text;
	return lineOf(columns, {
		marks: ' '.repeat(3),
		name: padEnd(cutEnd(sort.key === 'extension' ? arrow('extension', 'Name') : arrow('name', 'Name'), columns.name), columns.name),
		size: columns.size < 6 ? (sort.key === 'size' ? `Size${sort.isReversed ? descending : ascending}` : 'Size') : arrow('size', 'Size'),
		date: columns.hasTime ? arrow('modified', 'Modified') : (sort.key === 'modified' ? `Mtime${sort.isReversed ? descending : ascending}` : 'Mtime'),
		extra: columns.hasState ? 'State' : 'MD5',
	});
}

type Texts = {readonly marks: string; readonly name: string; readonly size: string; readonly date: string; readonly extra: string};

function lineOf({width, size, date, extra, hasTime}: Columns, texts: Texts): string {
	const cells = [
		texts.marks + texts.name,
		...(size > 0 ? [padStart(cutEnd(texts.size, size), size)] : []),
		...(date > 0 ? [hasTime ? padEnd(cutEnd(texts.date, date), date) : padStart(cutEnd(texts.date, date), date)] : []),
		...(extra > 0 ? [padEnd(cutEnd(texts.extra, extra), extra)] : []),
	];
	return padEnd(cutEnd(cells.join(' '), width), width);
}
