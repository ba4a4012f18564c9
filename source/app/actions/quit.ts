import {counted} from '../../format.ts';
import type {App} from '../app.ts';

/** Leaves at once when nothing is under way; otherwise asks what becomes of it. Nothing is lost in any of the answers. */
export function startQuit({queue, transfers, session, onQuit}: App): void {
	if (!queue.hasWork()) {
		onQuit();
		return;
	}

	const {totals: {running, waiting}} = transfers.get();
	session.open({
		kind: 'question',
		title: 'Copies are under way',
		lines: [`${counted(running, 'transfer')} running, ${waiting} waiting. Nothing is lost: the next start shows the queue where it is.`],
		choices: [
			{key: 'k', label: 'Keep going in the background, and leave', run: onQuit},
			{
				key: 'a',
				label: 'Stop after the current files, and leave',
				run() {
					queue.pause();
					onQuit();
				},
			},
			{
				key: 's',
				label: 'Stop now, and leave; the rest goes on when you resume',
				run() {
					queue.stopNow();
					onQuit();
				},
			},
			{key: 'n', label: 'Stay'},
		],
		cursor: 0,
	});
}
