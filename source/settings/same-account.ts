import type {Account} from './accounts.ts';

/** What tells whose an account is. The name that a person gives it here does not: one account may have several. */
export type AccountIdentity = Pick<Account, 'username' | 'server'>;

type Named = AccountIdentity & Pick<Account, 'name'>;

/**
Whether two sign-ins lead to one account: the same user at the same server. All brands share one set of hosts (protocol.md 1),
so the service that was signed in through does not count.
*/
export function isSameAccount(one: AccountIdentity, other: AccountIdentity): boolean {
	return accountIdentity(one) === accountIdentity(other);
}

/** The same text for one account under whatever names. */
export function accountIdentity(account: AccountIdentity): string {
	return `${serverOf(account)} ${account.username.toLowerCase()}`;
}

/** Those of a list that are one account with this one, under other names. */
export function otherNamesOf(account: Named, accounts: readonly Named[]): readonly string[] {
	return accounts.filter(other => other.name !== account.name && isSameAccount(other, account)).map(({name}) => name);
}

/** What is said to a person who gives one account another name; nothing where it has none yet. */
export function sayKnownAs(names: readonly string[]): string | undefined {
	const [last, ...others] = names.toReversed();
	return last === undefined ? undefined : `The same account is known here as ${others.length === 0 ? '' : `${others.toReversed().join(', ')} and `}${last}: all its names lead to the same files.`;
}

const ownHosts = '';
const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/v;

/** The origin where a server answers; this machine has one, however it is spelled. */
function serverOf({server}: AccountIdentity): string {
	if (server === undefined) {
		return ownHosts;
	}

	if (!URL.canParse(server)) {
		return server.replace(/\/+$/v, '').toLowerCase();
	}

	const {protocol, hostname, port, pathname} = new URL(server);
	const host = loopback.test(hostname) ? '127.0.0.1' : hostname.replace(/\.$/v, '');
	return `${protocol}//${host}:${port}${pathname.replace(/\/+$/v, '')}`;
}
