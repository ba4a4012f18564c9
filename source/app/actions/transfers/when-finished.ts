import type {App} from '../../app.ts';
import type {WhenFinished} from '../../stores/queue-view.ts';

const words: Readonly<Record<WhenFinished, string>> = {
	nothing: 'Nothing', bell: 'Ring the terminal’s bell', leave: 'Leave jottafm',
};

/** Asks what happens once the transfers are over; it holds until the window is left. */
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

/** Does what was asked for when the transfers are over. */
export function doWhenFinished({stores: {queueView, transfers}, terminal: {ringBell, quit}}: Pick<App, 'stores' | 'terminal'>): void {
	const {whenFinished} = queueView.get();
	const {failed, asks} = transfers.get().totals;
	if (whenFinished !== 'nothing') {
		ringBell(); // also where the window stays: somebody is to look
	}

	if (whenFinished === 'leave' && failed + asks === 0) {
		quit();
	}
}
