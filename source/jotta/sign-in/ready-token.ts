import * as v from 'valibot';
import {Failure} from '../../failure.ts';
import type {Account, Tokens} from '../../settings/accounts.ts';
import {parseJson} from '../http/json.ts';
import {services} from '../services.ts';
import {findEndpoints, wellKnownOf, type ServiceOptions} from './endpoints.ts';
import {establish, type AccountWish, type SignInTools} from './establish.ts';
import {explainGrant, requestTokens} from './grants.ts';

const tokenSchema = v.object({
	access_token: v.pipe(v.string(), v.nonEmpty()),
	token_type: v.optional(v.string()),
	refresh_token: v.optional(v.string()),
	expiry: v.optional(v.pipe(v.string(), v.isoTimestamp())), // RFC 3339
});

export type ReadyToken = v.InferOutput<typeof tokenSchema>;

/** An OAuth token as JSON, as rclone writes it; nothing when the text is none. */
export function parseReadyToken(text: string): ReadyToken | undefined {
	const token = v.safeParse(tokenSchema, parseJson(text.trim()));
	return token.success ? token.output : undefined;
}

/**
Signs in with a token that somebody else has got. From then on it is ours: whoever refreshes a copy of it ends both (protocol.md 3.3).
@throws Failure `not-signed-in` when it is not valid any more and cannot be refreshed
*/
export async function signInByReadyToken(token: ReadyToken, {serviceKey = 'jottacloud', ...wish}: AccountWish & ServiceOptions & {readonly serviceKey?: string | undefined}, tools: SignInTools): Promise<Account> {
	const service = services.find(({key}) => key === serviceKey) ?? services[0]!;
	const clientId = wish.clientId ?? 'jottacli';
	const endpoints = await findEndpoints(wellKnownOf(service, wish.server), wish, tools);
	const refresh = token.refresh_token;
	const endsAt = token.expiry === undefined ? undefined : Date.parse(token.expiry) - 60_000;
	const isOver = endsAt === undefined ? refresh !== undefined : endsAt <= tools.clock.now(); // without a date: renewed to be sure
	if (isOver && refresh === undefined) {
		throw new Failure('not-signed-in', 'This token has expired, and it brings nothing to renew it with.', {nextStep: 'Sign in with a personal login token instead.'});
	}

	const {clientSecret} = wish;
	const secret = clientSecret !== undefined && {client_secret: clientSecret};
	const form = {
		grant_type: 'refresh_token', refresh_token: refresh ?? '', client_id: clientId, ...secret,
	};
	const renewed = async (): Promise<Tokens> => {
		try {
			return {...(refresh !== undefined && {refreshToken: refresh}), ...await requestTokens({endpoint: endpoints.token, form, signal: tools.signal}, tools)};
		} catch (error) {
			throw explainGrant(error, {
				clientId,
				refused: new Failure('not-signed-in', 'The service does not accept this token any more: it was used somewhere else, or its session has ended.', {nextStep: 'Sign in with a personal login token instead.', cause: error}),
			});
		}
	};

	return establish(wish, tools, async () => ({
		service: endpoints.service,
		way: 'ready-token',
		clientId,
		...(clientSecret !== undefined && {clientSecret}),
		tokenEndpoint: endpoints.token,
		...(endpoints.endSession !== undefined && {endSessionEndpoint: endpoints.endSession}),
		tokens: isOver ? await renewed() : {accessToken: token.access_token, ...(refresh !== undefined && {refreshToken: refresh}), expiresAt: endsAt ?? tools.clock.now() + 3_600_000},
	}));
}
