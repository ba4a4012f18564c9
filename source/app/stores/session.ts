import type {AccountFacts} from '../../jotta/account.ts';
import type {Clock} from '../../clock.ts';
import {toFailure, type Failure} from '../../failure.ts';
import type {Location} from '../../files/location.ts';
import type {WindowSize} from '../terminal/window-size.ts';
import type {OpenWizard} from './wizard.ts';
import type {Dialog} from './dialog.ts';
import {createStore, type Store} from './store.ts';

export type Side = 0 | 1;
/** What happens once the transfers are over. */
export type WhenFinished = 'nothing' | 'bell' | 'leave';
export type QueueTab = 'active' | 'queued' | 'waiting' | 'failed' | 'done';

export const screens = ['browser', 'queue', 'places', 'trash', 'versions', 'links', 'latest', 'viewer'] as const;
export type Screen = (typeof screens)[number];

/** What of the trash is shown: what went with a folder, or what a live folder hides; else all of it. */
export type TrashView = {
	readonly account: string;
	readonly path: string;
	readonly deletedAt?: number; // when the folder went
	readonly isRecursive: boolean; // with all folders below
};

/** What was said, and when: ms since 1970. */
export type LogLine = {readonly at: number; readonly text: string};

type Message = {readonly text: string; readonly isProblem: boolean};

/** What is neither a pane nor the queue: who is signed in, which screen, what was said. */
export type SessionState = {
	readonly size: WindowSize;
	readonly active: Side;
	readonly screen: Screen;
	readonly subject?: {readonly location: Extract<Location, {kind: 'cloud'}>; readonly name: string} | undefined; // whose versions are shown
	readonly trashViews: readonly TrashView[]; // the way back, the shown one last; none: the whole trash
	readonly dialog?: Dialog | undefined;
	readonly message?: Message | undefined;
	readonly lastClick?: {readonly side: Side; readonly index: number; readonly at: number} | undefined; // a second one opens
	readonly longName?: string | undefined; // of the row under the cursor, when its column cuts it
	readonly prefix: string; // keys of a command that has begun: `g`
	readonly account?: AccountFacts | undefined;
	readonly accountName?: string | undefined;
	readonly isOffline: boolean;
	readonly silentSeconds?: number | undefined; // the service has been asked and does not answer
	readonly isTogether: boolean; // the panes go into folders together
	readonly lastFilter: string; // what n and N look for
	readonly wizard?: OpenWizard | undefined; // in front of everything: somebody signs in
	readonly leftWizards: readonly string[]; // accounts whose sign-in has ended, and that are left so for now
	readonly queueTab: QueueTab;
	readonly queueCursor: number;
	readonly whenFinished: WhenFinished;
	readonly log: readonly LogLine[]; // newest last
};

export type Session = Store<SessionState> & {
	readonly change: (part: Partial<SessionState>) => void;
	readonly say: (text: string) => void;
	/** A failure as a sentence, with what can be done. What was cancelled is not one. */
	readonly complain: (error: unknown) => void;
	readonly open: (dialog: Dialog) => void;
	readonly close: () => void;
	readonly note: (line: string) => void;
};

const longestLog = 500;

export type SessionTools = Pick<Clock, 'now'> & {readonly problemText: (failure: Failure) => string};

export function createSession(size: WindowSize, {now, problemText}: SessionTools): Session {
	const store = createStore<SessionState>({
		size, active: 0, screen: 'browser', prefix: '', trashViews: [], isOffline: false, isTogether: false, lastFilter: '', leftWizards: [], queueTab: 'active', queueCursor: 0, whenFinished: 'nothing', log: [],
	});
	const change = (part: Partial<SessionState>) => {
		store.set({...store.get(), ...part});
	};

	const note = (text: string) => {
		change({log: [...store.get().log, {at: now(), text}].slice(-longestLog)});
	};

	return {
		...store,
		change,
		note,
		say(text) {
			change({message: {text, isProblem: false}});
			note(text);
		},
		complain(error) {
			const failure = toFailure(error);
			const {code} = failure;
			if (code === 'cancelled') {
				return;
			}

			const text = problemText(failure);
			change({message: {text, isProblem: true}, ...(code === 'offline' && {isOffline: true})});
			note(text);
		},
		open(dialog) {
			change({dialog, message: undefined});
		},
		close() {
			change({dialog: undefined});
		},
	};
}
