import type {KeyEvent} from './key-event.ts';
import {nameAfterEscape, nameOfCharacter} from './key-names.ts';
import {ground, inSequence, type State} from './key-sequences.ts';

/*
Turns bytes into keys. A slow connection may split a sequence anywhere: what follows `ESC [` or `ESC O` is never taken
for letters, however late it arrives. Only a lone ESC waits, and only briefly (ux.md 2). Strings that a terminal sends
as answers (OSC, DCS, APC) are not keys either.
*/

export type KeyDecoderOptions = {
	readonly onEvent: (event: KeyEvent) => void;
	readonly escapeWait?: number; // ms
	readonly setTimer: (run: () => void, milliseconds: number) => () => void; // returns how to stop it
};

export type KeyDecoder = {readonly feed: (chunk: Uint8Array) => void};

const esc = '\u{1B}';
const bell = '\u{7}';
const pasteEnd = `${esc}[201~`;
const stringStarts: Readonly<Record<string, RegExp>> = {']': /\d/v, P: /[\d!$+>]/v, _: /G/v};
const isControl = (character: string) => /\p{Control}/v.test(character);

// The rest of a sequence that arrived so late that its ESC was taken for the key.
const lateRest = /^(?:\[(?:[\d:;<?][\d:;]*)?(?:[A-Z^a-z~]|(?<=\d)\$)|O[A-Za-z])/v;

/** Bytes may be fed in pieces of any size. */
export function createKeyDecoder({onEvent, escapeWait = 100, setTimer}: KeyDecoderOptions): KeyDecoder {
	const decoder = new TextDecoder('utf-8');
	let state: State = ground;
	let isLate = false; // an ESC has just been taken for the key
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
				// Such a character is never part of a sequence: the sequence was cut off, and this was typed.
				return isControl(character) || character > '~' ? inGround(character) : inSequence(state, character, {onEvent, emitKey});
			}
		}
	};

	/** Takes a paste in whole chunks, as it can be long; returns what comes after it. */
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
