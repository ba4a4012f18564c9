import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {createNameCodec} from '../../source/jotta/name-codec.ts';
import {nameOfTyped, typedName} from '../../source/jotta/names.ts';
import {encodingParts} from '../../source/settings/encoding.ts';
import {standardNames} from '../support/names.ts';

describe('names under another encoding', () => {
	it.each([
		['Slash,InvalidUtf8,Dot', '50%: a?', '50%: a?'],
		['Slash,LtGt,DoubleQuote,Colon,Question,Asterisk,Pipe,Del,Ctl,InvalidUtf8,Dot', '50%: ％', '50%： ％'],
		['Slash,Hash,BackSlash,SquareBracket,InvalidUtf8,Dot', String.raw`#1 [a\b]`, '＃1 ［a＼b］'],
		['Slash,InvalidUtf8,Dot', 'a/b', 'a／b'],
	])('%s stores %j as %j, and gives it back', (encoding, name, stored) => {
		const {encode, decode} = createNameCodec(encoding);

		expect(encode(name)).toBe(stored);
		expect(decode(stored)).toBe(name);
	});

	it('come back whatever the parts are', () => {
		fc.assert(fc.property(fc.subarray([...encodingParts.keys()]), fc.string({unit: 'binary', minLength: 1}), (parts, name) => {
			const {encode, decode} = createNameCodec([...new Set([...parts, 'Slash', 'InvalidUtf8', 'Dot'])].join(','));
			expect(decode(encode(name))).toBe(name);
		}));
	});
});

describe('a stored name as it is shown', () => {
	it.each([
		['a：b', 'a:b'],
		['50％ off', '50% off'],
		['．．', '..'],
		['‛：', '：'],
		['‛‛', '‛'],
		['‛‛BF', '‛BF'],
		['# & = ^ } { +', '# & = ^ } { +'],
	])('is decoded where it is what we write: %j is %j', (stored, shown) => {
		expect(standardNames.toShown(stored)).toBe(shown);
		expect(standardNames.fromShown(shown)).toBe(stored);
	});

	it.each([
		['a:b', '‛a:b'],
		['50% off', '‛50% off'],
		['a:b：c', '‛a:b：c'],
		['‛', '‛‛'],
		['‛bf', '‛‛bf'],
		['‛a：', '‛‛a：'],
		['‛‛a：b', '‛‛‛a：b'], // its meaning is how the raw a:b is shown
	])('has a quote before it where it is not: %j is %j', (stored, shown) => {
		expect(standardNames.toShown(stored)).toBe(shown);
		expect(standardNames.fromShown(shown)).toBe(stored);
	});

	it.each(['', '‛', '‛.', '‛..', '‛a/b:', '‛\0', '‛\u{DCFF}', '‛\u{FFFF}..'])('never is one that no listing has: %j is stored as encoded', shown => {
		expect(standardNames.fromShown(shown)).toBe(standardNames.encode(shown));
	});

	const characters = fc.constantFrom(...'aB.‛：:／%％␀\t?．é#&=^}{+*"<>|＊＂|｜ \u{1F}␡\u{7F}0F', '😀', '‛b', '‛‛');
	const storedName = fc.array(characters, {minLength: 1, maxLength: 7}).map(parts => parts.join('')).filter(name => !/^\.\.?$/v.test(name));
	const encodings = fc.subarray([...encodingParts.keys()]).map(parts => [...new Set([...parts, 'Slash', 'InvalidUtf8', 'Dot'])].join(','));
	const codecs = fc.oneof(fc.constant(standardNames), encodings.map(encoding => createNameCodec(encoding)));

	it('gives back exactly what is stored, typed too, and no other is shown so', () => {
		fc.assert(fc.property(codecs, storedName, (names, stored) => {
			expect(names.fromShown(names.toShown(stored))).toBe(stored);
			expect(names.fromShown(nameOfTyped(typedName(names.toShown(stored))))).toBe(stored);
		}), {numRuns: 5000});
	});

	it('is what any text stands for', () => {
		fc.assert(fc.property(codecs, fc.oneof(storedName, fc.string({unit: 'binary', minLength: 1})), (names, shown) => {
			expect(names.toShown(names.fromShown(shown))).toBe(shown);
		}), {numRuns: 5000});
	});

	it('is the decoded one for whatever we have stored, unless a raw name is shown so', () => {
		fc.assert(fc.property(codecs, storedName, (names, name) => {
			const shown = names.toShown(names.encode(name));
			expect([name, `‛${names.encode(name)}`]).toContain(shown);
			expect(name.startsWith('‛') || shown === name).toBe(true);
		}), {numRuns: 2000});
	});
});
