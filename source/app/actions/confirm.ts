import type {App} from '../app.ts';
import type {QuestionDialog} from '../stores/dialog.ts';

/** A yes-or-no question. */
export type Confirmation = {
	readonly title: string;
	readonly lines: readonly string[];
	readonly no: string; // the safe answer: Enter gives it
	readonly yes: string;
};

/** Asks a yes-or-no question. Resolves with whether the answer is yes; cancelling means no. */
export async function confirm({stores: {window}}: Pick<App, 'stores'>, confirmation: Confirmation): Promise<boolean> {
	const answer = Promise.withResolvers<boolean>();
	window.open(confirmDialog(confirmation, answer.resolve));
	return answer.promise;
}

/** The dialog of a yes-or-no question, for `app.ask`, which must look something up before it can ask. */
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
