import {whenFree} from '../when-free.ts';
import type {App} from '../../app.ts';
import type {WhenFinished} from '../../stores/queue-view.ts';

const words: Readonly<Record<WhenFinished, string>> = {
	nothing: 'Nothing', bell: 'Ring the terminal’s bell', leave: 'Leave jottafm',
};

/** Asks what to do when the transfers are over. The answer holds until the app exits. */
export function startFinished({stores: {queueView, messages, window}}: App): void {
	const {whenFinished} = queueView.get();
	const choice = (key: string, what: WhenFinished) => ({
		key,
		label: words[what],
		run() {
			queueView.setWhenFinished(what);
			messages.say(what === 'nothing' ? 'Nothing happens when the transfers are over.' : `When the transfers are over: ${words[what].toLowerCase()}.`);
		},
	});
	window.open({
		kind: 'question',
		title: 'When all transfers are over',
		lines: [`Now: ${words[whenFinished].toLowerCase()}. While something has failed or waits for your answer, the window stays.`],
		choices: [choice('n', 'nothing'), choice('b', 'bell'), choice('l', 'leave')],
		cursor: 0,
	});
}

/** Does what the person chose for the end of the transfers. Does not quit while something has failed or waits for an answer, and not from under an open dialog. */
export function doWhenFinished(app: App): void {
	const {stores: {queueView}, terminal: {ringBell}} = app;
	const {whenFinished} = queueView.get();
	if (whenFinished !== 'nothing') {
		ringBell(); // also where the app stays open: the person should look
	}

	if (whenFinished === 'leave') {
		app.attempt(async () => leaveWhenFree(app));
	}
}

async function leaveWhenFree(app: App): Promise<void> {
	await whenFree(app);
	const {stores: {queueView, transfers}, terminal: {quit}} = app;
	const {failed, asks, running, waiting, isCounting} = transfers.get().totals; // the dialog may have queued more, or the person may stay
	if (queueView.get().whenFinished === 'leave' && failed + asks + running + waiting === 0 && !isCounting) {
		quit();
	}
}
