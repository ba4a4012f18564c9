import {confirmDialog} from '../confirm.ts';
import {counted} from '../../../format.ts';
import type {App} from '../../app.ts';

/** Quits at once when there is no work; otherwise asks what to do with it. No answer loses anything. */
export function startQuit(app: App): void {
	const {service: {queue}, stores: {transfers}, terminal: {quit}} = app;
	const {totals: {asks}, isPaused} = transfers.get();
	if (queue.hasWork()) {
		(isPaused && !app.service.endsWithApp ? askAboutPaused : askAboutWork)(app);
	} else if (asks > 0) {
		askAboutQuestions(app, asks);
	} else {
		quit();
	}
}

/** Transfers are under way: they can go on without the app, unless it is the sandbox's. */
function askAboutWork({service: {queue, endsWithApp}, stores: {window}, terminal: {quit}}: App): void {
	if (endsWithApp) {
		window.open(confirmDialog({
			title: 'Copies are under way',
			lines: ['The sandbox ends with this window, and its copies with it.'],
			no: 'Stay',
			yes: 'Leave all the same',
		}, quit));
		return;
	}

	window.open({
		kind: 'question',
		title: 'Copies are under way',
		lines: ['Nothing is lost by any answer: the next start shows the queue where it is.'],
		choices: [
			{key: 'k', label: 'Keep going in the background, and leave', run: quit},
			{
				key: 'a',
				label: 'Stop after the current files, and leave',
				run() {
					queue.pause();
					quit();
				},
			},
			{
				key: 's',
				label: 'Stop now, and leave; the rest goes on when you resume',
				run() {
					queue.stopNow();
					quit();
				},
			},
			{key: 'n', label: 'Stay'},
		],
		cursor: 0,
	});
}

/** A paused queue does not go on by itself: nobody is to think that it does. */
function askAboutPaused({service: {queue, startEngine}, stores: {window}, terminal: {quit}}: App): void {
	window.open({
		kind: 'question',
		title: 'The queue is paused',
		lines: ['What waits is not copied until the queue is resumed. Nothing is lost by any answer.'],
		choices: [
			{key: 'k', label: 'Leave it paused, and leave', run: quit},
			{
				key: 'r',
				label: 'Resume it in the background, and leave',
				run() {
					queue.resume();
					startEngine();
					quit();
				},
			},
			{key: 'n', label: 'Stay'},
		],
		cursor: 0,
	});
}

/** Nothing is running, but files wait for an answer and are not copied until then. */
function askAboutQuestions({stores: {window, queueView}, terminal: {quit}, service: {endsWithApp}}: App, asks: number): void {
	window.open({
		kind: 'question',
		title: `${counted(asks, 'file')} ${asks === 1 ? 'waits' : 'wait'} for your answer`,
		lines: [endsWithApp ? 'The sandbox ends with this window: what has no answer is not copied.' : 'What has no answer is not copied. The question is kept: t shows it at the next start.'],
		choices: [
			{
				key: 't',
				label: 'Stay, and show it',
				run() {
					window.show('queue');
					queueView.showTab('waiting');
				},
			},
			{key: 'y', label: 'Leave all the same', run: quit},
		],
		cursor: 0,
	});
}
