import {describe, expect, it} from 'vitest';
import {failureOf} from '../../../source/jotta/http/failures.ts';
import type {Trust} from '../../../source/jotta/hosts.ts';
import type {Call} from '../../../source/jotta/http/request.ts';
import {withToken} from '../../../source/jotta/http/signed-in.ts';

const call: Call = {
	method: 'POST', url: 'https://jfs.jottacloud.com/jfs/f3a1', headers: {accept: 'x'}, subject: 'it', mayRepeat: false,
};

/** A request to a service that answers with these statuses in turn. */
async function send(statuses: readonly number[], facts: Partial<Call> = {}, {trust = 'token', isPage = false}: {readonly trust?: Trust; readonly isPage?: boolean} = {}) {
	const shown: unknown[] = [];
	const refused: unknown[] = [];
	const signedIn = withToken(async ({headers}) => {
		const status = statuses[shown.length] ?? 200;
		shown.push(headers);
		if (status >= 400) {
			throw failureOf({status, isPage}, 'it');
		}

		return {
			status, headers: {}, text: '', body: ReadableStream.from([]),
		};
	}, {
		account: 'jotta',
		tokens: {
			async get({refused: token} = {}) {
				refused.push(token);
				return `token ${refused.length}`;
			},
		},
		trustOf: () => trust,
	});
	try {
		await signedIn({...call, ...facts});
		return {shown, refused, ended: 'sent'};
	} catch (error) {
		return {shown, refused, ended: error};
	}
}

const bearing = (number: number) => ({accept: 'x', authorization: `Bearer token ${number}`});

describe('a request of somebody who is signed in', () => {
	it('bears a token', async () => {
		expect(await send([200])).toEqual({shown: [bearing(1)], refused: [undefined], ended: 'sent'});
	});

	it('bears none where the address may have only content, and is not sent where it may have nothing', async () => {
		const [content, nothing] = [await send([200], {}, {trust: 'content'}), await send([200], {}, {trust: 'nothing'})];

		expect(content).toEqual({shown: [{accept: 'x'}], refused: [], ended: 'sent'});
		expect(nothing).toMatchObject({shown: [], refused: [], ended: {code: 'service'}});
	});

	it('is sent again once after a page, which may be the service’s own: where it stays, somebody else has answered', async () => {
		const [own, foreign] = [await send([401], {}, {isPage: true}), await send([401, 401, 401], {}, {isPage: true})];

		expect(own).toEqual({shown: [bearing(1), bearing(2)], refused: [undefined, 'token 1'], ended: 'sent'});
		expect(foreign).toMatchObject({shown: [bearing(1), bearing(2)], ended: {code: 'offline'}});
	});

	it('is sent again with a new one when that is refused, three times at most', async () => {
		const [once, always] = [await send([401]), await send([401, 401, 401, 401, 401])];

		expect(once).toEqual({shown: [bearing(1), bearing(2)], refused: [undefined, 'token 1'], ended: 'sent'});
		expect(always.shown).toHaveLength(4);
		expect(always.ended).toMatchObject({code: 'session-revoked', account: 'jotta'}); // of two that a transfer is about, the other goes on
	});

	it.each([403, 500])('is not sent again for another reason: %s', async status => {
		expect((await send([status])).shown).toHaveLength(1);
	});

	it('is not sent again when its content is spent: a new token is there for the rest of it', async () => {
		const {shown, refused, ended} = await send([401], {body: () => ReadableStream.from([])});

		expect([shown.length, refused]).toEqual([1, [undefined, 'token 1']]);
		expect(ended).toMatchObject({code: 'offline', message: expect.stringContaining('renewed in the middle of an upload') as string});
	});

	it('is sent again with a body that is a text', async () => {
		expect((await send([401], {body: 'a=b'})).ended).toBe('sent');
	});
});
