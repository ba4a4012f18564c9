import type {Clock} from '../../clock.ts';
import {Failure} from '../../failure.ts';
import type {Account, AccountStore, Tokens} from '../../settings/accounts.ts';
import {answerOf} from '../http/failures.ts';
import type {Send} from '../http/request.ts';
import {explainGrant, requestTokens} from './grants.ts';

/** The session is over: revoked on the web site, or its token was used somewhere else. Only signing in helps. */
export class SessionEnded extends Failure {
	readonly account: string;

	constructor(account: string, cause?: unknown) {
		super('session-revoked', `The sign-in of ${account} has ended: it was revoked, or its token was used somewhere else.`, {
			nextStep: {kind: 'sign-in-again', account, note: 'Waiting transfers go on by themselves afterwards.'}, cause,
		});
		this.account = account;
	}
}

/** A valid access token whenever one is wanted. */
export type TokenSource = {
	/** `refused`: the token that the service has just answered with 401. @throws Failure `session-revoked`, `offline` */
	readonly get: (options?: {readonly refused?: string | undefined; readonly signal?: AbortSignal | undefined}) => Promise<string>;
};

export type RenewTools = {
	readonly account: string;
	readonly accounts: AccountStore;
	readonly send: Send; // without a token
	readonly clock: Clock;
};

/** Renews in a process that outlives this one (start-renewal.ts). Resolves when the new tokens are on disk. */
export type Renewer = (account: string, refused: string | undefined) => Promise<void>;

export type TokenTools = RenewTools & {readonly renewElsewhere?: Renewer | undefined};

/**
Tokens rotate, and one that is used twice kills its family (protocol.md 3.3). So a token is renewed under a lock
that holds across processes, after reading the file again, and never from a copy in memory.
*/
export function openTokens(tools: TokenTools): TokenSource {
	let known: Tokens | undefined;
	let renewing: Promise<Tokens> | undefined;

	/** One renewal at a time in this process; it is not aborted with the request that asked first. */
	const renewed = async (refused: string | undefined) => {
		renewing ??= current(tools, refused).finally(() => {
			renewing = undefined;
		});
		return renewing;
	};

	return {
		async get({refused, signal} = {}) {
			// The renewal of another process may give the very token that was refused here: then once more.
			while (!isGood(known, refused, tools.clock)) {
				known = await renewed(refused);
				signal?.throwIfAborted();
				if (known.accessToken !== refused) {
					break; // it is new, however short its life
				}
			}

			return known.accessToken;
		},
	};
}

function isGood(tokens: Tokens | undefined, refused: string | undefined, clock: Clock): tokens is Tokens {
	return tokens !== undefined && tokens.accessToken !== refused && tokens.expiresAt > clock.now();
}

async function current(tools: TokenTools, refused: string | undefined): Promise<Tokens> {
	const {account: name, accounts, clock, renewElsewhere} = tools;
	const account = await accounts.get(name);
	if (isGood(account.tokens, refused, clock)) {
		return account.tokens;
	}

	if (!canRenew(account)) {
		return unlessRefused(account, refused); // a dead session: nothing is sent
	}

	if (!renewElsewhere) {
		return renewTokens(tools, refused);
	}

	await renewElsewhere(name, refused);
	const {tokens: renewed} = await accounts.get(name);
	if (!renewed) {
		throw new SessionEnded(name);
	}

	return renewed;
}

/** Renews, unless another process has done it meanwhile. The new tokens are on disk before they are given back. */
export async function renewTokens(tools: RenewTools, refused: string | undefined): Promise<Tokens> {
	const {account: name, accounts, clock} = tools;
	return accounts.withRefreshLock(name, async () => {
		const account = await accounts.get(name); // again: another process may have renewed it meanwhile
		if (isGood(account.tokens, refused, clock)) {
			return account.tokens;
		}

		if (!canRenew(account)) {
			return unlessRefused(account, refused);
		}

		return accounts.withReservedSpace(async keep => {
			// The person may have signed in again meanwhile: that session is the better one.
			const replace = async (tokens: Tokens | undefined) => keep(all => all.map(each => {
				const {tokens: before, ...rest} = each;
				return each.name === name && before?.accessToken === account.tokens?.accessToken ? {...rest, ...(tokens && {tokens})} : each;
			}));
			try {
				const tokens = await request(account, tools);
				await replace(tokens);
				return tokens;
			} catch (error) {
				if (answerOf(error)?.id === 'invalid_grant') {
					await replace(undefined);
					throw new SessionEnded(name, error);
				}

				throw unread(error) ?? explainGrant(error, {clientId: account.clientId, refused: new SessionEnded(name, error)});
			}
		});
	});
}

function canRenew({method, tokens}: Account): boolean {
	return tokens !== undefined && (method === 'client-credentials' || tokens.refreshToken !== undefined);
}

/** A token that cannot be renewed is used for as long as the service accepts it: our clock may be wrong. @throws SessionEnded */
function unlessRefused({name, tokens}: Account, refused: string | undefined): Tokens {
	if (tokens === undefined || tokens.accessToken === refused) {
		throw new SessionEnded(name);
	}

	return tokens;
}

/** Sent once more when the line broke: it may not have arrived (protocol.md 3.3). */
async function request(account: Account, {send, clock}: RenewTools): Promise<Tokens> {
	const refreshToken = account.tokens?.refreshToken;
	const grant = {endpoint: account.tokenEndpoint, form: renewalForm(account)};
	const once = async () => ({...(refreshToken !== undefined && {refreshToken}), ...await requestTokens(grant, {send, clock})}); // some realms send no new one: the old one stays good
	try {
		return await once();
	} catch (error) {
		if (error instanceof Failure && error.code === 'offline') {
			return once();
		}

		throw error;
	}
}

/** The answer was of no use (a proxy's page, or half an answer). The next try shows whether the session is still there. */
function unread(error: unknown): Failure | undefined {
	return error instanceof Failure && error.code === 'service' && answerOf(error) === undefined
		? new Failure('offline', 'The answer to the renewal of the sign-in could not be read.', {nextStep: 'It is asked for again; a proxy in between may have answered.', cause: error})
		: undefined;
}

function renewalForm({method, clientId, clientSecret, tokens}: Account): Readonly<Record<string, string>> {
	const client = {client_id: clientId, ...(clientSecret !== undefined && {client_secret: clientSecret})};
	return method === 'client-credentials'
		? {grant_type: 'client_credentials', ...client}
		: {grant_type: method === 'password' ? 'REFRESH_TOKEN' : 'refresh_token', refresh_token: tokens?.refreshToken ?? '', ...client}; // upper case only there (protocol.md 3.5)
}
