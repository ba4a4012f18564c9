import {withoutStepsBack} from '../clock.ts';
import {
	counted,
	longSize,
	shortSize,
	speed,
} from '../format.ts';
import {isPassing, needsSignIn, type FailureFacts} from '../failure.ts';
import {isSignedOut, type AccountStore} from '../settings/accounts.ts';
import {runningPhases} from '../transfers/item.ts';
import {leftText, rateText} from '../transfers/progress-text.ts';
import type {Queue} from '../transfers/queue.ts';
import {isEngineAlive} from '../transfers/start-engine.ts';
import type {AccountBlock, QueueRow, QueueTotals} from '../transfers/snapshot.ts';
import {
	watchQueue,
	type JobProgress,
	type Watch,
} from '../transfers/watch.ts';
import {failureSentence} from './advice-text.ts';
import type {Context} from './context.ts';
import {exitStatusOf, type ExitStatus} from './exit-status.ts';
import {reportJob} from './job-report.ts';

const poll = 100; // ms
const enginePoll = 1000; // ms between two checks whether an engine runs
const shownRows = 8;

type Following = Pick<Context, 'tools' | 'output' | 'signal' | 'startEngine' | 'engineProblem'>;

/** Shows the progress of a job until it is over, and reports it. An interruption cancels this job and no other. */
export async function followJob(job: number, queue: Queue, {tools, output, signal, startEngine, engineProblem}: Following): Promise<ExitStatus> {
	const watch = watchQueue(queue, () => isEngineAlive(tools.directories));
	const now = withoutStepsBack(tools.clock);
	let checked = now();
	const notice = sayOnce(output.note);
	const tellTries = triesTeller({job, watch, say: output.note});
	const mustSignIn = createSignInCheck(watch.jobProgress(job).blocked, tools.accounts);
	for (;;) {
		const stuck = queue.removal() ?? engineProblem?.();
		if (stuck) {
			output.failure(stuck.message, stuck.nextStep);
			return exitStatusOf(stuck);
		}

		const progress = watch.jobProgress(job);
		notice(noticesOn(progress));
		tellTries(progress, now());

		if (progress.isOver) {
			output.clearProgress();
			queue.tell(job);
			return reportJob({job, isMove: watch.job(job)?.kind === 'move', log: tools.log}, watch.jobResult(job), output);
		}

		if (signal.aborted) {
			queue.cancelJob(job);
			output.note('Cancelled. What was copied stays; run the same again to go on.');
			return 130;
		}

		if (progress.blocked && await mustSignIn(progress.blocked)) {
			queue.cancelJob(job);
			output.failure(progress.blocked.sentence, progress.blocked.nextStep);
			return exitStatusOf(progress.blocked);
		}

		if (onlyAsks(progress)) {
			output.note(`${counted(progress.totals.asks, 'file')} wait for an answer: open jottafm and decide, or run again with --overwrite.`);
			return 1;
		}

		if (output.isTerminal) {
			output.progress([totalLine(progress), ...runningLines(job, watch)]);
		}

		if (now() - checked >= enginePoll) {
			checked = now();
			startEngine(); // without effect while one runs; one that has died is replaced
		}

		await tools.clock.sleep(poll, signal).catch(() => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- interrupted: seen above
	}
}

/**
Whether the person has to sign in before the job goes on. What was known when it began may be of an earlier engine, or somebody
has signed in since: then the account itself says it.
*/
function createSignInCheck(before: FailureFacts | AccountBlock | undefined, accounts: AccountStore): (blocked: FailureFacts | AccountBlock) => Promise<boolean> {
	return async blocked => {
		if (!needsSignIn(blocked) || !('account' in blocked)) {
			return false;
		}

		const isKnown = before !== undefined && 'account' in before && before.since === blocked.since;
		return !isKnown || isSignedOut(blocked.account, accounts);
	};
}

/** Says only the texts that were not among the last ones. */
function sayOnce(say: (text: string) => void): (texts: readonly string[]) => void {
	let said: readonly string[] = [];
	return texts => {
		const before = said;
		said = texts;
		for (const text of texts.filter(each => !before.includes(each))) {
			say(text);
		}
	};
}

/** Says why items wait for another try: each kind of reason once, however many items meet it. A pause that is asked for is a notice. */
function triesTeller({job, watch, say}: {readonly job: number; readonly watch: Watch; readonly say: (text: string) => void}): (progress: JobProgress, now: number) => void {
	const said = new Set<string>();
	return ({totals, blocked, isPaused}, now) => {
		const rows = totals.waiting === 0 || Boolean(blocked) || isPaused ? [] : watch.snapshot().rows;
		for (const {jobId, phase, failure, retryAt = 0} of rows) {
			if (jobId === job && phase === 'waiting' && failure && retryAt > now + poll && !said.has(failure.code)) {
				said.add(failure.code);
				say(failure.code === 'offline' ? `${failureSentence(failure)} It goes on by itself then.` : `${failure.sentence} It is tried again by itself.`);
			}
		}
	};
}

/** Why the queue does not go on. */
function noticesOn({totals, isPaused, short, blocked}: JobProgress): readonly string[] {
	return [
		...(isPaused ? ['The queue is paused; from another terminal jottafm queue resume goes on.'] : []),
		...(!isPaused && onlyPaused(totals) ? [`What is left, ${counted(totals.paused, 'item')}, is paused: in jottafm (t, then Space) it goes on; Ctrl-C ends this.`] : []),
		...(short ? [failureSentence(short)] : []),
		...(blocked && !needsSignIn(blocked) ? [`${failureSentence(blocked)}${isPassing(blocked) ? ' The queue goes on after that.' : ''}`] : []),
	];
}

function onlyAsks({totals}: JobProgress): boolean {
	return totals.asks > 0 && totals.running === 0 && totals.waiting === 0 && !totals.isCounting;
}

function onlyPaused({paused, waiting, running, isCounting}: QueueTotals): boolean {
	return paused > 0 && paused === waiting && running === 0 && !isCounting;
}

function totalLine(progress: JobProgress): string {
	const {running, waiting, asks, done, skipped, failed, bytes, bytesDone, isCounting} = progress.totals;
	const all = running + waiting + asks + failed + done;
	const time = leftText(progress);
	const left = time === undefined ? '' : `  ${time} left`;
	const asked = asks === 0 ? '' : `  ${asks} ${asks === 1 ? 'waits' : 'wait'} for an answer`;
	const passed = skipped === 0 ? '' : `  ${skipped} skipped`;
	const lost = failed === 0 ? '' : `  ${failed} failed`;
	return `${done - skipped} of ${all}${isCounting ? '+' : ''} done  ${longSize(bytesDone)} of ${longSize(bytes)}  ${rateText(progress)}${left}${passed}${asked}${lost}`;
}

/** What is under way, in the words of the screen. */
function runningLines(job: number, watch: Watch): readonly string[] {
	const rows = watch.snapshot().rows.filter(row => row.jobId === job && runningPhases.includes(row.phase));
	return rows.slice(0, shownRows).map(row => runningLine(row));
}

function runningLine({phase, size, progressed, speed: rate, name}: QueueRow): string {
	const percent = size === 0 ? '' : `${Math.min(100, Math.floor((progressed / size) * 100))}%`;
	return ` ${phase.padEnd(9)} ${percent.padStart(4)}  ${shortSize(size).padStart(5)}  ${(rate > 0 ? speed(rate) : '').padStart(10)}  ${name.split('/').at(-1)!}`;
}
