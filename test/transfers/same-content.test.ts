import {describe, expect, it} from 'vitest';
import {isAsSeen, isSameContent} from '../../source/transfers/same-content.ts';

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
});
