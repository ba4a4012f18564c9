import type {Finding} from './examine.ts';
import type {Trial} from './bench/trial.ts';

/* What can be attached to an issue: none of it is copied from an answer, so no name of a person, a file or a device is in it. */

/** One line about a question. */
export function findingLine({trial: {number, name, question, assumed}, verdict, seen}: Finding): readonly string[] {
	return [number, verdict, name, question, `assumed: ${assumed}`, `${verdict === 'not tried' ? 'why' : 'seen'}: ${seen}`];
}

/** The same as plain data. */
export function findingFacts({trial: {number, name, question, assumed}, verdict, seen}: Finding): object {
	return {
		number, name, question, assumed, verdict, ...(verdict === 'not tried' ? {why: seen} : {seen}),
	};
}

/** What is done for a question, before anything is sent. */
export function stepText({number, question}: Pick<Trial, 'number' | 'question'>): string {
	return `${number}: ${question}`;
}
