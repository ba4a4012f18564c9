import type {Clock} from '../../clock.ts';
import {toFailure, type Failure} from '../../failure.ts';
import {createStore, type Store} from './store.ts';

/** What was said, and when: ms since 1970. */
export type LogLine = {readonly at: number; readonly text: string};

type Message = {readonly text: string; readonly isProblem: boolean};

/** The line above the keys, and all that has stood there. */
export type MessagesState = {
	readonly message?: Message | undefined;
	readonly longName?: string | undefined; // of the row under the cursor, when its column cuts it
	readonly log: readonly LogLine[]; // newest last
};

export type Messages = Store<MessagesState> & {
	readonly say: (text: string) => void;
	/** Says that something is wrong and not to be missed; `text` is in the log already, or goes there by `note`. */
	readonly warn: (text: string) => void;
	/** A failure as a sentence, with what can be done. What was cancelled is not one. */
	readonly report: (error: unknown) => void;
	/** How far work has come: shown, and not kept. */
	readonly showProgress: (text: string) => void;
	readonly clear: () => void;
	/** Into the log alone. */
	readonly note: (text: string) => void;
	readonly showLongName: (name: string | undefined) => void;
};

const longestLog = 500;

type MessagesTools = {
	/** A failure with its advice, in the words of this screen and the person's own keys. */
	readonly problemText: (failure: Failure) => string;
	readonly onOffline: () => void;
};

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
