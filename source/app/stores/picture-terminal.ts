import type {Clock} from '../../clock.ts';
import type {PictureSize} from '../../files/pictures/picture-decoder.ts';
import type {WindowSize} from '../terminal/window-size.ts';
import type {KeyEvent} from '../terminal/key-event.ts';
import type {PictureProtocol, PicturePreference} from '../terminal/picture-protocol.ts';
import {createStore, type Store} from './store.ts';

/** What is known about the terminal's support for pictures. */
export type PictureAbility = {
	readonly protocol: PictureProtocol | undefined;
	readonly cell: PictureSize | undefined; // pixels of one
	readonly isAsked: boolean; // it was asked and has not answered yet
};

/** The terminal is asked only when the first picture is to be shown: an answer that arrives after the program has ended would be typed into the shell. */
export type PictureTerminal = Store<PictureAbility> & {
	/** Asks once. Resolves when the terminal has answered, the wait is over, or the signal aborts. */
	readonly ask: (signal: AbortSignal) => Promise<void>;
	readonly hear: (answer: TerminalAnswer) => void;
};

type TerminalAnswer = Extract<KeyEvent, {kind: 'answer'}>;

type Tools = {
	readonly write: (sequence: string) => void;
	readonly size: () => WindowSize;
	readonly clock: Pick<Clock, 'sleep'>;
};

const windowPixels = '\u{1B}[14t';
const cellPixels = '\u{1B}[16t';
const attributes = '\u{1B}[c'; // last: every terminal answers it, and answers come in order
const sixelAttribute = 4;
const longestWait = 2000; // ms

/** A protocol that is known beforehand is not asked about; `undefined` turns pictures off. */
export function createPictureTerminal(preference: PicturePreference, {write, size, clock}: Tools): PictureTerminal {
	const store = createStore<PictureAbility>({protocol: preference === 'ask' ? undefined : preference, cell: undefined, isAsked: false});
	const known = new AbortController(); // aborted when no more answers are expected
	const change = (part: Partial<PictureAbility>) => {
		store.set({...store.get(), ...part});
	};

	const enough = () => {
		known.abort();
		change({isAsked: false});
	};

	return {
		...store,
		async ask(signal) {
			if (preference === undefined || known.signal.aborted) {
				return;
			}

			if (!store.get().isAsked) {
				change({isAsked: true});
				write(windowPixels + cellPixels + attributes);
			}

			try {
				await clock.sleep(longestWait, AbortSignal.any([signal, known.signal]));
				enough();
			} catch {
				// The terminal has answered, or the caller has given up.
			}
		},
		hear(answer) {
			if (answer.about === 'attributes') {
				if (preference === 'ask' && answer.values.includes(sixelAttribute)) {
					change({protocol: 'sixel'});
				}

				enough();
			} else {
				const cell = answer.about === 'cell' ? answer.pixels : cellOf(answer.pixels, size());
				if (cell.width > 0 && cell.height > 0) {
					change({cell});
				}
			}
		},
	};
}

function cellOf({width, height}: PictureSize, {columns, rows}: WindowSize): PictureSize {
	return {width: Math.floor(width / columns), height: Math.floor(height / rows)};
}
