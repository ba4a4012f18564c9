import {isPassing} from '../../failure.ts';
import {counted} from '../../format.ts';
import {hasKeptFolder} from '../../transfers/kept-copies.ts';
import {newSkips, skipText, type SkipCount} from '../../transfers/skip-text.ts';
import type {Watch} from '../../transfers/watch.ts';
import type {QueueSnapshot, QueueTotals} from '../../transfers/snapshot.ts';
import {doWhenFinished} from '../actions/transfers/when-finished.ts';
import type {App} from '../app.ts';
import type {QueueStore} from '../stores/queue.ts';
import type {Messages} from '../stores/messages.ts';
import {problemText, type OwnKeys} from '../keymap/advice-text.ts';

/** Says how the transfers went, and does what the person chose for their end. */
export function watchTransferMessages(app: App): () => void {
	const {stores: {messages, transfers}, terminal: {keymap}, service: {watch, refreshAccount, accounts: {tools: {directories}}}} = app;
	return announceTransfers(transfers, messages, {
		kindOf(id) {
			const job = watch.job(id);
			return job?.sources.some(source => hasKeptFolder(source, directories)) === true ? 'copy' : job?.kind; // an edited copy that is sent back
		},
		skips: watch.skips,
		keymap,
		onIdle() {
			refreshAccount();
			doWhenFinished(app);
		},
	});
}

type KindOf = (job: number) => 'copy' | 'move' | undefined;

/** Says when all transfers are done, what failed, and what waits for an answer. `onIdle` runs each time they are over. */
export function announceTransfers(transfers: QueueStore, messages: Messages, {kindOf, skips, onIdle, keymap}: {readonly kindOf: KindOf; readonly skips: Watch['skips']; readonly onIdle: () => void; readonly keymap: OwnKeys}): () => void {
	let before = transfers.get();
	let start = before.totals; // the totals when the queue was last idle
	let skipped = skips(); // by then
	return transfers.subscribe(() => {
		const {totals, rows, blocked, short} = transfers.get();
		const old = before;
		before = transfers.get();
		start = cappedAt(start, totals);
		skipped = totals.skipped < old.totals.skipped ? skips() : skipped; // cleared
		for (const {name, phase, failure} of rows.slice(0, Math.max(0, totals.failed - old.totals.failed))) {
			if (phase === 'failed' && failure) {
				messages.note(`failed ${name}: ${failure.sentence}`);
			}
		}

		if (blocked && blocked.sentence !== old.blocked?.sentence) {
			messages.warn(`${problemText(blocked, keymap)}${isPassing(blocked) ? ' The queue goes on after that.' : ''}`);
		} else if (short && short.sentence !== old.short?.sentence) {
			messages.warn(problemText(short, keymap));
		} else if (totals.asks > old.totals.asks) {
			messages.say(`${totals.asks === 1 ? 'A file waits' : `${totals.asks} files wait`} for your answer: press t, then Enter.`);
		} else if (totals.failed > old.totals.failed) {
			messages.say(`${counted(totals.failed - start.failed, 'transfer')} failed: t shows why, R there tries again.`);
		}

		if (!isIdle(before)) {
			return;
		}

		const hasWorked = totals.done + totals.failed > start.done + start.failed;
		if (hasWorked || totals.cancelled > start.cancelled) {
			messages.say(doneText(totals, start, {verb: verbOf(rows, totals.done - start.done, kindOf), skips: newSkips(skips(), skipped)}));
		}

		if (hasWorked) {
			onIdle();
		}

		skipped = totals.skipped === start.skipped ? skipped : skips();
		start = totals;
	});
}

function isIdle({totals: {running, waiting, isCounting}}: QueueSnapshot): boolean {
	return running + waiting === 0 && !isCounting;
}

/** Lowers the start totals where items were retried or cleared since. */
function cappedAt(start: QueueTotals, {failed, done, skipped, cancelled}: QueueTotals): QueueTotals {
	return {
		...start, failed: Math.min(start.failed, failed), done: Math.min(start.done, done), skipped: Math.min(start.skipped, skipped), cancelled: Math.min(start.cancelled, cancelled),
	};
}

/** The verb for the newest items. */
function verbOf(rows: QueueSnapshot['rows'], count: number, kindOf: KindOf): string {
	const newest = rows.filter(({phase}) => phase === 'done' || phase === 'skipped').slice(0, count);
	const kinds = new Set(Array.from(new Set(newest.map(({jobId}) => jobId)), job => kindOf(job)));
	return kinds.has('move') ? (kinds.size === 1 ? 'moved' : 'copied or moved') : 'copied';
}

/** What was done, cancelled and what failed since the queue was last idle. */
function doneText({done, skipped, failed, asks, cancelled}: QueueTotals, start: QueueTotals, {verb, skips}: {readonly verb: string; readonly skips: readonly SkipCount[]}): string {
	const copied = Math.max(0, done - skipped - (start.done - start.skipped));
	return [
		`${counted(copied, 'item')} ${verb}`,
		...(skips.length > 0 ? [skipText(skips)] : []),
		...(cancelled > start.cancelled ? [`${cancelled - start.cancelled} cancelled`] : []),
		...(failed > start.failed ? [`${failed - start.failed} failed: t shows why, R there tries again`] : []),
		...(asks > 0 ? [`${asks} ${asks === 1 ? 'waits' : 'wait'} for your answer: press t, then Enter`] : []),
	].join(', ') + '.';
}
