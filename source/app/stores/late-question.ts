import type {Clock} from '../../clock.ts';
import type {Messages} from './messages.ts';

const noticeable = 1000; // ms

type Tools = {readonly messages: Messages; readonly clock: Pick<Clock, 'sleep'>; readonly signal: AbortSignal};

/** What a question is made of. When it is late, a message says so until it is there, or until the signal is aborted. */
export async function saidWhenLate<Answer>(answer: Promise<Answer>, {messages, clock, signal}: Tools): Promise<Answer> {
	const words = 'This takes a moment: keys wait for the question; Esc leaves.';
	const answered = new AbortController();
	const isOver = AbortSignal.any([signal, answered.signal]);
	const unsay = () => {
		if (messages.get().message?.text === words) {
			messages.clear();
		}
	};

	isOver.addEventListener('abort', unsay);
	clock.sleep(noticeable, isOver).then(() => {
		messages.showProgress(words);
	}).catch(() => undefined); // it is over before
	try {
		return await answer;
	} finally {
		answered.abort();
	}
}
