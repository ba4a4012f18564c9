import {Buffer} from 'node:buffer';
import * as v from 'valibot';
import {Failure} from '../../failure.ts';
import type {Account, Tokens} from '../../settings/accounts.ts';
import {parseJson} from '../http/json.ts';
import {
	discoveryAt,
	discoveryOf,
	findEndpoints,
	type ChosenService,
} from './endpoints.ts';
import {establish, type KeptAccount, type SignInTools} from './establish-account.ts';
import {explainGrant, requestTokens} from './grants.ts';

const tokenSchema = v.object({
	access_token: v.pipe(v.string(), v.nonEmpty()),
	token_type: v.nullish(v.string()),
	refresh_token: v.nullish(v.string()),
});

const claimsSchema = v.object({azp: v.nullish(v.string()), iss: v.nullish(v.pipe(v.string(), v.url()))});

const guessedLife = 3_600_000; // ms; when it ends earlier, the service says so

export type ReadyToken = v.InferOutput<typeof tokenSchema>;

/** An OAuth token as JSON, as rclone writes it; nothing when the text is none. */
export function parseReadyToken(text: string): ReadyToken | undefined {
	const token = v.safeParse(tokenSchema, parseJson(text.trim()));
	return token.success ? token.output : undefined;
}

/** For which client a token was made, and by whom, as it says itself: rclone has two ways of signing in, and a dozen services. */
function claimsOf({access_token: token}: ReadyToken): v.InferOutput<typeof claimsSchema> {
	const claims = v.safeParse(claimsSchema, parseJson(Buffer.from(token.split('.', 2)[1] ?? '', 'base64url').toString('utf8')));
	return claims.success ? claims.output : {};
}

/**
Signs in with a token that another program has obtained. From then on it is ours: whoever renews a copy of it ends both (protocol.md 3.3).
So it is renewed at once where that is possible. Its expiry date is ignored, because either clock may be wrong. Without other
words it is renewed as the client and at the service that it names itself; that has to be a known one.
@throws Failure `not-signed-in` when the service does not accept it any more; UnknownHost
*/
export async function signInByReadyToken(token: ReadyToken, options: KeptAccount & ChosenService, tools: SignInTools): Promise<Account> {
	const {azp, iss} = claimsOf(token);
	const {clientId = azp ?? 'jottacli', clientSecret, server, issuer, serviceKey} = options;
	const isTold = typeof iss === 'string' && (server ?? issuer ?? serviceKey) === undefined;
	const endpoints = await findEndpoints(isTold ? discoveryAt(iss) : discoveryOf(options), options, tools);
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
			tokens: typeof refreshToken === 'string' ? await renewed(refreshToken) : {accessToken, expiresAt: tools.clock.now() + guessedLife},
		}));
	} catch (error) {
		throw refused(error);
	}
}
