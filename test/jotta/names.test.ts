import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
	checkStoredName,
	foldName,
	localFromStored,
	nameOfTyped,
	storedFromLocal,
	typedName,
} from '../../source/jotta/names.ts';
import {standardNames} from '../support/names.ts';

/** Bytes that are not UTF-8, as names carry them. */
const bytes = (...values: readonly number[]) => values.map(value => String.fromCodePoint(0xDC_00 + value)).join('');

// protocol.md 16.3
const encoded = [
	...['plain.txt', '...', '.hidden', 'name.', 'name ', String.raw`a\b`, '[x]', 'a;b#c&d'].map(name => [name, name] as const),
	['.', '．'],
	['..', '．．'],
	['a:b', 'a：b'],
	['a/b', 'a／b'],
	['50% off', '50％ off'],
	['what?', 'what？'],
	['"q"', '＂q＂'],
	['<a|b>', '＜a｜b＞'],
	['tab\there', 'tab␉here'],
	['line\nfeed', 'line␊feed'],
	['\u{7F}', '␡'],
	['：', '‛：'],
	['a：b', 'a‛：b'],
	['．', '‛．'],
	['．．', '‛．‛．'],
	['．．．', '．．．'],
	['.．', '.．'],
	['‛', '‛‛'],
	['‛‛', '‛‛‛‛'],
	['‛：', '‛‛‛：'],
	['␀', '‛␀'],
	['␤', '␤'],
	['％', '‛％'],
	['＼', '＼'],
	['＃', '＃'],
	['‛BF', '‛‛BF'],
	[`a${bytes(0xFF)}b`, 'a‛FFb'],
	[bytes(0xE2, 0x82), '‛E2‛82'],
] as const;

const decoded = [
	['‛', '‛', '‛‛'],
	['‛bf', bytes(0xBF), '‛BF'],
	['‛g1', '‛g1', '‛‛g1'],
	['‛a：', '‛a:', '‛‛a：'],
	['：‛：', ':：', '：‛：'],
	['a．', 'a．', 'a．'],
	['‛．a', '‛．a', '‛‛．a'],
	['％41', '%41', '％41'],
] as const;

describe('a name', () => {
	it.each(encoded)('%j is stored as %j, and comes back', (original, stored) => {
		expect(standardNames.encode(original)).toBe(stored);
		expect(standardNames.decode(stored)).toBe(original);
	});

	it.each(decoded)('that others have stored as %j is read as %j', (stored, original, again) => {
		expect(standardNames.decode(stored)).toBe(original);
		expect(standardNames.encode(original)).toBe(again);
	});

	it('always comes back as it was', () => {
		const characters = fc.constantFrom(...'aB.‛：:／/%％␀\0\t?．é写', bytes(0x80), bytes(0xFF), '😀');
		fc.assert(fc.property(fc.array(characters, {minLength: 1, maxLength: 8}), parts => {
			const name = parts.join('');
			expect(standardNames.decode(standardNames.encode(name))).toBe(name);
			expect(standardNames.encode(name)).not.toMatch(/[\0\t"%*\/:<>?\|]/v);
		}), {numRuns: 2000});
	});

	it('can be typed as it is printed, whatever it holds, and is one name', () => {
		const characters = fc.constantFrom(...'a.‛／/␀\0．', bytes(0xFF));
		fc.assert(fc.property(fc.array(characters, {minLength: 1, maxLength: 7}), parts => {
			const name = parts.join('');
			expect(nameOfTyped(typedName(name))).toBe(name);
			expect(typedName(name)).not.toMatch(/^\.\.?$|[\0\/]/v);
		}), {numRuns: 2000});
	});

	it('of this disk keeps its full-width slash, and never leads out of its folder', () => {
		expect(storedFromLocal('a／b', standardNames)).toBe('a／b');
		expect(localFromStored('a／b', standardNames)).toBe('a／b');
		expect(['．．', '．'].map(stored => localFromStored(stored, standardNames))).toEqual(['．．', '．']);
		expect(localFromStored('a‛／b', standardNames)).not.toContain('/');
	});

	it('is refused when the service would refuse it', () => {
		for (const name of ['', 'a'.repeat(256), 'with\u{FEFF}mark']) {
			expect(() => {
				checkStoredName(name, standardNames);
			}).toThrow(expect.objectContaining({code: 'name-not-allowed'}));
		}

		expect(() => {
			checkStoredName('a'.repeat(255), standardNames);
		}).not.toThrow();
	});

	it('is the same name in another case', () => {
		expect(foldName('Høst.TXT')).toBe(foldName('hØST.txt'));
		expect(foldName('a')).not.toBe(foldName('b'));
	});
});
