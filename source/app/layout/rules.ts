import {cleanText} from '../../clean-text.ts';
import type {Entry} from '../../files/entry.ts';
import {counted, shortSize} from '../../format.ts';
import type {NameCodec} from '../../jotta/name-codec.ts';
import type {Together} from '../stores/browsing.ts';
import {markCount, markedBytes} from '../stores/pane/marks.ts';
import {parentRow, type PaneState} from '../stores/pane/state.ts';
import {cutEnd, cutStart} from '../text/cut-text.ts';
import {textWidth} from '../text/text-width.ts';
import type {Glyphs} from './glyphs.ts';

/*
The rules above and below a pane: where it is, and what is in it.
*/

/** A pane's location as a person writes it: `~/Pictures`, `Jotta › Archive › Pictures`. */
export function placeText({location}: Pick<PaneState, 'location'>, {homeFolder, names}: {readonly homeFolder: string; readonly names: NameCodec}, {crumb}: Glyphs): string {
	const {kind, path} = location;
	if (kind === 'local') {
		const isBelowHome = homeFolder !== '/' && (path === homeFolder || path.startsWith(`${homeFolder}/`));
		return cleanText(isBelowHome ? `~${path.slice(homeFolder.length)}` : path);
	}

	const segments = path.split('/').filter(Boolean).map(segment => cleanText(names.toShown(segment)));
	return segments.length === 0 ? `${location.account}: devices` : segments.join(` ${crumb} `);
}

const leastWithNote = 20; // cells: in less, the place matters more

/** `─ ~/Pictures ──── sync ─`, cut from the left, so that the last part stays. */
export function ruleText(text: string, cells: number, {rule}: Pick<Glyphs, 'rule'>, note = ''): string {
	if (cells < 6 || text === '') {
		return rule.repeat(Math.max(0, cells));
	}

	if (note !== '' && cells >= leastWithNote) {
		return `${ruleText(text, cells - textWidth(note) - 3, {rule})} ${note} ${rule}`;
	}

	const shown = cutStart(text, cells - 4);
	return `${rule} ${shown} ${rule.repeat(Math.max(0, cells - 3 - textWidth(shown)))}`;
}

/** Whether the panes go together, for the rules above both of them. */
export function togetherText({state}: Together): string {
	return state === 'off' ? '' : (state === 'on' ? 'sync' : 'sync: apart');
}

/** `3 marked 2.46G · 10 items · 212G free` */
export function footerText(pane: PaneState, cells: number, {dot}: Glyphs): string {
	const items = shownItems(pane);
	const marked = markCount(pane);
	const parts = [
		...(marked > 0 ? [`${marked} marked ${shortSize(markedBytes(pane))}${pane.elsewhere.length > 0 ? ` (${pane.elsewhere.length} elsewhere)` : ''}`] : []),
		...(pane.anchor === undefined ? [] : ['range: move, then v']),
		countText(pane, {items, marked}),
		...(pane.filter === '' ? [] : [`filter “${cleanText(pane.filter)}”`]),
		...(pane.location.kind === 'cloud' && marked === 0 && !pane.isLoading && pane.rows.some(({size}) => size !== undefined) ? [sizeOf(pane.rows)] : []),
		...(pane.free === undefined ? [] : [`${shortSize(pane.free)} free`]),
	];
	return cutEnd(parts.join(` ${dot} `), cells);
}

/** Nothing is counted of what is not read. */
function countText({isLoading, problem}: PaneState, {items, marked}: {readonly items: number; readonly marked: number}): string {
	if (items === 0 && (isLoading || problem)) {
		return isLoading ? 'reading…' : 'not read';
	}

	const state = isLoading ? ', reading…' : (problem ? (problem.code === 'cancelled' ? ', not all read' : ', not read again') : '');
	return `${marked > 0 ? String(items) : counted(items, 'item')}${state}`;
}

/** The number of visible entries, without the parent row. */
export function shownItems({rows}: Pick<PaneState, 'rows'>): number {
	return rows[0] === parentRow ? rows.length - 1 : rows.length;
}

function sizeOf(entries: readonly Entry[]): string {
	return shortSize(entries.reduce((sum, {size = 0}) => sum + size, 0));
}
