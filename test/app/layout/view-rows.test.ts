import {Buffer} from 'node:buffer';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {textRowsBefore, textRowsFrom, type HeldPart} from '../../../source/app/layout/view-rows.ts';

const wholeOf = (bytes: Buffer, encoding?: HeldPart['encoding']): HeldPart => ({
	from: 0, bytes, isAtEnd: true, encoding,
});

const all = {cells: 20, most: Infinity};

const texts = fc.array(fc.constantFrom('word ', 'ø', '写', '😀', '\t', '\u{1B}', '\n', '\r\n', '\u{200B}', 'x'.repeat(30)), {maxLength: 40}).map(parts => Buffer.from(parts.join('')));
const contents = fc.oneof(texts, texts.map(bytes => Buffer.from(bytes.toString(), 'utf16le')), fc.uint8Array({maxLength: 200}).map(bytes => Buffer.from(bytes)));

describe('the rows of a file', () => {
	it('follow each other without a gap, from the first byte to the last', () => {
		fc.assert(fc.property(contents, bytes => {
			const rows = textRowsFrom(wholeOf(bytes), 0, all);

			expect(rows.map(({at}) => at)).toEqual([0, ...rows.map(({end}) => end)].slice(0, rows.length));
			expect(rows.at(-1)?.end ?? 0).toBe(bytes.length);
		}));
	});

	it('are the same on the way up as on the way down', () => {
		fc.assert(fc.property(contents, fc.nat(60), fc.integer({min: 1, max: 10}), (bytes, index, most) => {
			const rows = textRowsFrom(wholeOf(bytes), 0, all);
			const place = rows[index % Math.max(1, rows.length)];

			expect(textRowsBefore(wholeOf(bytes), place?.at ?? 0, {cells: 20, most})).toEqual(rows.slice(Math.max(0, rows.indexOf(place!) - most), Math.max(0, rows.indexOf(place!))));
		}));
	});

	it('are the same in whatever part of the file is held', () => {
		const bytes = Buffer.from(Array.from({length: 500}, (_, index) => `line ${index} of blåbær ${'x'.repeat(index % 50)}\n`).join(''));
		const rows = textRowsFrom(wholeOf(bytes), 0, all);
		const from = 4000;
		const held = {
			from, bytes: bytes.subarray(from, 12_000), isAtEnd: false, encoding: undefined,
		};
		const first = rows.findIndex(({at}) => at >= 8000);

		const before = textRowsBefore(held, rows[first]!.at, all);
		const after = textRowsFrom(held, rows[first]!.at, all);

		expect(before.length).toBeGreaterThan(50);
		expect(after.length).toBeGreaterThan(50);
		expect([...before, ...after]).toEqual(rows.slice(first - before.length, first + after.length));
	});

	it('of a line without end are all whole', () => {
		const bytes = Buffer.from('写'.repeat(100_000));

		expect(textRowsFrom(wholeOf(bytes), 0, all)).toHaveLength(10_000);
		expect(new Set(textRowsFrom(wholeOf(bytes), 0, all).map(({text}) => text))).toEqual(new Set(['写'.repeat(10)]));
		expect(textRowsBefore(wholeOf(bytes), 200_010, {cells: 20, most: 5})).toHaveLength(5);
	});
});
