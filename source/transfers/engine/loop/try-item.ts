import {
	Failure,
	failureFacts,
	toFailure,
	needsSignIn,
} from '../../../failure.ts';
import {accountsOf} from '../../../files/location.ts';
import {answerOf, isTransient} from '../../../jotta/http/failures.ts';
import type {Item} from '../../item.ts';
import type {Job} from '../../job.ts';
import {next} from '../../item-transitions.ts';
import {isUnwritable} from '../../unwritable-queue.ts';
import {workItem} from '../items/work-item.ts';
import {workToolsOf, type ItemTools} from './work-tools.ts';

export const longestPause = 3_600_000; // ms: an item that is to wait longer was put off before the clock was set back
const longestPauses = 2 * longestPause; // ms: pauses that the service asks for, all together
const attempts = 8; // tries of an item before it is parked as failed
const attemptsOffline = 90; // more than an hour: the network may be down that long

export type TryOptions = {
	readonly job: Job;
	readonly itemTools: ItemTools;
	readonly signal: AbortSignal;
	readonly recounting: (item: Item, job: Job, signal: AbortSignal) => Promise<void>;
	readonly onSignIn: (failure: Failure, accounts: readonly string[]) => void;
	readonly onUnwritable: (error: unknown) => void;
	readonly now: () => number;
};

/** Works on an item and gives its next state. Never rejects. */
export async function tryItem(item: Item, {job, itemTools, recounting, signal, onSignIn, onUnwritable, now}: TryOptions): Promise<Item> {
	try {
		if (item.kind === 'source') {
			await recounting(item, job, signal);
			return next(item, {event: 'finished', sent: 0});
		}

		return await workItem(item, {job, tools: workToolsOf(item, {job, tools: itemTools, signal})});
	} catch (error) {
		if (isUnwritable(error)) {
			onUnwritable(error);
			return next(item, {event: 'interrupted'});
		}

		const failure = signal.aborted ? toFailure(signal.reason) : notCancelled(toFailure(error), item);
		if (failure.code === 'offline') {
			itemTools.opener.forget();
		} else if (failure.code === 'cancelled') {
			return next(item, {event: 'interrupted'}); // that somebody cancels or pauses it is in the store already, and may have been taken back since
		}

		if (needsSignIn(failure)) {
			onSignIn(failure, accountsOf([item.source, item.target]));
			return next(item, {event: 'interrupted'});
		}

		const facts = failureFacts(failure);
		const isWorthRetrying = isTransient(failure) || (failure.code === 'corrupt' && item.attempts < 2);
		const asked = answerOf(failure)?.retryAfter;
		const isTooLong = asked !== undefined && (asked > longestPause || asked * (item.attempts + 1) > longestPauses);
		const patience = failure.code === 'offline' || failure.code === 'rate-limited' ? attemptsOffline : attempts;
		if (isWorthRetrying && !isTooLong && item.attempts + 1 < patience) {
			const pause = asked ?? Math.min(failure.code === 'offline' ? 30_000 : 60_000, 500 * (2 ** item.attempts));
			return next(item, {event: 'stumbled', failure: facts, retryAt: now() + Math.min(pause, longestPause)});
		}

		return next(item, {event: 'failed', failure: facts});
	}
}

/** An abort that nobody has asked for counts as a broken connection: the item is tried again. */
function notCancelled(failure: Failure, {name}: Item): Failure {
	return failure.code === 'cancelled' ? new Failure('offline', `${name} broke off in the middle.`, {nextStep: 'It is tried again.', cause: failure}) : failure;
}
