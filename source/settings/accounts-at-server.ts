import {Failure} from '../failure.ts';
import type {AccountStore} from './accounts.ts';
import {isSameServer} from './same-account.ts';

/**
The same accounts for a person who has named a server: those of another one are not used, instead of going to their own all
the same. Without a server: as they are.
@throws Failure `usage` from `get`, and from what uses it
*/
export function accountsAt(server: string | undefined, accounts: AccountStore): AccountStore {
	if (server === undefined) {
		return accounts;
	}

	return {
		...accounts,
		async get(name) {
			const account = await accounts.get(name);
			if (!isSameServer(account, {server})) {
				throw new Failure('usage', `The account ${name} is at ${account.server ?? 'Jottacloud itself'}, not at ${server}.`, {nextStep: 'Leave out --server, or sign in there under another name.'});
			}

			return account;
		},
	};
}

/** The account that is meant where none is named: the first, or the first at the server that the person has named. Nothing when there is none. */
export async function firstAccount({list}: Pick<AccountStore, 'list'>, server?: string): Promise<string | undefined> {
	const accounts = await list();
	return accounts.find(account => server === undefined || isSameServer(account, {server}))?.name;
}
