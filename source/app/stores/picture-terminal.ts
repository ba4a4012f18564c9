import type {Clock} from '../../clock.ts';
import type {PictureSize} from '../../files/pictures/picture-decoder.ts';
import type {WindowSize} from '../terminal/window-size.ts';
import type {KeyEvent} from '../terminal/key-event.ts';
import type {PictureProtocol, PicturePreference} from '../terminal/picture-protocol.ts';
import {createStore, type Store} from './store.ts';

/** What a terminal can do with pictures, as far as it is known. */
export type PictureAbility = {
	readonly protocol: PictureProtocol | undefined;
	readonly cell: PictureSize | undefined; // pixels of one
	readonly isAsked: boolean; // and has not answered yet
};

/** It is asked when the first picture is to be shown: an answer that comes after the program has ended would be typed into the shell. */
export type PictureTerminal = Store<PictureAbility> & {
	/** Resolves when it has answered, or has not for a while, or nobody waits any more. It is asked once. */
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
const attributes = '\u{1B}[c'; // last: every terminal answers it, and in order
const sixelAttribute = 4;
const patience = 2000; // ms

export function createPictureTerminal(preference: PicturePreference, {write, size, clock}: Tools): PictureTerminal {
	const store = createStore<PictureAbility>({protocol: preference === 'ask' ? undefined : preference, cell: undefined, isAsked: false});
	const known = new AbortController(); // aborted: as much as there is to know
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
				await clock.sleep(patience, AbortSignal.any([signal, known.signal]));
				enough();
			} catch {
				// It has answered, or nobody waits any more.
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
