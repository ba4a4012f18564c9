import {Failure} from '../../failure.ts';
import type {Trust} from '../hosts.ts';
import type {TokenSource} from '../sign-in/token-renewal.ts';
import {answerOf, isTokenRefused} from './failures.ts';
import type {Send} from './request.ts';

const renewals = 3; // short-lived tokens may end before the request arrives on a slow line

/** The service refuses each token of an account. */
class SignInRefused extends Failure {
	readonly account: string;

	constructor(account: string, cause: unknown) {
		super('session-revoked', `Jottacloud no longer accepts the sign-in of ${account}.`, {nextStep: {kind: 'sign-in-again', account}, cause});
		this.account = account;
	}
}

type SignedIn = {readonly account: string; readonly tokens: TokenSource; readonly trustOf: (address: string) => Trust};

/**
Adds the bearer token, where the address may have it; a 401 renews it, and is that account’s failure where it stays. Nothing is sent to an address that is not trusted.
@see protocol.md 2.6, 4
*/
export function withToken(send: Send, {account, tokens, trustOf}: SignedIn): Send {
	return async call => {
		const trust = trustOf(call.url);
		if (trust === 'nothing') {
			throw new Failure('service', `The service wants to be asked about ${call.subject} at ${originOf(call.url)}, which is none of its own addresses.`, {nextStep: 'Nothing was sent there. If it stays so, something in between has changed its answer.'});
		}

		if (trust === 'content') {
			return send(call);
		}

		let token = await tokens.get({signal: call.signal});
		for (let renewed = 0; ; renewed += 1) {
			try {
				return await send(bearing(call, token));
			} catch (error) {
				if (!isTokenRefused(error)) {
					throw error;
				}

				if (renewed === (answerOf(error) ? renewals : 1)) {
					throw error.code === 'session-revoked' ? new SignInRefused(account, error.cause) : error;
				}

				token = await tokens.get({refused: token, signal: call.signal});
				if (typeof call.body === 'function') {
					// The body is used up: the sender asks how much has arrived, and sends the rest.
					throw new Failure('offline', 'The sign-in was renewed in the middle of an upload.', {nextStep: 'It goes on where it stopped.', cause: error});
				}
			}
		}
	};
}

/** The address without what may be secret in it. */
function originOf(address: string): string {
	const {protocol, host} = new URL(address);
	return `${protocol}//${host}`;
}

function bearing(call: Parameters<Send>[0], token: string): Parameters<Send>[0] {
	return {...call, headers: {...call.headers, authorization: `Bearer ${token}`}};
}
