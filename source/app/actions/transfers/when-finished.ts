import type {App} from '../../app.ts';
import type {WhenFinished} from '../../stores/session.ts';

const words: Readonly<Record<WhenFinished, string>> = {
	nothing: 'Nothing', bell: 'Ring the terminal’s bell', leave: 'Leave jottafm',
};

/** Asks what happens once the transfers are over; it holds until the window is left. */
export function startFinished({session}: App): void {
	const {whenFinished} = session.get();
	const choice = (key: string, what: WhenFinished) => ({
		key,
		label: words[what],
		run() {
			session.change({whenFinished: what});
			session.say(what === 'nothing' ? 'Nothing happens when the transfers are over.' : `When the transfers are over: ${words[what].toLowerCase()}.`);
		},
	});
	session.open({
		kind: 'question',
		title: 'When all transfers are over',
		lines: [`Now: ${words[whenFinished].toLowerCase()}. While something has failed or waits for your answer, the window stays.`],
		choices: [choice('n', 'nothing'), choice('b', 'bell'), choice('l', 'leave')],
		cursor: 0,
	});
}

/** Does what was asked for when the transfers are over. */
export function finish({session, transfers, onBell, onQuit}: Pick<App, 'session' | 'transfers' | 'onBell' | 'onQuit'>): void {
	const {whenFinished} = session.get();
	const {failed, asks} = transfers.get().totals;
	if (whenFinished !== 'nothing') {
		onBell(); // also where the window stays: somebody is to look
	}

	if (whenFinished === 'leave' && failed + asks === 0) {
		onQuit();
	}
}
