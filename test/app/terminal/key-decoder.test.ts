import {Buffer} from 'node:buffer';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {createKeyDecoder, type KeyEvent} from '../../../source/app/terminal/key-decoder.ts';

/** Feeds pieces; `isLate`: the escape timer fires between them. */
function decode(pieces: readonly Uint8Array[], isLate = false): readonly KeyEvent[] {
	const events: KeyEvent[] = [];
	let timer: (() => void) | undefined;
	const decoder = createKeyDecoder({
		onEvent(event) {
			events.push(event);
		},
		setTimer(run) {
			timer = run;
			return () => {
				timer = undefined;
			};
		},
	});
	for (const piece of pieces) {
		decoder.feed(piece);
		if (isLate) {
			timer?.();
		}
	}

	timer?.();
	return events;
}

const keys = (text: string) => decode([Buffer.from(text)]).map(event => event.kind === 'key' ? event.key : event.kind);

const sequences = [
	['\u001B[A', 'Up'], ['\u001BOA', 'Up'], ['\u001B[1;5D', 'Ctrl-Left'], ['\u001B[1;3C', 'Alt-Right'], ['\u001B[15~', 'F5'], ['\u001BOP', 'F1'], ['\u001B[11~', 'F1'],
	['\u001B[[E', 'F5'], ['\u001B[24~', 'F12'], ['\u001B[2~', 'Insert'], ['\u001B[3~', 'Delete'], ['\u001B[3;2~', 'Shift-Delete'], ['\u001B[Z', 'Shift-Tab'], ['\u001B[H', 'Home'], ['\u001B[4~', 'End'],
	['\u001B5', 'F5'], ['\u001B0', 'F10'], ['\u001Bx', 'Alt-x'], ['\u001B[27;5;99~', 'Ctrl-C'], ['\u001B[99;5u', 'Ctrl-C'], ['\u001B[27u', 'Esc'], ['\u001B[13;2u', 'Shift-Enter'],
	['c', 'c'], ['G', 'G'], [' ', 'Space'], ['\r', 'Enter'], ['\t', 'Tab'], ['\u007F', 'Backspace'], ['\u0012', 'Ctrl-R'], ['ø', 'ø'], ['写', '写'],
] as const;

describe('the key decoder', () => {
	it.each(sequences)('knows %j as %s', (bytes, key) => {
		expect(keys(bytes)).toEqual([key]);
	});

	it('takes a lone ESC for Esc after a moment', () => {
		expect(decode([Buffer.from('\u001B')])).toEqual([{kind: 'key', key: 'Esc'}]);
	});

	it('gathers a paste, whatever it holds', () => {
		expect(decode([Buffer.from('\u001B[200~a\u001B[Ab\nc\u001B[201~d')])).toEqual([{kind: 'paste', text: 'a\u001B[Ab\nc'}, {kind: 'key', key: 'd', text: 'd'}]);
	});

	it('gives the same keys however the bytes are split', () => {
		fc.assert(fc.property(fc.array(fc.constantFrom(...sequences), {minLength: 1, maxLength: 8}), fc.array(fc.nat(40), {maxLength: 8}), (chosen, cuts) => {
			const bytes = Buffer.from(chosen.map(([sequence]) => sequence).join(''));
			expect(decode(split(bytes, cuts))).toEqual(decode([bytes]));
		}));
	});

	it('never takes the rest of a sequence for letters, however late it comes', () => {
		fc.assert(fc.property(fc.constantFrom(...sequences.filter(([bytes]) => /^\u001B[\[O]/v.test(bytes))), fc.nat(8), ([bytes, key], cut) => {
			const pieces = split(Buffer.from(bytes), [2 + (cut % Math.max(1, bytes.length - 2))]);
			expect(decode(pieces, true)).toEqual([{kind: 'key', key}]);
		}));
	});
});

function split(bytes: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] {
	const places = [...new Set(cuts.filter(cut => cut > 0 && cut < bytes.length))].toSorted((a, b) => a - b);
	return [0, ...places].map((start, index) => bytes.subarray(start, places[index] ?? bytes.length));
}
