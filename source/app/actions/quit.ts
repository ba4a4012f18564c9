import type {App} from '../app.ts';

/** Leaves at once when nothing is under way; otherwise asks what becomes of it. Nothing is lost in any of the answers. */
export function startQuit({queue, session, onQuit, endsWithApp}: App): void {
	if (!queue.hasWork()) {
		onQuit();
		return;
	}

	if (endsWithApp) {
		session.open({
			kind: 'question',
			title: 'Copies are under way',
			lines: ['The sandbox ends with this window, and its copies with it.'],
			choices: [{key: 'n', label: 'Stay'}, {key: 'y', label: 'Leave all the same', run: onQuit}],
			cursor: 0,
		});
		return;
	}

	session.open({
		kind: 'question',
		title: 'Copies are under way',
		lines: ['Nothing is lost by any answer: the next start shows the queue where it is.'],
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
