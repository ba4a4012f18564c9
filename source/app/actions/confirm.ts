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
	const answerBy = (isYes: boolean) => () => {
		answer.resolve(isYes);
	};

	window.open(confirmDialog(confirmation, answerBy(true), answerBy(false)));
	return answer.promise;
}

/** The dialog of a yes-or-no question, for `app.ask`, which must look something up before it can ask. */
export function confirmDialog({title, lines, no, yes}: Confirmation, onYes: () => void, onNo = () => {}): QuestionDialog { // eslint-disable-line @typescript-eslint/no-empty-function -- mostly nothing happens
	return {
		kind: 'question',
		title,
		lines,
		choices: [{key: 'n', label: no, run: onNo}, {key: 'y', label: yes, run: onYes}],
		cursor: 0,
		onCancel: onNo,
	};
}
