import {confirm} from '../actions/confirm.ts';
import {startAndPoll} from '../actions/enqueue.ts';
import {askAboutConflict, showItem} from '../actions/transfers/conflict.ts';
import {startFinished} from '../actions/transfers/when-finished.ts';
import {startLimit} from '../actions/transfers/limit.ts';
import type {App} from '../app.ts';
import {counted} from '../../format.ts';
import {tabs} from '../layout/queue-text.ts';
import type {ItemPhase, QueueRow, QueueTotals} from '../../transfers/snapshot.ts';
import type {QueueTab} from '../stores/queue-view.ts';
import type {AppCommand} from './app-command.ts';

const cursorBy = (rows: number) => ({stores: {queueView}}: App) => {
	queueView.moveBy(rows);
};

const tabBy = (step: number) => ({stores: {queueView}}: App) => {
	const at = tabs.indexOf(queueView.get().tab);
	queueView.showTab(tabs[(at + step + tabs.length) % tabs.length]!);
};

const withItem = (work: (app: App, item: QueueRow) => void) => (app: App) => {
	const {stores: {transfers, queueView, messages}, service: {watch}} = app;
	transfers.poll(); // what has left the tab by now
	const meant = queueView.meant();
	const item = meant && (transfers.get().rows.find(({id}) => id === meant.id) ?? watch.row(meant.id));
	if (item) {
		work(app, item);
		transfers.poll();
		queueView.tookAway();
	} else if (meant) {
		messages.say(`${meant.name} is no longer in the list.`);
	} else {
		messages.say(queueView.get().item ? 'The list has just changed: see what the cursor is on, and press it again.' : 'No transfer is on this tab: Tab goes to the next.');
	}
};

/** Says what has happened to the transfer: its row may leave the tab at once. */
const sayingOf = (work: (app: App, item: QueueRow) => string) => withItem((app, item) => {
	app.stores.messages.say(work(app, item));
});

/** The tab to show first: what waits for an answer, else what is running, else what has failed, is queued or is over. */
function tabToOpen({running, waiting, asks, failed, done, cancelled}: QueueTotals): QueueTab {
	if (asks > 0) {
		return 'waiting';
	}

	return running > 0 ? 'active' : (failed > 0 ? 'failed' : (waiting > 0 ? 'queued' : (done + cancelled > 0 ? 'done' : 'active')));
}

const reorderBy = (step: -1 | 1) => withItem((app, {id, name}) => {
	if (!app.service.queue.moveItem(id, step)) {
		app.stores.messages.say(`Only what is queued has a turn, and ${name} cannot go further.`);
	}
});

const nowIs = ({name, phase}: QueueRow) => `${name} ${phase === 'asks' ? 'waits for you' : `${phase === 'failed' ? 'has' : 'is'} ${phase}`}`;

const isOver = (phase: ItemPhase) => phase === 'done' || phase === 'skipped' || phase === 'failed' || phase === 'cancelled';

/** What has failed stays: nobody may have seen why. */
function clearDone(app: App): void {
	const {service: {queue}, stores: {transfers, messages}} = app;
	queue.clearFinished({keepsFailed: true});
	removeLeftovers(app);
	transfers.poll();
	const {failed} = transfers.get().totals;
	messages.say(`Finished transfers cleared.${failed > 0 ? ` ${failed} that failed ${failed === 1 ? 'stays' : 'stay'}: C on that tab clears ${failed === 1 ? 'it' : 'them'}.` : ''}`);
}

function askToClearFailed(app: App): void {
	const {service: {queue}, stores: {transfers, messages}} = app;
	app.attempt(async () => {
		const {failed} = transfers.get().totals;
		if (!await confirm(app, {
			title: `Forget ${counted(failed, 'transfer')} that failed?`,
			lines: ['They are not tried again, and the reasons leave the list. What is done leaves it, too.'],
			no: 'No, keep',
			yes: 'Yes, clear',
		})) {
			return;
		}

		queue.clearFinished();
		removeLeftovers(app);
		transfers.poll();
		messages.say('Finished and failed transfers cleared.');
	});
}

function closeQueue({stores: {window}}: App): void {
	window.show('browser');
}

const queueScreen: readonly AppCommand[] = [
	{
		id: 'queue-up', title: 'One transfer up', keys: ['Up', 'k'], run: cursorBy(-1),
	},
	{
		id: 'queue-down', title: 'One transfer down', keys: ['Down', 'j'], run: cursorBy(1),
	},
	{
		id: 'queue-page-up', title: 'Ten transfers up', keys: ['PageUp', 'Ctrl-B'], run: cursorBy(-10),
	},
	{
		id: 'queue-page-down', title: 'Ten transfers down', keys: ['PageDown', 'Ctrl-F'], run: cursorBy(10),
	},
	{
		id: 'queue-first', title: 'First transfer', keys: ['Home'], run: cursorBy(-Infinity),
	},
	{
		id: 'queue-last', title: 'Last transfer', keys: ['End'], run: cursorBy(Infinity),
	},
	{
		id: 'next-tab', title: 'Next tab', keys: ['Tab', 'Right', 'l'], run: tabBy(1),
	},
	{
		id: 'previous-tab', title: 'Previous tab', keys: ['Shift-Tab', 'Left', 'h'], run: tabBy(-1),
	},
	{
		id: 'decide',
		title: 'Details of a transfer, or the answer it waits for',
		keys: ['Enter'],
		run: withItem((app, item) => {
			if (item.conflict) {
				askAboutConflict(app, item, item.conflict);
			} else {
				showItem(app, item);
			}
		}),
	},
	{
		id: 'retry',
		title: 'Try again what has failed',
		keys: ['r'],
		run: sayingOf(({service: {queue, startEngine}}, item) => {
			const {id, name, phase} = item;
			if (phase !== 'failed' && phase !== 'waiting') {
				return `${nowIs(item)}: only what has failed is tried again.`;
			}

			queue.retry(id);
			startEngine();
			return `${name} is tried again.`;
		}),
	},
	{
		id: 'retry-all',
		title: 'Try again all that have failed',
		keys: ['R'],
		run(app: App) {
			const {failed} = app.stores.transfers.get().totals;
			app.stores.messages.say(failed === 0 ? 'Nothing has failed.' : `${counted(failed, 'transfer')} that failed ${failed === 1 ? 'is' : 'are'} tried again.`);
			if (!(failed > 0)) {
				return;
			}

			app.service.queue.retryAll();
			startAndPoll(app);
		},
	},
	{
		id: 'earlier', title: 'Take a queued transfer earlier', keys: ['K'], run: reorderBy(-1),
	},
	{
		id: 'later', title: 'Take a queued transfer later', keys: ['J'], run: reorderBy(1),
	},
	{
		id: 'pause-item',
		title: 'Pause one transfer, or let it go on',
		keys: ['Space'],
		run: sayingOf(({service: {queue, startEngine}}, item) => {
			const {id, name, phase} = item;
			if (isOver(phase) || phase === 'asks') {
				return `${nowIs(item)}: only what is queued or under way can be paused.`;
			}

			if (phase === 'paused') {
				queue.resumeItem(id);
				startEngine();
				return `${name} goes on.`;
			}

			queue.pauseItem(id);
			return `${name} is paused: the same key lets it go on, on the tab Queued.`;
		}),
	},
	{
		id: 'remove-item',
		title: 'Take a transfer out of the list; one that is not over is cancelled',
		keys: ['d'],
		run: sayingOf((app, {id, name, phase}) => {
			app.service.queue.removeItem(id);
			removeLeftovers(app);
			return `${name} is ${isOver(phase) ? '' : 'cancelled, and '}taken out of the list.`;
		}),
	},
	{
		id: 'limit', title: 'Limit the bandwidth, or how many at once', keys: ['L'], run: startLimit,
	},
	{
		id: 'when-finished', title: 'What happens when the transfers are over', keys: ['f'], run: startFinished,
	},
	{
		id: 'cancel-item',
		title: 'Cancel a transfer',
		keys: ['x'],
		run: sayingOf((app, item) => {
			const {id, name, phase} = item;
			if (isOver(phase)) {
				return `${nowIs(item)} already: d takes it out of the list.`;
			}

			app.service.queue.cancelItem(id);
			removeLeftovers(app);
			return `${name} is cancelled.`;
		}),
	},
	{
		id: 'cancel-all',
		title: 'Cancel all transfers',
		keys: ['X'],
		run(app: App) {
			const {service: {queue}, stores: {transfers, messages}} = app;
			const {running, waiting, asks, isCounting} = transfers.get().totals;
			if (running + waiting + asks === 0 && !isCounting) {
				messages.say('Nothing is under way or queued.');
				return;
			}

			app.attempt(async () => {
				if (!await confirm(app, {
					title: 'Cancel all transfers?', lines: ['What is copied stays; what is not done yet leaves the queue.'], no: 'No, go on', yes: 'Yes, cancel all',
				})) {
					return;
				}

				queue.cancelAll();
				removeLeftovers(app);
				transfers.poll();
			});
		},
	},
	{
		id: 'clear-finished',
		title: 'Clear what is done from the list; among what has failed, that',
		keys: ['C'],
		run(app: App) {
			if (app.stores.queueView.get().tab === 'failed' && app.stores.transfers.get().totals.failed > 0) {
				askToClearFailed(app);
			} else {
				clearDone(app);
			}
		},
	},
	{
		id: 'close-queue', title: 'Back to the panes', keys: ['Esc', 'q', 'Ctrl-C'], run: closeQueue,
	},
].map(command => ({...command, where: 'queue', group: 'queue'}));

const everywhere: readonly AppCommand[] = [
	{
		id: 'queue',
		title: 'The transfers, and back',
		short: 'Queue',
		keys: ['F9', 't', 'w'],
		run({stores: {window, queueView, transfers}}: App) {
			queueView.showTab(tabToOpen(transfers.get().totals));
			window.show(window.get().screen === 'queue' ? 'browser' : 'queue');
		},
	},
	{
		id: 'pause',
		title: 'Pause the queue after the current files, or go on',
		keys: ['p'],
		run({service: {queue, startEngine}, stores: {transfers, messages}}: App) {
			const {isPaused} = transfers.get();
			if (isPaused) {
				queue.resume();
				startEngine();
			} else {
				queue.pause();
			}

			transfers.poll();
			messages.say(isPaused ? 'The queue goes on.' : 'The queue is paused: what is under way is finished, the rest waits. p goes on.');
		},
	},
].map(command => ({...command, where: 'anywhere', group: 'queue'}));

export const queueCommands: readonly AppCommand[] = [...everywhere, ...queueScreen];

/** Starts the engine to remove unfinished files now, not with the next copy. */
function removeLeftovers({service: {queue, startEngine}}: App): void {
	if (queue.hasLeftovers()) {
		startEngine();
	}
}
