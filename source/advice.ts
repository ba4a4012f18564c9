/**
What a person can do about a failure, where the screen says it with keys and the command line with commands: each words it
for itself (app/keymap/advice-text.ts, cli/advice-text.ts). It is stored with a transfer that has failed, so what is here stays.
*/
type Advice =
	| {readonly kind: 'refresh'}
	| {readonly kind: 'retry-after'; readonly step: string} // a sentence, without its full stop
	| {readonly kind: 'retry-when'; readonly condition: string} // `nothing writes to it any more`
	| {readonly kind: 'move-again'}
	| {readonly kind: 'decide-or-copy-elsewhere'}
	| {readonly kind: 'copy-with-other-rule'}
	| {readonly kind: 'sign-in'}
	| {readonly kind: 'sign-in-again'; readonly account?: string; readonly note?: string} // note: one more sentence
	| {readonly kind: 'sign-in-by-browser'}
	| {readonly kind: 'sign-in-under-other-name'; readonly taken: string}
	| {readonly kind: 'name-server'}
	| {readonly kind: 'look-at-account'}
	| {readonly kind: 'look-in-trash'}
	| {readonly kind: 'free-trashed-name'}
	| {readonly kind: 'empty-trash'; readonly before: string} // the beginning of the sentence
	| {readonly kind: 'look-for-it'}
	| {readonly kind: 'list-places'}
	| {readonly kind: 'save-version'; readonly number: number}
	| {readonly kind: 'show-bytes'};

/** A sentence that is the same everywhere, or advice that each surface words; empty: there is nothing to be done. */
export type NextStep = string | Advice;

/** Whether another process has written a next step. */
export function isNextStep(value: unknown): value is NextStep {
	return typeof value === 'string' || (typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string');
}
