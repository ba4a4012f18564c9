import {describe, expect, it} from 'vitest';
import {openPlainSend} from '../../../source/jotta/client.ts';
import {openTokens} from '../../../source/jotta/sign-in/token-renewal.ts';
import {openAccounts, type Account} from '../../../source/settings/accounts.ts';
import {openRealm, refusal, type RealmAnswers} from '../../support/sign-in/realm.ts';
import {signInTo, startTestSandbox} from '../../support/sandbox.ts';

async function open() {
	const sandbox = await startTestSandbox();
	const {tools} = await signInTo(sandbox);
	const {tokens} = await tools.accounts.get('jotta');
	return {
		sandbox,
		tools,
		first: tokens!,
		/** Renewals that the service has granted; signing in came before. */
		renewals: () => sandbox.log.filter(({path, status}) => path.endsWith('/token') && status === 200).length - 1,
		/** One as every process has its own: it knows only what is in the file. */
		source: () => openTokens({
			account: 'jotta', accounts: openAccounts(tools.directories, tools.clock), send: openPlainSend(tools), clock: tools.clock,
		}),
	};
}

describe('an access token', () => {
	it('is renewed once, however many processes find it refused at the same time', async () => {
		const {source, renewals, first} = await open();

		const found = await Promise.all(Array.from({length: 6}, async () => source().get({refused: first.accessToken})));

		expect(renewals()).toBe(1);
		expect(new Set(found).size).toBe(1);
		expect(found[0]).not.toBe(first.accessToken);
	});

	it('is in the file before it is used, with the new way to renew it', async () => {
		const {tools, source, first} = await open();

		const got = await source().get({refused: first.accessToken});

		const {tokens} = await tools.accounts.get('jotta');
		expect(tokens?.accessToken).toBe(got);
		expect(tokens?.refreshToken).not.toBe(first.refreshToken);
	});

	it('can be renewed again and again: no token is ever used twice', async () => {
		const {source, first, renewals} = await open();
		let refused = first.accessToken;
		for (let round = 0; round < 4; round += 1) {
			refused = await source().get({refused});
		}

		expect(renewals()).toBe(4);
	});

	it('that cannot be renewed any more ends in a sentence, and the account stays', async () => {
		const {tools, source, sandbox, first} = await open();
		sandbox.state.identity.revokeAll();

		await expect(source().get({refused: first.accessToken})).rejects.toMatchObject({code: 'session-revoked', nextStep: {kind: 'sign-in-again'}});
		expect((await tools.accounts.get('jotta')).tokens).toBeUndefined();
	});

	it('is asked for once more when the line broke before the service saw the request', async () => {
		const {source, sandbox, first} = await open();
		sandbox.setFaults('POST *token drop=before times=1');

		await expect(source().get({refused: first.accessToken})).resolves.toBeTypeOf('string');
	});

	it.each(['truncate=20', 'truncate=0'])('is asked for later when the answer cannot be read (%s): what came of it is not known', async fault => {
		const {source, sandbox, first} = await open();
		sandbox.setFaults(`POST *token ${fault} times=1`);

		await expect(source().get({refused: first.accessToken})).rejects.toMatchObject({code: 'offline'});
		await expect(source().get({refused: first.accessToken})).rejects.toMatchObject({code: 'session-revoked'});
	});
});

describe('a token that is renewed', () => {
	const account: Account = {
		name: 'jotta', username: 'f3a1', service: 'jottacloud', method: 'login-token', clientId: 'jottacli', tokenEndpoint: 'https://id.jottacloud.com/token', home: {device: 'Jotta', mountpoint: 'Archive'}, tokens: {accessToken: 'first', refreshToken: 'old', expiresAt: 0},
	};
	const openAt = async (answers: RealmAnswers, wish: Partial<Account> = {}) => {
		const {tools, forms} = await openRealm(answers);
		await tools.accounts.put({...account, ...wish});
		return {
			tools, forms, source: openTokens({
				account: 'jotta', ...tools, clock: {...tools.clock, now: () => 1000},
			}),
		};
	};

	it('keeps its way to be renewed where the realm sends no new one', async () => {
		const {source, tools} = await openAt({token: {refresh_token: undefined}});

		expect(await source.get()).toBe('access');
		expect((await tools.accounts.get('jotta')).tokens).toMatchObject({accessToken: 'access', refreshToken: 'old'});
	});

	it('and is over at once is used all the same, and renewed for the next call', async () => {
		const {source, forms} = await openAt({token: {expires_in: 0}});

		expect([await source.get(), await source.get()]).toEqual(['access', 'access']);
		expect(forms).toHaveLength(2);
	});

	it('does not replace the session of somebody who has signed in meanwhile', async () => {
		const {source, tools} = await openAt({});
		const meanwhile = {accessToken: 'better', refreshToken: 'newest', expiresAt: 5000};
		const {send} = tools;
		const overtaken = openTokens({
			account: 'jotta', ...tools, async send(call) {
				const answer = await send(call);
				await tools.accounts.update('jotta', current => ({...current, tokens: meanwhile}));
				return answer;
			},
		});

		await overtaken.get({refused: 'first'});

		expect((await tools.accounts.get('jotta')).tokens).toEqual(meanwhile);
		expect(await source.get()).toBe('better');
	});

	it('leaves the other accounts as they are', async () => {
		const {source, tools} = await openAt({});
		await tools.accounts.put({...account, name: 'twin'});

		await source.get();

		expect((await tools.accounts.get('twin')).tokens).toEqual(account.tokens);
	});

	it.each([[refusal(503), 'service'], [refusal(429), 'rate-limited'], ['<html>', 'offline']])('fails as the service or the line does, and the session stays: %s', async (token, code) => {
		const {source, tools} = await openAt({token});

		await expect(source.get()).rejects.toMatchObject({code});
		expect((await tools.accounts.get('jotta')).tokens).toEqual(account.tokens);
	});

	it.each([
		[{}, {grant_type: 'refresh_token', refresh_token: 'old', client_id: 'jottacli'}],
		[{method: 'password', clientSecret: 's'}, {
			grant_type: 'REFRESH_TOKEN', refresh_token: 'old', client_id: 'jottacli', client_secret: 's',
		}],
		[{method: 'client-credentials', clientSecret: 's', tokens: {accessToken: 'first', expiresAt: 0}}, {grant_type: 'client_credentials', client_id: 'jottacli', client_secret: 's'}],
	] as const)('is asked for in the words of its way: %j', async (wish, form) => {
		const {source, forms} = await openAt({}, wish);

		await source.get();

		expect(forms).toEqual([form]);
	});
});
