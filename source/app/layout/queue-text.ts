import {stallsAfter} from '../stores/stalled-requests.ts';
import {cleanText} from '../../clean-text.ts';
import {
	duration,
	longSize,
	speed,
} from '../../format.ts';
import {isNothing} from '../../transfers/same-content.ts';
import {runningPhases} from '../../transfers/item.ts';
import {
	againText,
	leftText,
	percentDone,
	rateText,
} from '../../transfers/progress-text.ts';
import type {ConflictFacts, QueueRow, QueueSnapshot} from '../../transfers/snapshot.ts';
import {countOnTab, phasesOfTab, type QueueTab} from '../stores/queue-view.ts';
import {
	cutEnd,
	cutMiddle,
	cutStart,
	padEnd,
	padStart,
} from '../text/cut-text.ts';
import {textWidth} from '../text/text-width.ts';
import {problemText, type OwnKeys} from '../keymap/advice-text.ts';
import {bar, type Glyphs} from './glyphs.ts';

/*
The queue as text: the strip below the panes, and the rows of the transfers screen.
*/

export const tabs: readonly QueueTab[] = ['active', 'queued', 'waiting', 'failed', 'done'];

/** All unfinished transfers, in the queue's order: for the strip. */
export function unfinishedRows({rows}: QueueSnapshot): readonly QueueRow[] {
	return rows.filter(({phase}) => !phasesOfTab.done.includes(phase));
}

const longWord = (tab: QueueTab) => `${tab[0]!.toUpperCase()}${tab.slice(1)}`;

const shortWords: Readonly<Record<QueueTab, string>> = {
	active: 'Act', queued: 'Que', waiting: 'Ask', failed: 'Fail', done: 'Done',
};

/** The tabs with a heading; a narrow window gets short words instead, so that all tabs fit. */
export function headOfTabs(snapshot: QueueSnapshot, current: QueueTab, cells: number): string {
	const text = ` TRANSFERS  ${tabsText(snapshot, current)}`;
	return textWidth(text) <= cells ? text : tabsText(snapshot, current, {word: tab => shortWords[tab], gap: ' '});
}

/** `[Active 2]  Queued 41  Waiting 1  Failed 0  Done 118` */
export function tabsText({totals}: QueueSnapshot, current: QueueTab, {word = longWord, gap = '  '}: {readonly word?: (tab: QueueTab) => string; readonly gap?: string} = {}): string {
	return tabs.map(tab => {
		const text = `${word(tab)} ${countOnTab(totals, tab)}`;
		return tab === current ? `[${text}]` : text;
	}).join(gap);
}

type Showing = {readonly glyphs: Glyphs; readonly keymap: OwnKeys};

/** `2 running · 41 queued · 1 waits for you · 118 done`, with speed and time left, on one line. */
export function summaryText(snapshot: QueueSnapshot, cells: number, {glyphs, keymap}: Showing, {hasSpeed = true} = {}): string {
	const {totals, isPaused, blocked} = snapshot;
	const {running, waiting, asks, failed, done, cancelled, isCounting} = totals;
	if (blocked) {
		return padEnd(cutEnd(` ${glyphs.problem} ${cleanText(problemText(blocked, keymap))}`, cells), cells);
	}

	const words = [
		...(isPaused ? ['paused'] : []),
		`${running} running`,
		`${waiting} queued${isCounting ? ' (still counting)' : ''}`,
		...(asks > 0 ? [`${asks} ${asks === 1 ? 'waits' : 'wait'} for you`] : []),
		...(failed > 0 ? [`${failed} failed`] : []),
		`${done} done`,
		...(cancelled > 0 ? [`${cancelled} cancelled`] : []),
	];
	return twoSided(` ${glyphs.both} ${words.join(` ${glyphs.dot} `)}`, hasSpeed ? speedText(snapshot) : '', cells);
}

/** Why the transfer under the cursor has failed and what to do, as its row cuts that; undefined when the whole queue is blocked. */
export function failureText({blocked}: QueueSnapshot, row: QueueRow | undefined, cells: number, {glyphs, keymap}: Showing): string | undefined {
	if (blocked === undefined && row?.failure) {
		return padEnd(cutEnd(` ${glyphs.failed} ${cleanText(problemText(row.failure, keymap))}`, cells), cells);
	}

	return undefined;
}

/** The strip's line when there is nothing to do. */
export function idleText({totals: {done, cancelled}, isPaused}: QueueSnapshot, cells: number, glyphs: Glyphs): string {
	const over = cancelled > 0 ? ` ${done} done, ${cancelled} cancelled: t shows what is done, C there clears the list.` : ` ${glyphs.done} All transfers are done: t shows the last ones.`;
	const text = done + cancelled > 0 ? over : ' No transfers. F5 copies to the other pane.';
	return padEnd(cutEnd(isPaused ? ' The queue is paused: p goes on.' : text, cells), cells);
}

/** `total 16.9 of 74.2 GB   ████░░░░   23%      18.4 MB/s   ETA 52 min`, and the bandwidth limit if there is one. */
export function totalText(snapshot: QueueSnapshot, cells: number, glyphs: Glyphs): string {
	const {bytes, bytesDone, isCounting} = snapshot.totals;
	const limit = snapshot.bandwidth === undefined ? '' : `limit ${speed(snapshot.bandwidth)}  `;
	const percent = percentDone(snapshot.totals);
	const text = bytes > 0
		? ` total ${longSize(bytesDone)} of ${longSize(bytes)}${isCounting ? '+' : ''}  ${cells < 70 ? '' : `${bar(bytesDone / bytes, cells < 100 ? 10 : 20, glyphs)} `}${percent}%`
		: (isCounting ? ' counting …' : ' nothing to count yet');
	return twoSided(text, `${limit}${speedText(snapshot)}`, cells);
}

function speedText(snapshot: QueueSnapshot): string {
	const left = leftText(snapshot);
	return snapshot.totals.running === 0 ? '' : `${rateText(snapshot)}${left === undefined ? '' : `  ETA ${left}`} `;
}

/** Text at both ends of a line; the left one is cut if needed. */
export function twoSided(left: string, right: string, cells: number): string {
	const leftWidth = Math.max(0, cells - textWidth(right));
	const gap = right === '' ? 0 : 1;
	return leftWidth === 0 ? padEnd(cutEnd(left, cells), cells) : padEnd(cutEnd(left, leftWidth - gap), leftWidth) + right;
}

/** One transfer on one line: name, phase, progress. */
export function transferText(row: QueueRow, cells: number, glyphs: Glyphs, now: number): string {
	const {name, direction, phase, size, progressed, failure, retryAt, sent} = row;
	const facts = cells < 60 ? [] : [padEnd(phase, 10)];
	const isRunning = runningPhases.includes(phase);
	if (isRunning) {
		const share = size > 0 ? Math.min(1, progressed / size) : 1;
		facts.push(bar(share, 10, glyphs), padStart(`${Math.floor(share * 100)}%`, 4), padStart(paceText(row, now), 11));
	} else if (retryAt !== undefined && failure) {
		facts.push(`${againText(retryAt, now)}: ${cleanText(failure.sentence)}`);
	} else if (failure) {
		facts.push(cleanText(failure.sentence));
	} else if (row.conflict) {
		facts.push(`${isNothing(row.conflict.target) ? '' : `exists ${glyphs.dot} `}${conflictWord(row.conflict)}${cells < 100 ? '' : ` ${glyphs.dot} Enter decides`}`);
	} else {
		facts.push(phase === 'done' && sent === 0 && direction === 'up' && size > 0 ? `already there ${glyphs.dot} 0 bytes sent` : (row.isFolder === true ? 'folder' : longSize(size)));
	}

	const nameCells = Math.max(8, Math.min(Math.floor(cells * 0.45), cells - 4 - 38));
	const shown = cutPath(cleanText(name), nameCells);
	return padEnd(cutEnd(` ${signOf(row, glyphs)} ${padEnd(shown, nameCells)} ${facts.join(' ')}`, cells), cells);
}

/** The speed, or for how long nothing has been transferred. */
function paceText({speed: rate, movedAt, phase}: QueueRow, now: number): string {
	const silent = movedAt === undefined || !['sending', 'receiving'].includes(phase) ? 0 : now - movedAt;
	return silent >= stallsAfter ? `stalls ${duration(silent / 1000)}` : (rate > 0 ? speed(rate) : '');
}

/** How two files of the same name differ, as far as is known. */
export function conflictWord({source, target}: ConflictFacts): string {
	if (isNothing(target)) {
		return 'no longer there';
	}

	if (source.md5 !== undefined && target.md5 !== undefined) {
		return source.md5 === target.md5 ? 'same content' : 'content differs';
	}

	return source.size === target.size ? 'same size' : 'size differs';
}

/** Cuts a path from the left, and a single name in the middle. */
function cutPath(text: string, cells: number): string {
	const name = text.slice(text.lastIndexOf('/') + 1);
	return textWidth(text) > cells && name !== text && textWidth(name) < cells ? cutStart(text, cells) : cutMiddle(textWidth(text) > cells ? name : text, cells);
}

function signOf({phase, direction}: QueueRow, {done, failed, asks, up, down, both, dot}: Glyphs): string {
	if (phase === 'cancelled') {
		return dot;
	}

	if (phase === 'done' || phase === 'skipped') {
		return done;
	}

	if (phase === 'failed' || phase === 'asks') {
		return phase === 'failed' ? failed : asks;
	}

	return direction === 'up' ? up : (direction === 'down' ? down : both);
}
