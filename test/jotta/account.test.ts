import {describe, expect, it} from 'vitest';
import {readAccount} from '../../source/jotta/account.ts';
import {scriptedService} from '../support/scripted-service.ts';

const read = async (customer: object | string, user: string) => {
	const {client} = scriptedService(({url}) => {
		if (url.endsWith('/customer')) {
			return typeof customer === 'string' ? customer : JSON.stringify(customer);
		}

		return user;
	});
	return readAccount({client});
};

describe('an account', () => {
	it('has a name, a plan, and as much room as the service says', async () => {
		const facts = await read(
			{
				username: 'f3a1', email: 'ola@example.no', name: 'Ola', subscription_type: 'Unlimited',
			},
			'<user><account-type>OTHER</account-type><capacity>100</capacity><usage>60</usage></user>',
		);

		expect(facts).toEqual({
			username: 'f3a1', email: 'ola@example.no', name: 'Ola', plan: 'Unlimited', used: 60, capacity: 100, locks: [],
		});
	});

	it('has the plan that is said where another is not', async () => {
		expect(await read({
			username: 'f3a1', account_type: 'Basic', email: null, name: null, subscription_type: null,
		}, '<user><account-type>OTHER</account-type><usage>0</usage></user>')).toEqual({
			username: 'f3a1', plan: 'Basic', used: 0, locks: [],
		});
		expect(await read({username: 'f3a1'}, '<user><account-type>OTHER</account-type><usage>1</usage></user>')).toMatchObject({plan: 'OTHER'});
		expect(await read({username: 'f3a1'}, '<user><usage>1</usage></user>')).not.toHaveProperty('plan');
	});

	it.each(['-1', '0', ''])('has no limit where its capacity is “%s”', async capacity => {
		expect(await read({username: 'f3a1'}, `<user><capacity>${capacity}</capacity><usage>60</usage></user>`)).not.toHaveProperty('capacity');
	});

	it('has the least of limits', async () => {
		expect(await read({username: 'f3a1'}, '<user><capacity>1</capacity><usage>0</usage></user>')).toMatchObject({capacity: 1});
	});

	it('is locked only where that is said', async () => {
		const {locks} = await read({username: 'f3a1'}, '<user><locked>false</locked><read-locked>true</read-locked><quota-write-locked>true</quota-write-locked><usage>0</usage></user>');

		expect(locks).toEqual(['read-locked', 'quota-write-locked']);
	});

	it.each([
		['<html>', '<user><usage>1</usage></user>', 'who is signed in'],
		['{"username": ""}', '<user><usage>1</usage></user>', 'who is signed in'],
		['{"username": "f3a1"}', '<html><body>a proxy</body></html>', 'how full the account is'],
		['{"username": "f3a1"}', '<user><capacity>1</capacity></user>', 'how full the account is'],
		['{"username": "f3a1"}', '<device><usage>1</usage></device>', 'how full the account is'],
		['{"username": "f3a1"}', '', 'how full the account is'],
	])('is not made up from what is no answer: %s, %s', async (customer, user, words) => {
		await expect(read(customer, user)).rejects.toMatchObject({code: 'service', message: expect.stringContaining(words) as string});
	});
});
