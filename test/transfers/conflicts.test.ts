import {describe, expect, it} from 'vitest';
import {
	isAsSeen,
	isSameContent,
	isSameSecond,
	judge,
	numberedName,
	policyOf,
	type Policy,
} from '../../source/transfers/conflicts.ts';
import type {Decision} from '../../source/transfers/item.ts';

describe('what a job says about a name that is taken', () => {
	it('is looked at by content instead of time only where newer files are to win', () => {
		expect(policyOf({overwrite: 'newer', checksum: true})).toBe('differing');
		expect(policyOf({overwrite: 'newer', checksum: false})).toBe('newer');
		expect((['ask', 'always', 'never', 'rename'] as const).map(overwrite => policyOf({overwrite, checksum: true}))).toEqual(['ask', 'always', 'never', 'rename']);
	});
});

describe('a file whose name is taken by another content', () => {
	const target = {size: 1, modified: 5000, md5: 'old'};
	const about = (policy: Policy, modified?: number, decision?: Decision) => judge({
		source: {size: 2, ...(modified !== undefined && {modified})}, target, policy, decision,
	});

	it.each([
		['always', 'overwrite'],
		['differing', 'overwrite'],
		['never', 'skip'],
		['rename', 'keep-both'],
		['ask', 'ask'],
	] as const)('is treated as the job says (%s: %s)', (policy, verdict) => {
		expect(about(policy, 0)).toBe(verdict);
		expect(judge({source: {}, target: undefined, policy})).toBe('go');
	});

	it.each([
		[4000, 'skip'],
		[5999, 'skip'], // the service keeps whole seconds
		[6000, 'overwrite'],
		[undefined, 'skip'],
	] as const)('wins where newer ones do only if it is: of %s', (modified, verdict) => {
		expect(about('newer', modified)).toBe(verdict);
	});

	it('is treated as a person has decided, whatever the job says', () => {
		expect((['overwrite', 'skip', 'keep-both', 'newer'] as const).map(decision => about('ask', 9000, decision))).toEqual(['overwrite', 'skip', 'keep-both', 'overwrite']);
	});

	it('is asked about again when what a person let be overwritten has changed since', () => {
		const agreeing = (agreed: typeof target | undefined) => judge({
			source: {}, target, policy: 'ask', decision: 'overwrite', agreed,
		});

		expect([agreeing(target), agreeing(undefined), agreeing({...target, md5: 'other'})]).toEqual(['overwrite', 'overwrite', 'ask']);
	});
});

describe('what was seen of a target', () => {
	const seen = {size: 1, modified: 5000, md5: 'a'};

	it.each([
		['the same MD5, whatever the time', seen, {...seen, modified: 9000}, true],
		['another MD5', seen, {...seen, md5: 'b'}, false],
		['another size', seen, {...seen, size: 2}, false],
		['the same second, one MD5 unknown', {size: 1, modified: 5000}, {...seen, modified: 5999}, true],
		['the same second, the other MD5 unknown', seen, {size: 1, modified: 5999}, true],
		['another second, one MD5 unknown', {size: 1, modified: 5000}, {...seen, modified: 6000}, false],
		['nothing then, and nothing now', undefined, undefined, true],
		['nothing then, something now', undefined, seen, false],
		['something then, nothing now', seen, undefined, false],
		['nothing then, something of no known size now', undefined, {}, false],
		['something of no known size then, nothing now', {}, undefined, false],
	] as const)('still holds, or not: %s', (_, before, now, holds) => {
		expect(isAsSeen(before, now)).toBe(holds);
	});
});

describe('the same content', () => {
	it('is the same MD5 and size, both known', () => {
		expect(isSameContent({size: 1, md5: 'a'}, {size: 1, md5: 'a'})).toBe(true);
		expect(isSameContent({size: 1, md5: 'a'}, {size: 2, md5: 'a'})).toBe(false);
		expect(isSameContent({size: 1, md5: 'a'}, {size: 1, md5: 'b'})).toBe(false);
		expect(isSameContent({size: 1}, {size: 1})).toBe(false);
		expect(isSameContent({size: 1, md5: 'a'}, undefined)).toBe(false);
	});

	it('has the same time to the second, as the service keeps it', () => {
		expect([isSameSecond(1000, 1999), isSameSecond(1999, 2000), isSameSecond(undefined, 0)]).toEqual([true, false, false]); // a time that nobody knows is none of 1970
	});
});

describe('the name of a file that is kept beside another', () => {
	it.each([
		['photo.jpg', 'photo (1).jpg'],
		['backup.tar.gz', 'backup.tar (1).gz'],
		['README', 'README (1)'],
		['.profile', '.profile (1)'],
		['a.b', 'a (1).b'],
	])('%s is %s', (name, numbered) => {
		expect(numberedName(name, 1)).toBe(numbered);
	});
});
