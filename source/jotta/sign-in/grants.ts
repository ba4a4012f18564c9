import * as v from 'valibot';
import type {Clock} from '../../clock.ts';
import {Failure} from '../../failure.ts';
import type {Tokens} from '../../settings/accounts.ts';
import {parseJson} from '../http/json.ts';
import type {Send} from '../http/request.ts';

/*
The token endpoint (protocol.md 3.1 to 3.3): one form in, one JSON document out.
*/

const answerSchema = v.object({
	access_token: v.string(),
	refresh_token: v.optional(v.string()),
	expires_in: v.optional(v.number(), 3600), // seconds
});

export type GrantRequest = {
	readonly endpoint: string;
	readonly form: Readonly<Record<string, string>>;
	readonly subject: string;
	readonly signal?: AbortSignal | undefined;
};

/** @throws Failure with the OAuth error as its cause; `service` when the answer is not one */
export async function requestTokens({endpoint, form, subject, signal}: GrantRequest, {send, clock}: {readonly send: Send; readonly clock: Clock}): Promise<Tokens> {
	const {text} = await send({
		method: 'POST',
		url: endpoint,
		headers: {'content-type': 'application/x-www-form-urlencoded', accept: 'application/json'},
		body: new URLSearchParams(form).toString(),
		subject,
		mayRepeat: false, // a token that was used twice kills the whole family (protocol.md 3.3)
		signal,
	});
	const answer = v.safeParse(answerSchema, parseJson(text));
	if (!answer.success) {
		throw new Failure('service', 'The sign-in service gave an answer that is not one.', {nextStep: 'Try again later; a proxy in between may have answered.'});
	}

	const {access_token: accessToken, refresh_token: refreshToken, expires_in: seconds} = answer.output;
	return {
		accessToken,
		...(refreshToken !== undefined && {refreshToken}),
		// Renewed a minute early; tokens that live shorter (tests) at half their life.
		expiresAt: clock.now() + (Math.max(seconds - 60, seconds / 2) * 1000),
	};
}
