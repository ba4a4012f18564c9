import {describe, expect, it} from 'vitest';
import {isSameAccount, otherNamesOf} from '../../source/settings/same-account.ts';

const server = 'http://127.0.0.1:4711';

describe('whether two sign-ins lead to one account', () => {
	it.each([
		[{username: 'u1'}, {username: 'u1'}],
		[{username: 'u1'}, {username: 'U1'}],
		[{username: 'u1', server}, {username: 'u1', server: 'http://localhost:4711'}],
		[{username: 'u1', server}, {username: 'u1', server: 'http://[::1]:4711'}],
		[{username: 'u1', server}, {username: 'u1', server: `${server}/`}],
		[{username: 'u1', server}, {username: 'u1', server: 'HTTP://LOCALHOST:4711//'}],
		[{username: 'u1', server: 'https://cloud.example'}, {username: 'u1', server: 'https://Cloud.Example.:443/'}],
	])('is so for %o and %o', (one, other) => {
		expect(isSameAccount(one, other)).toBe(true);
		expect(isSameAccount(other, one)).toBe(true);
	});

	it.each([
		[{username: 'u1'}, {username: 'u2'}],
		[{username: 'u1'}, {username: 'u1', server}],
		[{username: 'u1', server}, {username: 'u1', server: 'http://127.0.0.1:4712'}],
		[{username: 'u1', server}, {username: 'u1', server: 'https://127.0.0.1:4711'}],
		[{username: 'u1', server: 'https://cloud.example/a'}, {username: 'u1', server: 'https://cloud.example/b'}],
	])('is not so for %o and %o', (one, other) => {
		expect(isSameAccount(one, other)).toBe(false);
		expect(isSameAccount(other, one)).toBe(false);
	});

	it('is told without the names they have here', () => {
		const accounts = [{name: 'a', username: 'u1', server}, {name: 'b', username: 'u2', server}, {name: 'c', username: 'u1', server: `${server}/`}] as const;

		expect(otherNamesOf(accounts[0], accounts)).toEqual(['c']);
		expect(otherNamesOf(accounts[1], accounts)).toEqual([]);
	});
});
