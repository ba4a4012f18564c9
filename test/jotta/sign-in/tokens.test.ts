import {describe, expect, it} from 'vitest';
import {openPlainSend} from '../../../source/jotta/client.ts';
import {openTokens} from '../../../source/jotta/sign-in/tokens.ts';
import {openAccounts} from '../../../source/settings/accounts.ts';
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

		await expect(source().get({refused: first.accessToken})).rejects.toMatchObject({code: 'session-revoked', nextStep: expect.stringContaining('jottafm login') as string});
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
