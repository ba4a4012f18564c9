import {describe, expect, it} from 'vitest';
import {optionsAgain} from '../../../source/jotta/sign-in/sign-in-again.ts';
import type {Account} from '../../../source/settings/accounts.ts';

const account: Account = {
	name: 'nas', username: 'u', service: 'telia_se', method: 'browser', clientId: 'mine', clientSecret: 'its secret', tokenEndpoint: 'https://token.example/', home: {device: 'Jotta', mountpoint: 'Archive'}, given: {clientId: 'mine', tokenUrl: 'https://token.example/'},
};

describe('signing in again', () => {
	it('goes to the same service, with the client and the addresses of the first time', () => {
		expect(optionsAgain(account, {})).toMatchObject({
			serviceKey: 'telia_se', clientId: 'mine', clientSecret: 'its secret', tokenUrl: 'https://token.example/',
		});
	});

	it('does what is said now, and never gives a secret to another client', () => {
		expect(optionsAgain(account, {clientId: 'other', tokenUrl: 'https://other.example/'})).toMatchObject({clientId: 'other', clientSecret: undefined, tokenUrl: 'https://other.example/'});
	});

	it('goes to the same issuer where the service is in no table', () => {
		expect(optionsAgain({...account, service: 'id.example.com', given: {issuer: 'https://id.example.com/auth/realms/a'}}, {})).toMatchObject({issuer: 'https://id.example.com/auth/realms/a'});
	});

	it('leaves alone what was the service’s own choice', () => {
		const {given: _given, ...registered} = account;

		expect(optionsAgain(registered, {})).toMatchObject({clientId: undefined, clientSecret: undefined});
	});
});
