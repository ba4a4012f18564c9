import {describe, expect, it} from 'vitest';
import {compareListings, isStillThere} from '../../source/files/compare.ts';
import type {Entry} from '../../source/files/entry.ts';

const file = (facts: Partial<Entry>): Entry => ({
	segment: 'a', name: 'a', kind: 'file', size: 1, modified: 10_000, ...facts,
});
const verdict = (one: Entry, other: Entry) => compareListings([one], [other], {fold: name => name, md5Of: ({md5, size}) => md5 ?? (size === 3 ? 'known' : undefined)})[0].get('a');

describe('two files of one name', () => {
	it.each([
		['the same MD5, whatever their times', {md5: 'x'}, {md5: 'x', modified: 99_000}, 'same'],
		['another MD5, though size and time are equal', {md5: 'x'}, {md5: 'y'}, 'differs'],
		['one MD5 unknown, size and time alike', {md5: 'x'}, {modified: 11_900}, 'unknown'],
		['one MD5 unknown and a later time', {modified: 99_000}, {md5: 'x'}, 'newer'],
		['another MD5 and a later time', {md5: 'x', modified: 99_000}, {md5: 'y'}, 'newer'],
		['another MD5 and an earlier time', {md5: 'x'}, {md5: 'y', modified: 99_000}, 'differs'],
		['an MD5 that is known from elsewhere', {size: 3}, {md5: 'known', size: 3}, 'same'],
		['another time', {}, {modified: 13_000}, 'differs'],
		['another size', {}, {size: 2}, 'differs'],
		['another time by just more than the slack', {}, {modified: 12_001}, 'differs'],
		['a time that is later by the slack', {md5: 'x', modified: 12_000}, {md5: 'y'}, 'differs'],
		['a time that is earlier by the slack', {}, {modified: 12_000}, 'unknown'],
		['a reason why nobody could look at one', {kind: 'other', failure: {code: 'permission', sentence: 'No permission.', nextStep: ''}}, {}, 'unknown'],
		['a folder on the other side', {}, {kind: 'folder'}, 'differs'],
		['an older folder on the other side', {modified: 99_000}, {kind: 'folder'}, 'differs'],
	] as const)('with %s', (_, one, other, expected) => {
		expect(verdict(file(one), file(other))).toBe(expected);
	});
});

describe('two folders of one name', () => {
	it('are unknown until both have been counted', () => {
		expect(verdict(file({kind: 'folder', size: 5}), {segment: 'a', name: 'a', kind: 'folder'})).toBe('unknown');
		expect(verdict({segment: 'a', name: 'a', kind: 'folder'}, file({kind: 'folder', size: 5}))).toBe('unknown');
		expect(verdict(file({kind: 'folder', size: 5}), file({kind: 'folder', size: 6, modified: 99_000}))).toBe('differs');
		expect(verdict(file({kind: 'folder', size: 6, modified: 99_000}), file({kind: 'folder', size: 5}))).toBe('differs'); // of folders none is newer
		expect(verdict(file({kind: 'folder', size: 5}), file({kind: 'folder', size: 5}))).toBe('same');
	});
});

describe('two listings', () => {
	it('tell of both sides what is only there, and which is the newer one', () => {
		const left = [file({}), file({segment: 'b', name: 'b'}), file({segment: 'c', name: 'C', modified: 99_000})];
		const right = [file({modified: 99_000}), file({segment: 'c', name: 'c'}), file({segment: 'd', name: 'd'})];

		const [lefts, rights] = compareListings(left, right, {fold: name => name.toLowerCase()});

		expect(Object.fromEntries(lefts)).toEqual({a: 'differs', b: 'only-here', c: 'newer'});
		expect(Object.fromEntries(rights)).toEqual({a: 'newer', c: 'differs', d: 'only-here'});
	});
});

describe('two listings with names that another program has given', () => {
	const plainOf = ({name}: Entry) => name.replace('‛', '');
	const named = (name: string) => file({segment: name, name});
	const verdicts = (left: readonly string[], right: readonly string[]) => compareListings(left.map(name => named(name)), right.map(name => named(name)), {fold: name => name.toLowerCase(), plainOf}).map(each => Object.fromEntries(each));

	it('take each for what it is on the disk', () => {
		expect(verdicts(['a:b'], ['‛A:b', 'c'])).toEqual([{'a:b': 'unknown'}, {'‛A:b': 'unknown', c: 'only-here'}]);
		expect(verdicts(['‛a:b'], ['a:b'])).toEqual([{'‛a:b': 'unknown'}, {'a:b': 'unknown'}]);
	});

	it('tell it apart from the one that is called the same there', () => {
		expect(verdicts(['a:b'], ['‛a:b', 'a:b'])).toEqual([{'a:b': 'unknown'}, {'‛a:b': 'only-here', 'a:b': 'unknown'}]);
		expect(verdicts(['‛a:b'], ['a:b', '‛a:b'])).toEqual([{'‛a:b': 'unknown'}, {'a:b': 'only-here', '‛a:b': 'unknown'}]);
	});
});

describe('what stands at a place', () => {
	it.each([
		['a file of the same MD5, whatever its time', {md5: 'x'}, {md5: 'x', modified: 99_000}, true],
		['a file of another MD5', {md5: 'x'}, {md5: 'y'}, false],
		['a file of the same size and time, the MD5 of one unknown', {md5: 'x'}, {}, true],
		['a file of the same size and time, the MD5 of the other unknown', {}, {md5: 'x'}, true],
		['a file of another time, the MD5 unknown', {}, {modified: 99_000}, false],
		['a file of another size', {}, {size: 2}, false],
		['a folder where a file was', {}, {kind: 'folder'}, false],
		['a folder, whatever else has changed', {kind: 'folder'}, {kind: 'folder', size: 9, modified: 99_000}, true],
		['the same file in the trash', {md5: 'x'}, {md5: 'x', deletedAt: 1}, false],
	] as const)('is what was there before, or not: %s', (_, before, now, isIt) => {
		expect(isStillThere(file(before), file(now))).toBe(isIt);
	});

	it('is not what was there before when it is nothing', () => {
		expect(isStillThere(file({}), undefined)).toBe(false);
	});
});
