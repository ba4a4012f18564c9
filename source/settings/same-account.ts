import type {Account} from './accounts.ts';

/** Whose account it is. The name that a person gives it here does not tell: one account may have several. */
export type AccountIdentity = Pick<Account, 'username' | 'server'>;

type Named = AccountIdentity & Pick<Account, 'name'>;

/**
Whether two sign-ins lead to one account: the same user at the same server. All brands share the same hosts (protocol.md 1),
so it does not matter through which service somebody signed in.
*/
export function isSameAccount(one: AccountIdentity, other: AccountIdentity): boolean {
	return accountIdentity(one) === accountIdentity(other);
}

/** A text that is the same for all names of one account. */
export function accountIdentity(account: AccountIdentity): string {
	return `${serverOf(account)} ${account.username.toLowerCase()}`;
}

/** The other names that this account has in a list. */
export function otherNamesOf(account: Named, accounts: readonly Named[]): readonly string[] {
	return accounts.filter(other => other.name !== account.name && isSameAccount(other, account)).map(({name}) => name);
}

/** The sentence for a person who gives an account another name; nothing when it has no other name. */
export function sayKnownAs(names: readonly string[]): string | undefined {
	const [last, ...others] = names.toReversed();
	return last === undefined ? undefined : `The same account is known here as ${others.length === 0 ? '' : `${others.toReversed().join(', ')} and `}${last}: all its names lead to the same files.`;
}

/** Whether two sign-ins are at one server, however its address is spelled. */
export function isSameServer(one: Pick<Account, 'server'>, other: Pick<Account, 'server'>): boolean {
	return serverOf(one) === serverOf(other);
}

const ownHosts = '';

/** Whether a host of an address is this machine. */
export function isLoopback(hostname: string): boolean {
	return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/v.test(hostname);
}

/** The server's address in one spelling; `localhost` and 127.0.0.1 are the same. */
function serverOf({server}: Pick<Account, 'server'>): string {
	if (server === undefined) {
		return ownHosts;
	}

	if (!URL.canParse(server)) {
		return server.replace(/\/+$/v, '').toLowerCase();
	}

	const {protocol, hostname, port, pathname} = new URL(server);
	const host = isLoopback(hostname) ? '127.0.0.1' : hostname.replace(/\.$/v, '');
	return `${protocol}//${host}:${port}${pathname.replace(/\/+$/v, '')}`;
}
