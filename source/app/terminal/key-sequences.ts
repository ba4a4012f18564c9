import type {KeyEvent} from './key-event.ts';
import {nameOfCsi, nameOfLinux, nameOfSs3} from './key-names.ts';

/** What the decoder is currently reading. */
export type State =
	| {readonly in: 'ground' | 'escape' | 'linux' | 'ss3'}
	| {readonly in: 'csi'; readonly parameters: string}
	| {readonly in: 'old mouse'; readonly left: number} // after ESC [ M: three characters
	| {readonly in: 'string?'; readonly opener: string} // ESC ] is Alt-] unless a string follows
	| {readonly in: 'string'; readonly last: string}
	| {readonly in: 'paste'; readonly text: string};

export const ground: State = {in: 'ground'};
const longestSequence = 64; // characters: anything longer is not a sequence

type Emit = {readonly onEvent: (event: KeyEvent) => void; readonly emitKey: (key: string | undefined, text?: string) => void};

/** Reads one more character of a sequence; a complete one is emitted. */
export function inSequence(state: State, character: string, emit: Emit): State {
	switch (state.in) {
		case 'csi': {
			return inCsi(state.parameters, character, emit);
		}

		case 'linux': {
			emit.emitKey(nameOfLinux(character));
			return ground;
		}

		default: {
			emit.emitKey(nameOfSs3(character));
			return ground;
		}
	}
}

function inCsi(parameters: string, character: string, emit: Emit): State {
	if (parameters === '' && character === '[') {
		return {in: 'linux'};
	}

	// rxvt ends sequences of Shift with `$`, which never ends a CSI sequence elsewhere.
	if (character < '@' && !(character === '$' && /^\d+$/v.test(parameters))) {
		return parameters.length < longestSequence ? {in: 'csi', parameters: parameters + character} : ground;
	}

	return finishCsi(parameters, character, emit);
}

function finishCsi(parameters: string, final: string, {onEvent, emitKey}: Emit): State {
	if (final === '~' && parameters === '200') {
		return {in: 'paste', text: ''};
	}

	if (parameters === '' && final === 'M') {
		return {in: 'old mouse', left: 3};
	}

	if (parameters === '' && (final === 'I' || final === 'O')) {
		onEvent({kind: 'focus', isFocused: final === 'I'});
		return ground;
	}

	if (parameters.startsWith('<') && (final === 'M' || final === 'm')) {
		const [button = 0, column = 1, row = 1] = parameters.slice(1).split(';').map(Number);
		onEvent({
			kind: 'mouse', button, column, row, isDown: final === 'M',
		});
		return ground;
	}

	const answer = answerOf(parameters, final);
	if (answer) {
		onEvent(answer);
		return ground;
	}

	const key = nameOfCsi(parameters, final);
	emitKey(key, key === 'Space' ? ' ' : (key !== undefined && [...key].length === 1 ? key : undefined));
	return ground;
}

/** A terminal's answer about itself: its attributes, or the pixels of its window or of a cell. */
function answerOf(parameters: string, final: string): KeyEvent | undefined {
	if (final === 'c' && parameters.startsWith('?')) {
		return {kind: 'answer', about: 'attributes', values: parameters.slice(1).split(';').map(Number)};
	}

	const pixels = /^(?<about>[46]);(?<height>\d+);(?<width>\d+)$/v.exec(parameters)?.groups;
	return final === 't' && pixels
		? {kind: 'answer', about: pixels.about === '4' ? 'window' : 'cell', pixels: {width: Number(pixels.width), height: Number(pixels.height)}}
		: undefined;
}
