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
	['\u{1B}[A', 'Up'],
	['\u{1B}OA', 'Up'],
	['\u{1B}[1;5D', 'Ctrl-Left'],
	['\u{1B}[1;3C', 'Alt-Right'],
	['\u{1B}[15~', 'F5'],
	['\u{1B}OP', 'F1'],
	['\u{1B}[11~', 'F1'],
	['\u{1B}[[E', 'F5'],
	['\u{1B}[24~', 'F12'],
	['\u{1B}[2~', 'Insert'],
	['\u{1B}[3~', 'Delete'],
	['\u{1B}[3;2~', 'Shift-Delete'],
	['\u{1B}[Z', 'Shift-Tab'],
	['\u{1B}[H', 'Home'],
	['\u{1B}[4~', 'End'],
	['\u{1B}5', 'F5'],
	['\u{1B}0', 'F10'],
	['\u{1B}x', 'Alt-x'],
	['\u{1B}[27;5;99~', 'Ctrl-C'],
	['\u{1B}[99;5u', 'Ctrl-C'],
	['\u{1B}[27u', 'Esc'],
	['\u{1B}[13;2u', 'Shift-Enter'],
	['c', 'c'],
	['G', 'G'],
	[' ', 'Space'],
	['\r', 'Enter'],
	['\t', 'Tab'],
	['\u{7F}', 'Backspace'],
	['\u{12}', 'Ctrl-R'],
	['ø', 'ø'],
	['写', '写'],
] as const;

describe('the key decoder', () => {
	it.each(sequences)('knows %j as %s', (bytes, key) => {
		expect(keys(bytes)).toEqual([key]);
	});

	it('takes a lone ESC for Esc after a moment', () => {
		expect(decode([Buffer.from('\u{1B}')])).toEqual([{kind: 'key', key: 'Esc'}]);
	});

	it('gathers a paste, whatever it holds', () => {
		expect(decode([Buffer.from('\u{1B}[200~a\u{1B}[Ab\nc\u{1B}[201~d')])).toEqual([{kind: 'paste', text: 'a\u{1B}[Ab\nc'}, {kind: 'key', key: 'd', text: 'd'}]);
	});

	it('gives the same keys however the bytes are split', () => {
		fc.assert(fc.property(fc.array(fc.constantFrom(...sequences), {minLength: 1, maxLength: 8}), fc.array(fc.nat(40), {maxLength: 8}), (chosen, cuts) => {
			const bytes = Buffer.from(chosen.map(([sequence]) => sequence).join(''));
			expect(decode(split(bytes, cuts))).toEqual(decode([bytes]));
		}));
	});

	it('never takes the rest of a sequence for letters, however late it comes', () => {
		fc.assert(fc.property(fc.constantFrom(...sequences.filter(([bytes]) => bytes.startsWith('\u{1B}[') || bytes.startsWith('\u{1B}O'))), fc.nat(8), ([bytes, key], cut) => {
			const pieces = split(Buffer.from(bytes), [2 + (cut % Math.max(1, bytes.length - 2))]);
			expect(decode(pieces, true)).toEqual([{kind: 'key', key}]);
		}));
	});
});

function split(bytes: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] {
	const places = [...new Set(cuts.filter(cut => cut > 0 && cut < bytes.length))].toSorted((a, b) => a - b);
	return [0, ...places].map((start, index) => bytes.subarray(start, places[index] ?? bytes.length));
}
