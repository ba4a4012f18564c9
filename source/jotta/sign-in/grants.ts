import * as v from 'valibot';
import type {Clock} from '../../clock.ts';
import {Failure} from '../../failure.ts';
import type {Tokens} from '../../settings/accounts.ts';
import {answerOf} from '../http/failures.ts';
import {parseJson} from '../http/json.ts';
import type {Send} from '../http/request.ts';
import {givenAddress} from './endpoints.ts';

/*
The token endpoint (protocol.md 3.1 to 3.3): one form in, one JSON document out.
*/

const answerSchema = v.object({
	access_token: v.pipe(v.string(), v.nonEmpty()),
	refresh_token: v.nullish(v.string()),
	expires_in: v.nullish(v.number(), 3600), // seconds
});

export type GrantRequest = {
	readonly endpoint: string;
	readonly form: Readonly<Record<string, string>>;
	readonly headers?: Readonly<Record<string, string>>;
	readonly signal?: AbortSignal | undefined;
};

export type GrantTools = {readonly send: Send; readonly clock: Clock};

/** @throws Failure with the OAuth error as its cause; `service` when the answer is not one */
export async function requestTokens({endpoint, form, headers = {}, signal}: GrantRequest, {send, clock}: GrantTools): Promise<Tokens> {
	givenAddress(endpoint); // an earlier version has kept others
	const {text} = await send({
		method: 'POST',
		url: endpoint,
		headers: {'content-type': 'application/x-www-form-urlencoded', accept: 'application/json', ...headers},
		body: new URLSearchParams(form).toString(),
		subject: 'the sign-in',
		mayRepeat: false, // a token that was used twice kills the whole family (protocol.md 3.3)
		signal,
	});
	const answer = v.safeParse(answerSchema, parseJson(text));
	if (!answer.success) {
		throw new Failure('service', `What answers at ${new URL(endpoint).host} is no sign-in service.`, {nextStep: 'Try again later; a proxy in between may have answered.'});
	}

	const {access_token: accessToken, refresh_token: refreshToken, expires_in: seconds} = answer.output;
	return {
		accessToken,
		...(typeof refreshToken === 'string' && {refreshToken}),
		expiresAt: clock.now() + (usefulSeconds(seconds) * 1000),
	};
}

/** Tokens are renewed a minute early; those with a shorter life (in tests) at half of it. */
export function usefulSeconds(seconds: number): number {
	return Math.max(seconds - 60, seconds / 2);
}

/**
A refusal of the service as a Failure. `refused` is the one for `invalid_grant`: the token or code is used up or wrong.
Other failures (a broken line, status 500) stay as they are.
@see protocol.md 3.2
*/
export function explainGrant(error: unknown, {clientId, refused}: {readonly clientId: string; readonly refused: Failure}): unknown {
	const {status = 0, id = '', text = ''} = answerOf(error) ?? {};
	switch (id) {
		case 'invalid_client':
		case 'unauthorized_client': {
			return new Failure('not-signed-in', `The service does not know the client “${clientId}”, or its secret is wrong.`, {nextStep: 'Check which service it is, and the client id and secret if they are your own.', cause: error});
		}

		case 'invalid_scope':
		case 'unsupported_grant_type': {
			return new Failure('not-signed-in', 'The service does not offer this way of signing in.', {nextStep: 'Choose another way, or check which service it is.', cause: error});
		}

		case 'invalid_grant': {
			return refused;
		}

		default: {
			if (status === 401) {
				return refused;
			}

			return status === 400 || status === 403 || status === 404
				? new Failure('not-signed-in', `The service refused the sign-in${text === '' ? '' : `: ${text}`} (${status}).`, {nextStep: 'Try once more, or choose another way.', cause: error})
				: error;
		}
	}
}
