import {describe, expect, it} from 'vitest';
import {Failure} from '../../../source/failure.ts';
import {
	establish,
	nameFor,
	refuseOthers,
	type NewSession,
} from '../../../source/jotta/sign-in/establish-account.ts';
import type {Account} from '../../../source/settings/accounts.ts';
import {openRealm, refusal, type RealmAnswers} from '../../support/sign-in/realm.ts';

const account: Account = {
	name: 'jotta', username: 'f3a1', service: 'jottacloud', method: 'login-token', clientId: 'jottacli', tokenEndpoint: 'https://id.example', home: {device: 'Jotta', mountpoint: 'Sync'},
};
const tokens = {accessToken: 'access', refreshToken: 'refresh', expiresAt: 0};

async function open(answers: RealmAnswers = {}, hint?: string) {
	const {tools, asked, endpoints} = await openRealm(answers);
	const session: NewSession = {
		service: 'jottacloud', method: 'login-token', clientId: 'jottacli', tokenEndpoint: endpoints.token, endSessionEndpoint: endpoints.logout, tokens, ...(hint !== undefined && {username: hint}),
	};
	return {tools, asked, signIn: async (wish = {}) => establish(wish, tools, async () => session)};
}

describe('a new session', () => {
	it('is kept with what the service says of the person', async () => {
		const {signIn, tools} = await open({customer: {email: 'ola@example.no', name: 'Ola'}});

		const made = await signIn();

		expect(made).toMatchObject({
			name: 'jotta', username: 'f3a1', email: 'ola@example.no', fullName: 'Ola', home: {device: 'Jotta', mountpoint: 'Archive'}, given: {}, tokens,
		});
		expect(made).not.toHaveProperty('server');
		expect(await tools.accounts.list()).toEqual([made]);
	});

	it('is kept with what was set by hand, which signing in again begins with', async () => {
		const {signIn} = await open();

		const made = await signIn({
			name: 'nas', server: 'http://127.0.0.1:1', clientId: 'mine', authUrl: 'https://a.example/', tokenUrl: 'https://t.example/',
		});

		expect(made).toMatchObject({name: 'nas', server: 'http://127.0.0.1:1', given: {clientId: 'mine', authUrl: 'https://a.example/', tokenUrl: 'https://t.example/'}});
		expect(made).not.toHaveProperty('fullName');
		expect(made).not.toHaveProperty('email');
	});

	it('keeps the home place of its account, among others', async () => {
		const {signIn, tools} = await open();
		await tools.accounts.put({
			...account, name: 'other', username: 'somebody', home: {device: 'LAPTOP', mountpoint: 'Home'},
		});
		await tools.accounts.put(account);

		expect(await signIn()).toMatchObject({name: 'jotta', home: {mountpoint: 'Sync'}});
		expect(await tools.accounts.list()).toHaveLength(2);
	});

	it('that is somebody else’s is ended at the service, and nothing is kept', async () => {
		const {signIn, tools, asked} = await open();
		await tools.accounts.put({...account, username: 'somebody'});

		await expect(signIn({name: 'jotta'})).rejects.toMatchObject({code: 'already-exists'});

		expect(asked).toEqual(['customer', 'logout']);
		expect(await tools.accounts.list()).toMatchObject([{username: 'somebody'}]);
	});

	it.each([refusal(503), '<html>out of order</html>'])('is kept under the name that its way has told, when the service cannot say it now: %s', async customer => {
		const {signIn, asked} = await open({customer}, 'f3a1');

		expect(await signIn()).toMatchObject({username: 'f3a1'});
		expect(asked).not.toContain('logout');
	});

	it.each([
		['nobody has told the name', refusal(503), undefined],
		['nobody has told the name, and a page came', '<html>out of order</html>', undefined],
		['the service says no', refusal(403), 'f3a1'],
		['it was cancelled', new Failure('cancelled', 'Cancelled.', {nextStep: ''}), 'f3a1'],
	])('is not kept when %s', async (_, customer, hint) => {
		const {signIn, tools, asked} = await open({customer}, hint);

		await expect(signIn()).rejects.toBeInstanceOf(Failure);

		expect(asked).toContain('logout');
		expect(await tools.accounts.list()).toEqual([]);
	});
});

describe('the name of an account', () => {
	it('is the one that the person has already, else the next free one', () => {
		expect(nameFor('f3a1', [])).toBe('jotta');
		expect(nameFor('new', [account])).toBe('jotta2');
		expect(nameFor('new', [account, {...account, name: 'jotta2'}])).toBe('jotta3');
		expect(nameFor('f3a1', [{...account, name: 'first', username: 'other'}, {...account, name: 'work'}])).toBe('work');
	});

	it.each([
		[{email: 'ola@example.no', fullName: 'Ola'}, 'ola@example.no’s'],
		[{fullName: 'Ola'}, 'Ola’s'],
		[{}, 'f3a1’s'],
	])('is refused to another person, who is told whose it is: %j', (facts, whose) => {
		expect(() => {
			refuseOthers({...account, ...facts}, 'other');
		}).toThrow(expect.objectContaining({code: 'already-exists', message: expect.stringContaining(whose) as string}) as Error);
	});

	it('is not refused to the same person, or where it is free', () => {
		expect(() => {
			refuseOthers(account, 'f3a1');
			refuseOthers(undefined, 'f3a1');
		}).not.toThrow();
	});
});
