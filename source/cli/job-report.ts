import {counted, longSize} from '../format.ts';
import {logCause, type Log} from '../log.ts';
import type {QueueRow} from '../transfers/snapshot.ts';
import {skipText} from '../transfers/skip-text.ts';
import type {JobResult} from '../transfers/watch.ts';
import {nextStepText, failureSentence} from './advice-text.ts';
import type {Output} from './context.ts';
import {exitStatusOfJob, type ExitStatus} from './exit-status.ts';

const shownSkipped = 20;

/** Prints the result of a job, in lines or as JSON, and gives its exit status. */
export function reportJob({job, isMove, log}: {readonly job: number; readonly isMove: boolean; readonly log: Log}, result: JobResult, output: Output): ExitStatus {
	const {totals, failures, sent, skipped, skips, isCancelled} = result;
	const status = exitStatusOfJob(result, {isMove});
	if (isCancelled) {
		output.failure('The job was cancelled by somebody else.', 'What was copied stays; run the same again to go on.');
		return status;
	}

	nameFailed(failures, job, output);
	noteSkipped(failures, {skipped, job}, output);
	tellPartly(failures, {isMove, output});
	for (const {name, failure = {}} of failures) {
		logCause(log, failure, `${name}: `);
	}

	const {failed, done, bytesDone} = totals;
	const facts = {
		job, done: done - skipped, skipped, failed, bytes: bytesDone, sent, ...(skipped > 0 && {reasons: Object.fromEntries(skips.map(({reason = 'unknown', count}) => [reason, count]))}),
	};
	if (output.isJson) {
		output.result(facts, '');
	} else {
		output.note(`${counted(done - skipped, 'item')} done, ${longSize(sent)} transferred${skipped > 0 ? `, ${skipText(skips)}` : ''}${failed > 0 ? `, ${failed} failed` : ''}.`);
	}

	return status;
}

/** Each failure with its reason; those with the same reason, as in a folder that cannot be written to, in one line. */
function nameFailed(rows: readonly QueueRow[], job: number, output: Output): void {
	const failed = rows.filter(({phase}) => phase === 'failed');
	for (const [sentence, alike] of Map.groupBy(failed, ({failure}) => failure!.sentence)) {
		const [{name, failure}] = alike as [QueueRow];
		if (alike.length === 1) {
			output.failure(`${name}: ${sentence}`, failure!.nextStep);
		} else {
			output.failure(`${name} and ${alike.length - 1} more: ${sentence}`, `${nextStepText(failure!.nextStep)} Each by name: jottafm queue --job ${job}`.trim());
		}
	}
}

/** What was skipped, by name; only the first ones of many. */
function noteSkipped(rows: readonly QueueRow[], {skipped, job}: {readonly skipped: number; readonly job: number}, output: Output): void {
	const said = rows.filter(each => each.phase === 'skipped' && each.failure !== undefined).slice(0, shownSkipped);
	for (const {failure} of said) {
		output.note(`skipped: ${failure!.sentence}`);
	}

	if (said.length > 0 && skipped > said.length) {
		output.note(`… and ${skipped - said.length} more: jottafm queue --job ${job} lists them.`);
	}
}

/** What was done only in part: of a move the original stays, and that is a failure. */
function tellPartly(rows: readonly QueueRow[], {isMove, output}: {readonly isMove: boolean; readonly output: Output}): void {
	for (const {failure} of rows.filter(each => each.phase === 'done' && each.failure !== undefined)) {
		if (isMove) {
			output.failure(failure!.sentence, failure!.nextStep);
		} else {
			output.note(failureSentence(failure!));
		}
	}
}
