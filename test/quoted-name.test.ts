import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {nameForField, nameForLine, nameOfQuoted} from '../source/quoted-name.ts';
import {hostileName} from './support/hostile-names.ts';

const quotedLike = fc.tuple(fc.constantFrom('"', ''), hostileName, fc.constantFrom('"', String.raw`\n"`, String.raw`\"`)).map(pieces => pieces.join(''));
const name = fc.oneof(hostileName, quotedLike);

describe('a name that is quoted', () => {
	it('is given back by its text, and a text that is not quoted is the name itself', () => {
		fc.assert(fc.property(name, each => {
			for (const text of [nameForField(each), nameForLine(each)]) {
				expect(nameOfQuoted(text) ?? text).toBe(each);
			}

			expect(nameForLine(each)).not.toMatch(/[\p{Control}\p{Surrogate}\u{2028}\u{2029}\u{FEFF}]/v);
		}));
	});

	it('has an escape in it, and is whole', () => {
		expect(nameOfQuoted(String.raw`"a\nb\udce9"`)).toBe('a\nb\u{DCE9}');
		expect(['"plain"', String.raw`"no \json"`, String.raw`a"\n"`, '"', String.raw`"a\n`].map(text => nameOfQuoted(text))).toEqual(Array.from({length: 5}));
	});

	it('keeps the letters that people write with, hidden ones too', () => {
		expect(nameForLine('می\u{200C}خواهم 👩‍👧.txt')).toBe('می\u{200C}خواهم 👩‍👧.txt');
	});
});
