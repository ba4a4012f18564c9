import {cleanText} from '../clean-text.ts';
import type {NameCodec} from '../jotta/name-codec.ts';
import {Failure} from '../failure.ts';
import {counted, longSize} from '../format.ts';
import type {Location} from '../files/location.ts';
import type {Account} from '../settings/accounts.ts';
import {isNothing} from '../transfers/same-content.ts';
import {printLocation} from '../transfers/location-text.ts';
import {leftText, rateText} from '../transfers/progress-text.ts';
import type {Queue} from '../transfers/queue.ts';
import type {QueueRow, QueueSnapshot, QueueTotals} from '../transfers/snapshot.ts';
import {watchQueue, type Watch} from '../transfers/watch.ts';
import {isEngineAlive} from '../transfers/start-engine.ts';
import {nextStepText, failureSentence} from '../cli/advice-text.ts';
import {openToldQueue} from '../cli/open-queue.ts';
import {defineCommand} from '../cli/command.ts';
import type {Context, Output} from '../cli/context.ts';
import type {ExitStatus} from '../cli/exit-status.ts';

const queueActions = ['list', 'pause', 'resume', 'cancel', 'retry', 'clear'] as const;
export type QueueAction = (typeof queueActions)[number];
const wholeQueue: ReadonlySet<QueueAction> = new Set(['pause', 'resume', 'clear']);
export type QueueOptions = {readonly job?: number; readonly all?: boolean; readonly failed?: boolean};

export const queueCommand = defineCommand({
	name: 'queue',
	summary: 'show or steer the transfer queue',
	arguments: [
		{
			name: 'action', about: 'what to do; else list', isOptional: true, choices: queueActions,
		},
		{
			name: 'item', about: 'cancel and retry: only these, by their numbers; else all', isOptional: true, isMany: true,
		},
	],
	options: [
		{flags: '--job <n>', about: 'list, cancel and retry: only what belongs to this cp or mv; list shows all of it', isNumber: true},
		{flags: '--all', about: 'list: each item, not only the first hundred of each state'},
		{flags: '--failed', about: 'clear: also what has failed, which is kept otherwise'},
	],
	examples: {
		'jottafm queue': 'what is under way, waits, has failed or is done',
		'jottafm queue --job 3': 'all that belongs to one cp or mv, also what was skipped, and why',
		'jottafm queue pause': 'after the files that are under way; resume goes on',
		'jottafm queue retry': 'try again all that has failed',
		'jottafm queue clear': 'takes what is done from the list; what has failed stays, or goes as well with --failed',
		'jottafm queue cancel 12 13': 'two of the items',
		'jottafm queue cancel --job 3': 'a cp or mv with all that it has left to do',
	},
	json: {
		item: 'its number', job: 'the cp or mv that it belongs to', name: 'path below the destination', from: 'where it comes from', to: 'where it goes',
		phase: 'waiting, hashing, checking, sending, receiving, copying, verifying, done, skipped, failed, paused, asks or cancelled',
		direction: 'up, down, cloud or local', size: 'bytes', progressed: 'bytes of the phase', sent: 'bytes that crossed the line', failure: 'code, sentence and nextStep; cause, where it is known',
		action: 'what was done, of all but list', items: 'with cancel and retry: the numbers that were given', paused: 'with pause and resume',
	},
	run: async ([action = 'list', ...items], options: QueueOptions, context) => queue(action as QueueAction, {items, ...options}, context),
});

type Chosen = {readonly items: readonly string[]; readonly job?: number | undefined; readonly all?: boolean | undefined; readonly failed?: boolean | undefined}; // all: whatever there is is listed

/** Shows and steers the transfer queue. */
async function queue(action: QueueAction, chosen: Chosen, context: Context): Promise<ExitStatus> {
	const {tools, output, startEngine} = context;
	if (chosen.items.length > 0 && action !== 'cancel' && action !== 'retry') {
		throw new Failure('usage', `${action} takes no numbers of items.`, {nextStep: 'Only cancel and retry do.'});
	}

	if (chosen.job !== undefined && (wholeQueue.has(action) || chosen.items.length > 0)) {
		throw new Failure('usage', chosen.items.length > 0 ? 'Either items or --job.' : `${action} is for the whole queue.`, {nextStep: 'jottafm help queue shows examples.'});
	}

	if (chosen.all === true && (action !== 'list' || chosen.job !== undefined)) {
		throw new Failure('usage', '--all lists the whole queue.', {nextStep: 'jottafm queue --all; with --job N all of that one is listed.'});
	}

	if (chosen.failed === true && action !== 'clear') {
		throw new Failure('usage', '--failed goes with clear.', {nextStep: 'jottafm queue clear --failed; retry and cancel take the numbers of items.'});
	}

	const opened = openToldQueue(context);
	try {
		switch (action) {
			case 'list': {
				checkJob(chosen.job, opened);
				const homes = new Map((await tools.accounts.list()).map(({name, home}) => [name, home]));
				await list(watchQueue(opened, () => isEngineAlive(tools.directories)), chosen, {homes, output, names: tools.names});
				break;
			}

			case 'pause': {
				opened.pause();
				output.result({action, paused: true}, 'Paused. Files that are under way are finished first; jottafm queue resume goes on.');
				break;
			}

			case 'resume': {
				opened.resume();
				startEngine();
				output.result({action, paused: false}, 'Going on.');
				break;
			}

			case 'cancel': {
				steer(action, chosen, {
					opened, output, item: opened.cancelItem, job: opened.cancelJob, all: opened.cancelAll,
				});
				clearAway(opened, startEngine);
				break;
			}

			case 'retry': {
				steer(action, chosen, {
					opened, output, item: opened.retry, job: opened.retryJob, all: opened.retryAll,
				});
				startEngine();
				break;
			}

			case 'clear': {
				opened.clearFinished({keepsFailed: chosen.failed !== true});
				clearAway(opened, startEngine);
				output.result({action}, `What is over is no longer listed.${keptText(watchQueue(opened, () => isEngineAlive(tools.directories)))}`);
				break;
			}

			default: {
				throw new TypeError(`unknown action ${(action satisfies never)}`);
			}
		}
	} finally {
		opened.close();
	}

	return 0;
}

function keptText(watch: Watch): string {
	const {failed} = watch.snapshot().totals;
	return failed === 0 ? '' : ` ${failed} that failed ${failed === 1 ? 'stays' : 'stay'}: jottafm queue clear --failed clears ${failed === 1 ? 'it' : 'them'}.`;
}

type Listing = {readonly homes: ReadonlyMap<string, Account['home']>; readonly output: Output; readonly names: NameCodec};

const batch = 500; // rows that are printed together

/** Of the whole queue the rows that tell most, and how many there are; of a job all, however many. */
async function list(watch: Watch, {job, all: isWhole = false}: Chosen, {homes, output, names}: Listing): Promise<void> {
	const snapshot = watch.snapshot();
	let shown = 0;
	for (const row of job === undefined && !isWhole ? snapshot.rows : watch.eachRow(job)) {
		if (!output.isJson && shown === 0) {
			output.result({}, '  item    job  state            size  from → to');
		}

		const {id, jobId, name, source, target, phase, direction, size, progressed, sent, failure} = row;
		output.result({
			item: id, job: jobId, name, from: printLocation(source, {names}), to: printLocation(target, {names}), phase, direction, size, progressed, sent, failure: failure && {...failure, nextStep: nextStepText(failure.nextStep)},
		}, rowLine(row, {homes, names}));
		shown += 1;
		if (shown % batch === 0) {
			await output.flush();
		}
	}

	output.note(summaryOf(snapshot, job === undefined ? snapshot.totals : watch.jobProgress(job).totals, {shown, isJob: job !== undefined}));
}

function summaryOf(snapshot: QueueSnapshot, totals: QueueTotals, {shown, isJob}: {readonly shown: number; readonly isJob: boolean}): string {
	const {isPaused, isEngineRunning, blocked, rows} = snapshot;
	const {running, waiting, asks, failed, done, skipped, cancelled} = totals;
	const left = leftText(snapshot);
	const all = running + waiting + asks + failed + done;
	const counts = [
		[running, 'under way'], [waiting, 'waiting'], [asks, 'waiting for an answer'], [failed, 'failed'], [done - skipped, 'done'], [skipped, 'skipped'], [isJob ? cancelled : 0, 'cancelled'],
	] as const;
	const said = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`).join(', ');
	return [
		said === '' ? (isJob ? 'Nothing of this job is listed any more.' : 'The queue is empty.') : `${said}.`,
		...(!isJob && all > shown ? [`Shown are ${rows.length} of ${counted(all, 'item')}, those that tell most; with --all each is.`] : []),
		...(running > 0 ? [`${rateText(snapshot)}${left === undefined ? '' : `, ${left} left`}.`] : []),
		...(isPaused ? ['Paused: jottafm queue resume goes on.'] : []),
		...(blocked ? [failureSentence(blocked)] : []),
		...(running + waiting > 0 && !isPaused && !isEngineRunning ? ['No engine is running: jottafm queue resume starts it.'] : []),
	].join(' ');
}

function rowLine({id, jobId, phase, size, progressed, source, target, failure, conflict}: QueueRow, {homes, names}: Pick<Listing, 'homes' | 'names'>): string {
	const shownPlace = (place: Location) => cleanText(printLocation(place, {names, home: place.kind === 'cloud' ? homes.get(place.account) : undefined}));
	const why = failure?.sentence ?? (conflict && isNothing(conflict.target) ? 'what it was to replace is no longer there' : undefined);
	const percent = phase === 'done' || size === 0 || progressed === 0 ? '' : ` ${Math.min(100, Math.floor((progressed / size) * 100))}%`;
	const where = `${String(id).padStart(6)} ${String(jobId).padStart(6)}  ${`${phase}${percent}`.padEnd(14)} ${longSize(size).padStart(9)}`;
	return `${where}  ${shownPlace(source)} → ${shownPlace(target)}${why === undefined ? '' : `  (${cleanText(why)})`}`;
}

type Steering = {
	readonly opened: Queue;
	readonly output: Output;
	readonly item: (item: number) => void;
	readonly job: (job: number) => void;
	readonly all: () => void;
};

function checkJob(job: number | undefined, {hasJob}: Queue): void {
	if (job !== undefined && !hasJob(job)) {
		throw new Failure('not-found', `The queue has no job ${job}.`, {nextStep: 'jottafm queue lists them.'});
	}
}

/** What was half-written goes now, not with the next copy. */
function clearAway({hasLeftovers}: Queue, startEngine: Context['startEngine']): void {
	if (hasLeftovers()) {
		startEngine();
	}
}

/** Single items, what belongs to one job, or everything. */
function steer(action: 'cancel' | 'retry', {items, job}: Chosen, {opened, output, ...verbs}: Steering): void {
	const verb = action === 'cancel' ? 'Cancelled' : 'To be tried again:';
	const numbers = items.map(Number);
	if (numbers.some(number => !Number.isSafeInteger(number) || number < 1)) {
		throw new Failure('usage', 'Items are named by their numbers.', {nextStep: 'jottafm queue lists them.'});
	}

	const unknown = numbers.find(number => !opened.hasItem(number));
	if (unknown !== undefined) {
		throw new Failure('not-found', `The queue has no item ${unknown}.`, {nextStep: 'jottafm queue lists them.'});
	}

	checkJob(job, opened);

	if (job !== undefined) {
		verbs.job(job);
		output.result({action, job}, `${verb} job ${job}.`);
	} else if (numbers.length > 0) {
		for (const number of numbers) {
			verbs.item(number);
		}

		output.result({action, items: numbers}, `${verb} ${numbers.join(', ')}.`);
	} else {
		verbs.all();
		output.result({action}, action === 'cancel' ? 'Cancelled all that was left to do.' : 'All that has failed is tried again.');
	}
}
