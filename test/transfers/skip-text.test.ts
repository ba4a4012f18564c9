import {describe, expect, it} from 'vitest';
import {newSkips, skipText} from '../../source/transfers/skip-text.ts';

describe('what was skipped, in words', () => {
	it('is counted by what it is, or by what the rule says of what is there', () => {
		expect(skipText([{reason: 'symlink', count: 3}, {reason: 'socket', count: 2}, {reason: 'pipe', count: 1}, {reason: 'device', count: 1}])).toBe('7 skipped (3 symbolic links, 2 sockets, 1 named pipe, 1 device)');
		expect(skipText([{reason: 'not-newer', count: 2}, {reason: 'taken', count: 1}, {reason: 'gone', count: 1}])).toBe('4 skipped (2 not newer than what is there, 1 with a name that is taken, 1 to replace what is no longer there)');
	});

	it('is a number alone where an older version has not written down why', () => {
		expect(skipText([{reason: undefined, count: 2}])).toBe('2 skipped');
	});

	it('tells what came since', () => {
		expect(newSkips([{reason: 'symlink', count: 5}, {reason: 'socket', count: 1}, {reason: 'taken', count: 2}], [{reason: 'symlink', count: 2}, {reason: 'taken', count: 2}])).toEqual([{reason: 'symlink', count: 3}, {reason: 'socket', count: 1}]);
	});
});
