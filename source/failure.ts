import type {NextStep} from './advice.ts';
import {cleanText} from './clean-text.ts';
import {isSystemError, meaningOf, refusedSubject} from './error-meanings.ts';
import type {FailureCode} from './failure-code.ts';
import {blankSecrets} from './log.ts';

/**
The one error family. The message is a sentence for a person: what happened, to which file.
`nextStep` says what they can do; `cause` is for the log only.
*/
export class Failure extends Error {
	override readonly name = 'Failure';
	readonly code: FailureCode;
	readonly nextStep: NextStep;

	constructor(code: FailureCode, sentence: string, {nextStep, cause}: {readonly nextStep: NextStep; readonly cause?: unknown}) {
		super(sentence, {cause});
		this.code = code;
		this.nextStep = nextStep;
	}
}

const endsAllCodes = new Set<FailureCode>(['cancelled', 'offline', 'not-signed-in', 'session-revoked', 'quota-full', 'account-locked']);

/** Of many that are worked off one by one: whether all the others would fail the same way. */
export function endsAll({code}: Failure): boolean {
	return endsAllCodes.has(code);
}

/** Whether the person has to sign in before anything is tried again. */
export function needsSignIn({code}: Pick<Failure, 'code'>): boolean {
	return code === 'session-revoked' || code === 'not-signed-in';
}

/** Of what the queue waits for: whether it goes on by itself once that is over. */
export function isPassing({code}: Pick<Failure, 'code'>): boolean {
	return code !== 'service' && code !== 'permission';
}

/** The same failure, with what else a person should know about it. `nextStep`: where another is right. */
export function reworded(error: unknown, words: (message: string) => string, nextStep?: NextStep): Failure {
	const failure = toFailure(error);
	return new Failure(failure.code, words(failure.message), {nextStep: nextStep ?? failure.nextStep, cause: error});
}

/** A failure as plain data: it crosses into SQLite and another process unchanged. */
export type FailureFacts = {
	readonly code: FailureCode;
	readonly sentence: string;
	readonly nextStep: NextStep;
	readonly cause?: string; // in the words of the service or the system, for the log only; holds no secret
};

export function failureFacts(failure: Failure): FailureFacts {
	const cause = causeText(failure);
	return {
		code: failure.code, sentence: failure.message, nextStep: failure.nextStep, ...(cause !== '' && {cause}),
	};
}

/** Such plain data as a failure again. */
export function failureFrom({code, sentence, nextStep, cause}: FailureFacts): Failure {
	return new Failure(code, sentence, {nextStep, cause});
}

const longestCause = 500; // characters: it is stored with each item

function causeText({cause}: Failure): string {
	if (cause instanceof Failure) {
		return causeText(cause);
	}

	const text = cause instanceof Error ? (cause.message === '' ? cause.name : cause.message) : (typeof cause === 'string' ? cause : '');
	return cleanText(blankSecrets(text)).slice(0, longestCause);
}

/** Anything thrown, as a Failure: aborts become `cancelled`, errors of the system sentences about what they name, the unexpected becomes `service`. */
export function toFailure(error: unknown): Failure {
	if (error instanceof Failure) {
		return error;
	}

	if (error instanceof Error && error.name === 'AbortError') {
		return new Failure('cancelled', 'Cancelled.', {nextStep: '', cause: error});
	}

	const meaning = meaningOf(error);
	if (meaning) {
		return new Failure(meaning.code, meaning.sentence(cleanText(refusedSubject(error))), {nextStep: meaning.nextStep, cause: error});
	}

	if (isSystemError(error)) {
		return new Failure('service', `The system refused ${cleanText(refusedSubject(error))}.`, {nextStep: 'Try again; -v shows more.', cause: error});
	}

	const detail = (error instanceof Error ? error.message : String(error)).replace(/\.$/v, '');
	return new Failure('service', `Something unexpected happened: ${detail}.`, {nextStep: 'Try again; -v shows more.', cause: error});
}
