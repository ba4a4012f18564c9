import {describe, expect, it} from 'vitest';
import {compareListings} from '../../source/files/compare.ts';
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
		['a folder on the other side', {}, {kind: 'folder'}, 'differs'],
	] as const)('with %s', (_, one, other, expected) => {
		expect(verdict(file(one), file(other))).toBe(expected);
	});
});

describe('two folders of one name', () => {
	it('are unknown until both have been counted', () => {
		expect(verdict(file({kind: 'folder', size: 5}), {segment: 'a', name: 'a', kind: 'folder'})).toBe('unknown');
		expect(verdict(file({kind: 'folder', size: 5}), file({kind: 'folder', size: 5}))).toBe('same');
	});
});
