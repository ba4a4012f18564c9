import type {Account, AccountStore} from '../../settings/accounts.ts';
import {isPrivateLine} from '../hosts.ts';
import type {Send} from '../http/request.ts';

/**
Forgets an account, and ends its session at the service if possible; returns whether it could.
@see protocol.md 3.7
*/
export async function signOut(name: string, tools: {readonly accounts: AccountStore; readonly send: Send; readonly signal?: AbortSignal | undefined}): Promise<boolean> {
	const isTold = await endSession(await tools.accounts.get(name), tools);
	await tools.accounts.remove(name);
	return isTold;
}

type EndingSession = Pick<Account, 'clientId' | 'clientSecret' | 'endSessionEndpoint' | 'tokens'>;

/** Never rejects: a session that the service cannot be told about is still forgotten here. */
export async function endSession({clientId, clientSecret, endSessionEndpoint, tokens}: EndingSession, {send, signal}: {readonly send: Send; readonly signal?: AbortSignal | undefined}): Promise<boolean> {
	const refreshToken = tokens?.refreshToken;
	if (endSessionEndpoint === undefined || refreshToken === undefined || !isPrivateLine(new URL(endSessionEndpoint))) {
		return false;
	}

	try {
		await send({
			method: 'POST',
			url: endSessionEndpoint,
			headers: {'content-type': 'application/x-www-form-urlencoded'},
			body: new URLSearchParams({client_id: clientId, refresh_token: refreshToken, ...(clientSecret !== undefined && {client_secret: clientSecret})}).toString(),
			subject: 'the sign-out',
			mayRepeat: false,
			signal,
		});
		return true;
	} catch {
		return false;
	}
}
