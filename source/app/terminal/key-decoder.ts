import {
	nameAfterEscape,
	nameOfCharacter,
	nameOfCsi,
	nameOfLinux,
	nameOfSs3,
} from './key-names.ts';

/*
Bytes to keys. A slow line splits sequences anywhere: once `ESC [` or `ESC O` has arrived, what follows is never
taken for letters, however late it comes. Only a lone ESC waits, and only for a moment (ux.md 2).
*/

export type KeyEvent =
	| {readonly kind: 'key'; readonly key: string; readonly text?: string} // text: what a field would take
	| {readonly kind: 'paste'; readonly text: string}
	| {readonly kind: 'focus'; readonly isFocused: boolean}
	| {readonly kind: 'mouse'; readonly button: number; readonly column: number; readonly row: number; readonly isDown: boolean};

export type KeyDecoderOptions = {
	readonly onEvent: (event: KeyEvent) => void;
	readonly escapeWait?: number; // ms
	readonly setTimer: (run: () => void, milliseconds: number) => () => void; // gives back how to stop it
};

export type KeyDecoder = {readonly feed: (chunk: Uint8Array) => void};

type State =
	| {readonly in: 'ground'}
	| {readonly in: 'escape'}
	| {readonly in: 'csi'; readonly parameters: string}
	| {readonly in: 'linux'}
	| {readonly in: 'ss3'}
	| {readonly in: 'paste'; readonly text: string};

const ground: State = {in: 'ground'};
const esc = '\u{1B}';
const pasteEnd = `${esc}[201~`;
const longestSequence = 64; // characters: longer ones are none

export function createKeyDecoder({onEvent, escapeWait = 100, setTimer}: KeyDecoderOptions): KeyDecoder {
	const decoder = new TextDecoder('utf-8');
	let state: State = ground;
	let stopTimer: (() => void) | undefined;

	const emitKey = (key: string | undefined, text?: string) => {
		if (key !== undefined) {
			onEvent({kind: 'key', key, ...(text !== undefined && {text})});
		}
	};

	const wait = () => {
		stopTimer = setTimer(() => {
			if (state.in !== 'escape') {
				return;
			}

			state = ground;
			emitKey('Esc');
		}, escapeWait);
	};

	const typed = (character: string) => {
		const isPlain = character >= ' ' && character !== '\u{7F}';
		emitKey(nameOfCharacter(character), isPlain ? character : undefined);
	};

	const csi = (parameters: string, character: string): State => {
		if (parameters === '' && character === '[') {
			return {in: 'linux'};
		}

		if (character < '@' || character > '~') {
			return parameters.length < longestSequence ? {in: 'csi', parameters: parameters + character} : ground;
		}

		return finishCsi(parameters, character, {onEvent, emitKey});
	};

	const step = (character: string): State => {
		if (state.in === 'paste') {
			const text = state.text + character;
			if (!text.endsWith(pasteEnd)) {
				return {in: 'paste', text};
			}

			onEvent({kind: 'paste', text: text.slice(0, -pasteEnd.length)});
			return ground;
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
				typed(character);
				return ground;
			}

			case 'escape': {
				if (character === '[') {
					return {in: 'csi', parameters: ''};
				}

				if (character === 'O') {
					return {in: 'ss3'};
				}

				emitKey(nameAfterEscape(character));
				return ground;
			}

			case 'csi': {
				return csi(state.parameters, character);
			}

			case 'linux': {
				emitKey(nameOfLinux(character));
				return ground;
			}

			case 'ss3': {
				emitKey(nameOfSs3(character));
				return ground;
			}

			default: {
				throw new TypeError(`unknown state ${String(state satisfies never)}`);
			}
		}
	};

	return {
		feed(chunk) {
			for (const character of decoder.decode(chunk, {stream: true})) {
				stopTimer?.();
				stopTimer = undefined;
				state = step(character);
			}
		},
	};
}

function finishCsi(parameters: string, final: string, {onEvent, emitKey}: {readonly onEvent: KeyDecoderOptions['onEvent']; readonly emitKey: (key: string | undefined) => void}): State {
	if (final === '~' && parameters === '200') {
		return {in: 'paste', text: ''};
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

	emitKey(nameOfCsi(parameters, final));
	return ground;
}
