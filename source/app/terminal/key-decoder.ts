import type {KeyEvent} from './key-event.ts';
import {nameAfterEscape, nameOfCharacter} from './key-names.ts';
import {ground, inSequence, type State} from './key-sequences.ts';

/*
Bytes to keys. A slow line splits sequences anywhere: once `ESC [` or `ESC O` has arrived, what follows is never
taken for letters, however late it comes. Only a lone ESC waits, and only for a moment (ux.md 2). What a terminal
answers in strings (OSC, DCS, APC) is no key either.
*/

export type KeyDecoderOptions = {
	readonly onEvent: (event: KeyEvent) => void;
	readonly escapeWait?: number; // ms
	readonly setTimer: (run: () => void, milliseconds: number) => () => void; // gives back how to stop it
};

export type KeyDecoder = {readonly feed: (chunk: Uint8Array) => void};

const esc = '\u{1B}';
const bell = '\u{7}';
const pasteEnd = `${esc}[201~`;
const stringStarts: Readonly<Record<string, RegExp>> = {']': /\d/v, P: /[\d!$+>]/v, _: /G/v};
const isControl = (character: string) => /\p{Control}/v.test(character);

// The rest of a sequence whose ESC was taken for the key, because it came so late.
const lateRest = /^(?:\[(?:[\d:;<?][\d:;]*)?(?:[A-Z^a-z~]|(?<=\d)\$)|O[A-Za-z])/v;

export function createKeyDecoder({onEvent, escapeWait = 100, setTimer}: KeyDecoderOptions): KeyDecoder {
	const decoder = new TextDecoder('utf-8');
	let state: State = ground;
	let isLate = false; // an ESC was taken for the key just now
	let stopTimer: (() => void) | undefined;

	const emitKey = (key: string | undefined, text?: string) => {
		if (key !== undefined) {
			onEvent({kind: 'key', key, ...(text !== undefined && {text})});
		}
	};

	const wait = () => {
		stopTimer = setTimer(() => {
			stopTimer = undefined;
			if (state.in !== 'escape') {
				return;
			}

			state = ground;
			isLate = true;
			emitKey('Esc');
		}, escapeWait);
	};

	const inGround = (character: string): State => {
		emitKey(nameOfCharacter(character), isControl(character) ? undefined : character);
		return ground;
	};

	const afterEscape = (character: string): State => {
		if (character === '[') {
			return {in: 'csi', parameters: ''};
		}

		if (character === 'O') {
			return {in: 'ss3'};
		}

		if (Object.hasOwn(stringStarts, character)) {
			return {in: 'string?', opener: character};
		}

		emitKey(nameAfterEscape(character));
		return ground;
	};

	const step = (character: string): State => {
		if (state.in === 'string') {
			const isOver = character === bell || (state.last === esc && character === '\\') || character === '\u{18}';
			return isOver ? ground : {in: 'string', last: character};
		}

		if (state.in === 'old mouse') {
			return state.left > 1 ? {in: 'old mouse', left: state.left - 1} : ground;
		}

		if (character === esc) {
			if (state.in === 'escape') {
				emitKey('Esc');
			}

			wait();
			return {in: 'escape'};
		}

		switch (state.in) {
			case 'ground': {
				return inGround(character);
			}

			case 'escape': {
				return afterEscape(character);
			}

			case 'string?': {
				if (stringStarts[state.opener]!.test(character)) {
					return {in: 'string', last: character};
				}

				emitKey(nameAfterEscape(state.opener));
				return inGround(character);
			}

			default: {
				// Nothing of the kind is part of a sequence: it was cut off, and this was typed.
				return isControl(character) || character > '~' ? inGround(character) : inSequence(state, character, {onEvent, emitKey});
			}
		}
	};

	/** A paste is taken as a whole: it can be long. Gives back what comes after it. */
	const takePaste = (before: string, chunk: string): string => {
		const text = before + chunk;
		const end = text.indexOf(pasteEnd, Math.max(0, before.length - pasteEnd.length));
		if (end === -1) {
			state = {in: 'paste', text};
			return '';
		}

		state = ground;
		onEvent({kind: 'paste', text: text.slice(0, end)});
		return text.slice(end + pasteEnd.length);
	};

	return {
		feed(chunk) {
			let rest = decoder.decode(chunk, {stream: true});
			if (rest !== '') {
				if (isLate && lateRest.test(rest)) {
					state = {in: 'escape'};
				}

				isLate = false;
			}

			while (rest !== '') {
				if (state.in === 'paste') {
					rest = takePaste(state.text, rest);
					continue;
				}

				stopTimer?.();
				stopTimer = undefined;
				const character = String.fromCodePoint(rest.codePointAt(0)!);
				state = step(character);
				rest = rest.slice(character.length);
			}
		},
	};
}
