import {Buffer} from 'node:buffer';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {createKeyDecoder} from '../../../source/app/terminal/key-decoder.ts';
import type {KeyEvent} from '../../../source/app/terminal/key-event.ts';

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

const names = (events: readonly KeyEvent[]) => events.map(event => event.kind === 'key' ? event.key : event.kind);
const keys = (text: string) => names(decode([Buffer.from(text)]));

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
	['\u{1B}\u{7F}', 'Alt-Backspace'],
	['\u{1B}[5$', 'Shift-PageUp'],
	['\u{1B}[27;2;65~', 'A'],
	['\u{1B}[97;2u', 'A'],
	['\u{1B}[57400u', '1'],
	['\u{1B}[57414u', 'Enter'],
	['\u{1B}[32;1:1u', 'Space'],
	['\u{1B}[27;5;99~', 'Ctrl-C'],
	['\u{1B}[99;5u', 'Ctrl-C'],
	['\u{1B}[27u', 'Esc'],
	['\u{1B}[13;2u', 'Enter'],
	['\u{1B}[127;2u', 'Backspace'],
	['\u{1B}[27;2;32~', 'Space'],
	['\u{1B}[32;6u', 'Ctrl-Shift-Space'],
	['\u{1B}[9;2u', 'Shift-Tab'],
	['\u{1B}[49:33;2u', '!'],
	['\u{1B}[97:65;4u', 'Alt-A'],
	['\u{1B}[99::99;5u', 'Ctrl-C'],
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
			expect(decode(pieces, true)).toEqual(decode([Buffer.from(bytes)]));
			expect(names(decode(pieces, true))).toEqual([key]);
		}));
	});

	it('moves at most once more when even the ESC came too late', () => {
		fc.assert(fc.property(fc.constantFrom(...sequences.filter(([bytes]) => (bytes.startsWith('\u{1B}[') && bytes[2] !== '[') || bytes.startsWith('\u{1B}O'))), ([bytes, key]) => {
			expect(names(decode(split(Buffer.from(bytes), [1]), true))).toEqual(['Esc', key]);
		}));
	});

	it.each([
		['\u{1B}]11;rgb:1e1e/1e1e/1e1e\u{7}', 'a colour'],
		['\u{1B}]11;rgb:1e1e/1e1e/1e1e\u{1B}\\', 'a colour, ended in two'],
		['\u{1B}P>|xterm(390)\u{1B}\\', 'a version'],
		['\u{1B}_Gi=1;OK\u{1B}\\', 'an answer about pictures'],
		['\u{1B}[?62;22c', 'what the terminal is'],
		['\u{1B}[12;40R', 'where the cursor is'],
		['\u{1B}[97;1:3u', 'a key let go'],
		['\u{1B}[57441u', 'Shift alone'],
		['\u{1B}[M !!', 'an old mouse'],
	])('takes no letter out of %j: %s', bytes => {
		fc.assert(fc.property(fc.array(fc.nat(40), {maxLength: 6}), cuts => {
			const late = decode(split(Buffer.from(`${bytes}j`), cuts.filter(cut => cut > 1 && bytes[cut - 1] !== '\u{1B}')), true);
			expect(names(late).at(-1)).toBe('j');
			expect(names(late).filter(key => key.length === 1)).toEqual(['j']);
		}));
	});

	it('tells what the terminal answers about itself', () => {
		expect(decode([Buffer.from('\u{1B}[4;480;800t\u{1B}[6;20;10t\u{1B}[?62;4;22c')])).toEqual([
			{kind: 'answer', about: 'window', pixels: {width: 800, height: 480}},
			{kind: 'answer', about: 'cell', pixels: {width: 10, height: 20}},
			{kind: 'answer', about: 'attributes', values: [62, 4, 22]},
		]);
	});

	it('lets what cannot be part of a sequence through: Ctrl-C always works', () => {
		expect(keys('\u{1B}[1;\u{3}')).toEqual(['Ctrl-C']);
		expect(keys('\u{1B}Oøj')).toEqual(['ø', 'j']);
		expect(keys('\u{1B}]q')).toEqual(['Alt-]', 'q']);
	});

	it('gives a field no control character', () => {
		expect(decode([Buffer.from('\u{9B}x')]).map(event => event.kind === 'key' && event.text)).toEqual([undefined, 'x']);
	});

	it('takes a long paste in one piece, however it is cut', () => {
		const long = 'line of text\n'.repeat(100_000);
		const bytes = Buffer.from(`\u{1B}[200~${long}\u{1B}[201~j`);

		const events = decode(Array.from({length: Math.ceil(bytes.length / 4096)}, (_, index) => bytes.subarray(index * 4096, (index + 1) * 4096)));

		expect(events).toEqual([{kind: 'paste', text: long}, {kind: 'key', key: 'j', text: 'j'}]);
	});

	it('survives any bytes at all, and gives the same for them however they are split', () => {
		const noise = fc.array(fc.oneof(fc.constantFrom(0x1B, 0x5B, 0x4F, 0x3B, 0x41, 0x7E, 0x32, 0x30), fc.nat(255)), {maxLength: 40}).map(bytes => Buffer.from(bytes));
		fc.assert(fc.property(noise, fc.array(fc.nat(40), {maxLength: 12}), (bytes, cuts) => {
			expect(decode(split(bytes, cuts))).toEqual(decode([bytes]));
		}), {numRuns: 2000});
	});
});

function split(bytes: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] {
	const places = [...new Set(cuts.filter(cut => cut > 0 && cut < bytes.length))].toSorted((a, b) => a - b);
	return [0, ...places].map((start, index) => bytes.subarray(start, places[index] ?? bytes.length));
}
