import {Buffer} from 'node:buffer';
import {describe, expect, it} from 'vitest';
import {openPlainSend} from '../../../source/jotta/client.ts';
import {decodeLoginToken, signIn} from '../../../source/jotta/sign-in/login-token.ts';
import {signInTo, startTestSandbox} from '../../support/sandbox.ts';

const facts = {
	username: 'f3a1', realm: 'jottacloud', well_known_link: 'https://id.jottacloud.com/auth/realms/jottacloud/.well-known/openid-configuration', auth_token: 'secret+/value',
};
const token = Buffer.from(JSON.stringify(facts)).toString('base64');

describe('a login token', () => {
	it.each([
		['as it was copied', token],
		['with blanks and line breaks', ` ${token.slice(0, 40)}\n  ${token.slice(40)}\r\n`],
		['in quotes', `"${token}"`],
		['without padding', token.replaceAll('=', '')],
		['in the alphabet for addresses', Buffer.from(JSON.stringify(facts)).toString('base64url')],
	])('is read %s', (_, pasted) => {
		expect(decodeLoginToken(pasted)).toEqual({username: 'f3a1', discovery: facts.well_known_link, secret: facts.auth_token});
	});

	it.each([
		['nothing', '  \n', 'nothing to read'],
		['an e-mail address', 'ola@example.no', 'e-mail address'],
		['another alphabet', 'eyJ?!', 'characters'],
		['something else in base64', Buffer.from('hello world, how are you').toString('base64'), 'not a login token'],
		['its first half', token.slice(0, token.length / 2), 'cut off'],
		['one with parts missing', Buffer.from('{"username":"x"}').toString('base64'), 'missing'],
	])('that is %s is named before anything is sent', (_, pasted, words) => {
		expect(() => decodeLoginToken(pasted)).toThrow(expect.objectContaining({code: 'usage', message: expect.stringContaining(words) as string}));
	});

	it('works once', async () => {
		const sandbox = await startTestSandbox();
		const {tools} = await signInTo(sandbox);

		const again = signIn(decodeLoginToken(sandbox.loginToken), {name: 'again', server: sandbox.url}, {...tools, send: openPlainSend(tools)});

		await expect(again).rejects.toMatchObject({code: 'not-signed-in', message: expect.stringContaining('used before') as string});
		expect((await tools.accounts.list()).map(({name}) => name)).toEqual(['jotta']);
	});

	it('that leads to an unknown server is not followed: no secret leaves the machine', async () => {
		const sandbox = await startTestSandbox();
		const {tools} = await signInTo(sandbox);
		const before = sandbox.log.length;

		const attempt = signIn(decodeLoginToken(sandbox.loginToken), {name: 'jotta'}, {...tools, send: openPlainSend(tools)});

		await expect(attempt).rejects.toMatchObject({code: 'usage'});
		expect(sandbox.log).toHaveLength(before);
	});
});
