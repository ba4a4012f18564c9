import type {Clock} from '../../clock.ts';
import {toFailure, type Failure} from '../../failure.ts';
import {createStore, type Store} from './store.ts';

/** A message and when it was shown: ms since 1970. */
export type LogLine = {readonly at: number; readonly text: string};

type Message = {readonly text: string; readonly isProblem: boolean};

/** The line above the keys, and the log of all earlier ones. */
export type MessagesState = {
	readonly message?: Message | undefined;
	readonly longName?: string | undefined; // of the row under the cursor, when its column cuts it
	readonly log: readonly LogLine[]; // newest last
};

export type Messages = Store<MessagesState> & {
	readonly say: (text: string) => void;
	/** Shows a problem, without logging it: callers use `note` for that. */
	readonly warn: (text: string) => void;
	/** Shows and logs a failure as a sentence with its advice. Says nothing about what was cancelled. */
	readonly report: (error: unknown) => void;
	/** Shows how far work has come, without logging it. */
	readonly showProgress: (text: string) => void;
	readonly clear: () => void;
	/** Logs without showing. */
	readonly note: (text: string) => void;
	readonly showLongName: (name: string | undefined) => void;
};

const longestLog = 500;

type MessagesTools = {
	/** A failure with its advice, naming the person's own keys. */
	readonly problemText: (failure: Failure) => string;
	readonly onOffline: () => void;
};

/** `onOffline` is called for each failure that means the service cannot be reached. */
export function createMessages({now}: Pick<Clock, 'now'>, {problemText, onOffline}: MessagesTools): Messages {
	const store = createStore<MessagesState>({log: []});
	const show = (message: Message | undefined) => {
		store.set({...store.get(), message});
	};

	const note = (text: string) => {
		store.set({...store.get(), log: [...store.get().log, {at: now(), text}].slice(-longestLog)});
	};

	return {
		...store,
		note,
		say(text) {
			show({text, isProblem: false});
			note(text);
		},
		warn(text) {
			show({text, isProblem: true});
		},
		report(error) {
			const failure = toFailure(error);
			const {code} = failure;
			if (code === 'cancelled') {
				return;
			}

			if (code === 'offline') {
				onOffline();
			}

			const text = problemText(failure);
			show({text, isProblem: true});
			note(text);
		},
		showProgress(text) {
			show({text, isProblem: false});
		},
		clear() {
			if (store.get().message) {
				show(undefined);
			}
		},
		showLongName(longName) {
			store.set({...store.get(), longName});
		},
	};
}
