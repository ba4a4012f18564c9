import * as v from 'valibot';
import {Failure} from '../../failure.ts';
import type {Account, Tokens} from '../../settings/accounts.ts';
import {parseJson} from '../http/json.ts';
import {services} from '../services.ts';
import {findEndpoints, wellKnownOf, type ServiceOptions} from './endpoints.ts';
import {establish, type KeptAccount, type SignInTools} from './establish-account.ts';
import {explainGrant, requestTokens} from './grants.ts';

const tokenSchema = v.object({
	access_token: v.pipe(v.string(), v.nonEmpty()),
	token_type: v.optional(v.string()),
	refresh_token: v.optional(v.string()),
});

const guessedLife = 3_600_000; // ms; when it ends earlier, the service says so

export type ReadyToken = v.InferOutput<typeof tokenSchema>;

/** An OAuth token as JSON, as rclone writes it; nothing when the text is none. */
export function parseReadyToken(text: string): ReadyToken | undefined {
	const token = v.safeParse(tokenSchema, parseJson(text.trim()));
	return token.success ? token.output : undefined;
}

/**
Signs in with a token that another program has obtained. From then on it is ours: whoever renews a copy of it ends both (protocol.md 3.3).
So it is renewed at once where that is possible. Its expiry date is ignored, because either clock may be wrong.
@throws Failure `not-signed-in` when the service does not accept it any more
*/
export async function signInByReadyToken(token: ReadyToken, {serviceKey = 'jottacloud', ...options}: KeptAccount & ServiceOptions & {readonly serviceKey?: string | undefined}, tools: SignInTools): Promise<Account> {
	const service = services.find(({key}) => key === serviceKey) ?? services[0]!;
	const {clientId = 'jottacli', clientSecret, server} = options;
	const endpoints = await findEndpoints(wellKnownOf(service, server), options, tools);
	const refused = (error: unknown) => explainGrant(error, {
		clientId,
		refused: new Failure('not-signed-in', 'The service does not accept this token any more: it has expired, was used somewhere else, or its session has ended.', {nextStep: 'Sign in with a personal login token instead.', cause: error}),
	});
	const {access_token: accessToken, refresh_token: refreshToken} = token;
	const renewed = async (refresh: string): Promise<Tokens> => {
		const secret = clientSecret !== undefined && {client_secret: clientSecret};
		const form = {
			grant_type: 'refresh_token', refresh_token: refresh, client_id: clientId, ...secret,
		};
		return {refreshToken: refresh, ...await requestTokens({endpoint: endpoints.token, form, signal: tools.signal}, tools)};
	};

	try {
		return await establish(options, tools, async () => ({
			service: endpoints.service,
			method: 'ready-token',
			clientId,
			...(clientSecret !== undefined && {clientSecret}),
			tokenEndpoint: endpoints.token,
			...(endpoints.endSession !== undefined && {endSessionEndpoint: endpoints.endSession}),
			tokens: refreshToken === undefined ? {accessToken, expiresAt: tools.clock.now() + guessedLife} : await renewed(refreshToken),
		}));
	} catch (error) {
		throw refused(error);
	}
}
