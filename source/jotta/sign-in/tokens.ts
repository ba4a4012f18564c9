import type {Clock} from '../../clock.ts';
import {Failure} from '../../failure.ts';
import type {Account, AccountStore, Tokens} from '../../settings/accounts.ts';
import {answerOf} from '../http/failures.ts';
import type {Send} from '../http/request.ts';
import {requestTokens} from './grants.ts';

/** A valid access token whenever one is wanted. */
export type TokenSource = {
	/** `refused`: the token that the service has just answered with 401. @throws Failure `session-revoked`, `offline` */
	readonly get: (options?: {readonly refused?: string | undefined; readonly signal?: AbortSignal | undefined}) => Promise<string>;
};

export type TokenTools = {
	readonly account: string;
	readonly accounts: AccountStore;
	readonly send: Send; // without a token
	readonly clock: Clock;
};

/**
Tokens rotate, and one that is used twice kills its family (protocol.md 3.3). So a token is renewed under a lock
that holds across processes, after reading the file again, and never from a copy in memory.
*/
export function openTokens(tools: TokenTools): TokenSource {
	let known: Tokens | undefined;
	let renewing: Promise<Tokens> | undefined;

	const isGood = (tokens: Tokens | undefined, refused: string | undefined): tokens is Tokens =>
		tokens !== undefined && tokens.accessToken !== refused && tokens.expiresAt > tools.clock.now();

	return {
		async get({refused, signal} = {}) {
			if (isGood(known, refused)) {
				return known.accessToken;
			}

			// One renewal at a time in this process; it is not aborted with the request that asked first.
			renewing ??= renew(tools, tokens => isGood(tokens, refused)).finally(() => {
				renewing = undefined;
			});
			const tokens = await renewing;
			signal?.throwIfAborted();
			known = tokens;
			return known.accessToken;
		},
	};
}

async function renew(tools: TokenTools, isGood: (tokens: Tokens | undefined) => boolean): Promise<Tokens> {
	const {account: name, accounts} = tools;
	const written = await accounts.get(name);
	if (written.tokens && isGood(written.tokens)) {
		return written.tokens;
	}

	return accounts.withRefreshLock(name, async () => {
		const account = await accounts.get(name); // again: another process may have renewed it meanwhile
		if (account.tokens && isGood(account.tokens)) {
			return account.tokens;
		}

		const tokens = await refresh(account, tools);
		await accounts.update(name, current => ({...current, tokens}));
		return tokens;
	});
}

async function refresh(account: Account, tools: TokenTools): Promise<Tokens> {
	const refreshToken = account.tokens?.refreshToken;
	if (refreshToken === undefined) {
		throw revoked(account.name);
	}

	try {
		const tokens = await refreshOnce(account, refreshToken, tools);
		return {refreshToken, ...tokens}; // some realms send no new one: the old one stays good
	} catch (error) {
		const answer = answerOf(error);
		if (answer?.id === 'invalid_grant') {
			await tools.accounts.update(account.name, ({tokens: _dead, ...rest}) => rest);
			throw revoked(account.name, error);
		}

		throw error;
	}
}

async function refreshOnce(account: Account, refreshToken: string, {send, clock}: TokenTools): Promise<Tokens> {
	const request = {
		endpoint: account.tokenEndpoint,
		form: {
			grant_type: 'refresh_token',
			refresh_token: refreshToken,
			client_id: account.clientId,
			...(account.clientSecret !== undefined && {client_secret: account.clientSecret}),
		},
		subject: 'the sign-in',
	};
	try {
		return await requestTokens(request, {send, clock});
	} catch (error) {
		if (error instanceof Failure && error.code === 'offline') {
			return requestTokens(request, {send, clock}); // once: it may not have arrived (protocol.md 3.3)
		}

		throw error;
	}
}

function revoked(name: string, cause?: unknown): Failure {
	return new Failure('session-revoked', `The sign-in of ${name} has ended: it was revoked, or its token was used somewhere else.`, {
		nextStep: `Sign in again: jottafm login ${name}. Waiting transfers go on by themselves afterwards.`, cause,
	});
}
