import type {App} from '../app.ts';
import type {QuestionDialog} from '../stores/dialog.ts';

/** A question that is answered by yes or no. */
export type Confirmation = {
	readonly title: string;
	readonly lines: readonly string[];
	readonly no: string; // the safe answer: Enter gives it
	readonly yes: string;
};

/** Asks, and resolves with whether the answer is yes; leaving the question is a no. */
export async function confirm({stores: {window}}: Pick<App, 'stores'>, confirmation: Confirmation): Promise<boolean> {
	const answer = Promise.withResolvers<boolean>();
	window.open(confirmDialog(confirmation, answer.resolve));
	return answer.promise;
}

/** The box of such a question, for what must find out first what it asks. */
export function confirmDialog({title, lines, no, yes}: Confirmation, onAnswer: (isYes: boolean) => void): QuestionDialog {
	const answer = (isYes: boolean) => () => {
		onAnswer(isYes);
	};

	return {
		kind: 'question',
		title,
		lines,
		choices: [{key: 'n', label: no, run: answer(false)}, {key: 'y', label: yes, run: answer(true)}],
		cursor: 0,
		onCancel: answer(false),
	};
}
