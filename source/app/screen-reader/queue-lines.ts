import {longSize} from '../../format.ts';
import {isNothing} from '../../transfers/same-content.ts';
import {runningPhases} from '../../transfers/item.ts';
import {againText} from '../../transfers/progress-text.ts';
import type {QueueRow} from '../../transfers/snapshot.ts';
import type {App} from '../app.ts';
import {conflictWord, tabsText} from '../layout/queue-text.ts';
import {tabRows} from '../stores/queue-view.ts';
import type {SpokenLine} from './speaker.ts';

/** The counts of all tabs when a tab is opened, and the progress of the transfer under the cursor. */
export function queueLines({stores: {queueView, transfers}, service: {clock, watch}}: App): readonly SpokenLine[] {
	const snapshot = transfers.get();
	const {tab, cursor} = queueView.get();
	const rows = tabRows(snapshot, tab, watch);
	const [row] = rows.from(Math.min(cursor, Math.max(0, rows.count - 1)), 1);
	const counts = tabsText(snapshot, tab, {gap: ', '}).replaceAll(/[\[\]]/gv, '');
	return [
		{text: `Transfers, ${tab}${snapshot.isPaused ? ', paused' : ''}: ${counts}`, about: `${tab} ${String(snapshot.isPaused)}`},
		...(row ? [transferLine(row, clock.now())] : []),
	];
}

/** Progress is said for each quarter, not for each percent. */
function transferLine(row: QueueRow, now: number): SpokenLine {
	const {id, name, phase, size, progressed, failure, retryAt, conflict} = row;
	const again = retryAt === undefined ? '' : `, ${againText(retryAt, now)}`;
	const fact = runningPhases.includes(phase)
		? `${size > 0 ? Math.min(4, Math.floor((progressed / size) * 4)) * 25 : 0}%`
		: (failure?.sentence ?? (conflict ? `${isNothing(conflict.target) ? '' : 'exists, '}${conflictWord(conflict)}, Enter decides` : longSize(size)));
	const text = `${name}, ${phase}, ${fact}`;
	return {text: text + again, about: `${id} ${text}`};
}
