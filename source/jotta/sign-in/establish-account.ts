import {Failure} from '../../failure.ts';
import {
	withAccount,
	type Account,
	type AccountStore,
	type Tokens,
} from '../../settings/accounts.ts';
import {readCustomer, type Customer} from '../account.ts';
import {hostsOf} from '../hosts.ts';
import {isTransient} from '../http/failures.ts';
import type {Send} from '../http/request.ts';
import {endSession} from './sign-out.ts';
import type {ServiceOptions} from './endpoints.ts';
import type {GrantTools} from './grants.ts';

/*
How every method of signing in ends: the service says who that is, and the account is on disk before it is used.
*/

export type SignInTools = GrantTools & {
	readonly send: Send; // without a token
	readonly accounts: AccountStore;
	readonly signal?: AbortSignal | undefined;
};

/** Where the account is kept, and which service it is on. */
export type KeptAccount = {
	readonly name?: string | undefined; // without one: the name that this person already has here, or the next free one
	readonly server?: string | undefined;
};

export type NewSession = Pick<Account, 'service' | 'method' | 'clientId' | 'clientSecret' | 'tokenEndpoint' | 'endSessionEndpoint'> & {
	readonly tokens: Tokens;
	readonly username?: string; // if the method tells it, the session is kept even when the service cannot be asked now
};

/**
Opens a session and keeps it under a name. Its space on the disk is taken before anything is sent that works only once.
An account of that name keeps its home place; it must be the same person's, or transfers that wait would go to somebody else.
@throws Failure `already-exists` when the name is another person's, `disk-full`, `permission`, and what `open` throws
*/
export async function establish({name, server, ...given}: KeptAccount & ServiceOptions, tools: SignInTools, open: () => Promise<NewSession>): Promise<Account> {
	const {accounts} = tools;
	return accounts.withReservedSpace(async keep => {
		const session = await open();
		let account: Account | undefined;
		try {
			const customer = await readWho(session, server, tools);
			await keep(others => {
				const chosen = name ?? nameFor(customer.username, others);
				const before = others.find(other => other.name === chosen);
				refuseOthers(before, customer.username);
				account = accountOf({
					name: chosen, server, session, customer, before, given,
				});
				return withAccount(others, account);
			});
		} catch (error) {
			await endSession(session, {send: tools.send}); // nobody would ever use it
			throw error;
		}

		return account!;
	});
}

/** `jotta`, then `jotta2`; somebody who has an account here already keeps its name. */
export function nameFor(username: string, others: readonly Account[]): string {
	const mine = others.find(other => other.username === username);
	if (mine) {
		return mine.name;
	}

	const taken = new Set(others.map(other => other.name));
	const candidate = (number: number) => number === 1 ? 'jotta' : `jotta${number}`;
	let number = 1;
	while (taken.has(candidate(number))) {
		number += 1;
	}

	return candidate(number);
}

/** @throws Failure `already-exists` */
export function refuseOthers(before: Account | undefined, username: string): void {
	if (!before || before.username === username) {
		return;
	}

	const who = before.email ?? before.fullName ?? before.username;
	throw new Failure('already-exists', `The account ${before.name} is ${who}’s; this sign-in is somebody else’s.`, {nextStep: {kind: 'sign-in-under-other-name', taken: before.name}});
}

async function readWho({tokens, username}: NewSession, server: string | undefined, {send, signal}: SignInTools): Promise<Customer> {
	try {
		return await readCustomer(hostsOf(server), {send: bearing(send, tokens), signal});
	} catch (error) {
		const isOutOfOrder = isTransient(error) || (error instanceof Failure && error.code === 'service'); // a page of HTML, too
		if (username !== undefined && isOutOfOrder) {
			return {username};
		}

		throw error;
	}
}

type AccountParts = {
	readonly name: string;
	readonly server: string | undefined;
	readonly session: NewSession;
	readonly customer: Customer;
	readonly before: Account | undefined;
	readonly given: ServiceOptions;
};

function accountOf({name, server, session, customer, before, given: {clientId, authUrl, tokenUrl, issuer}}: AccountParts): Account {
	const {username: _hint, ...facts} = session;
	return {
		name,
		username: customer.username,
		...facts,
		...(server !== undefined && {server}),
		given: {
			...(clientId !== undefined && {clientId}), ...(authUrl !== undefined && {authUrl}), ...(tokenUrl !== undefined && {tokenUrl}), ...(issuer !== undefined && {issuer}),
		},
		home: before?.home ?? {device: 'Jotta', mountpoint: 'Archive'},
		...(customer.name !== undefined && {fullName: customer.name}),
		...(customer.email !== undefined && {email: customer.email}),
	};
}

function bearing(send: Send, {accessToken}: Tokens): Send {
	return async call => send({...call, headers: {...call.headers, authorization: `Bearer ${accessToken}`}});
}
