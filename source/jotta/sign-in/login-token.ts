import {Buffer} from 'node:buffer';
import * as v from 'valibot';
import {Failure} from '../../failure.ts';
import type {Account} from '../../settings/accounts.ts';
import {answerOf} from '../http/failures.ts';
import {parseJson} from '../http/json.ts';
import {findEndpoints, type ServiceOptions} from './endpoints.ts';
import {
	establish,
	refuseOthers,
	type KeptAccount,
	type SignInTools,
} from './establish-account.ts';
import {explainGrant, requestTokens} from './grants.ts';

/*
Standard sign-in: a personal login token, made on the web site, that works once (protocol.md 3.1).
*/

/** Where a person makes one: Settings, Security, Personal login token. */
export const loginTokenPage = 'https://www.jottacloud.com/web/secure';

const tokenSchema = v.object({
	username: v.pipe(v.string(), v.nonEmpty()),
	realm: v.optional(v.string()),
	well_known_link: v.pipe(v.string(), v.url()),
	auth_token: v.pipe(v.string(), v.nonEmpty()),
});

export type LoginToken = {
	readonly username: string;
	readonly discovery: string; // address of the discovery document
	readonly secret: string;
};

/**
Reads a pasted login token: blanks, line breaks, quotes, padding and both alphabets are tolerated.
Nothing is sent.
@throws Failure `usage` with a sentence that names what is wrong
*/
export function decodeLoginToken(pasted: string): LoginToken {
	const nextStep = `Generate a new one at ${loginTokenPage} and paste it whole.`;
	const text = pasted.replaceAll(/[\s"'`‘’“”]/gv, '').replace(/[=]+$/v, '');
	if (text === '') {
		throw new Failure('usage', 'There was nothing to read: no login token.', {nextStep});
	}

	if (text.includes('@')) {
		throw new Failure('usage', 'That is an e-mail address, not a login token.', {nextStep});
	}

	if (!/^[\w+\-\/]+$/v.test(text)) {
		throw new Failure('usage', 'That is not a login token: it holds characters that no token has.', {nextStep});
	}

	const json = Buffer.from(text, 'base64url').toString('utf8');
	if (!json.startsWith('{')) {
		throw new Failure('usage', 'That is not a login token.', {nextStep});
	}

	const parsed = v.safeParse(tokenSchema, parseJson(json));
	if (!parsed.success) {
		const sentence = json.trimEnd().endsWith('}') ? 'That looks like a login token, but parts of it are missing.' : 'The login token is cut off: its end is missing.';
		throw new Failure('usage', sentence, {nextStep});
	}

	const {username, well_known_link: discovery, auth_token: secret} = parsed.output;
	return {username, discovery, secret};
}

/**
Exchanges a login token for an account, and stores it. The login token is not kept.
@throws Failure `usage` when its address is none of a known service and nobody has agreed to it;
`not-signed-in` when it was used before or is wrong; `already-exists` when the name belongs to another person
*/
export async function signIn(token: LoginToken, options: KeptAccount & ServiceOptions, tools: SignInTools): Promise<Account> {
	const {username, secret, discovery} = token;
	const {name, clientId = 'jottacli', clientSecret} = options;
	const known = await tools.accounts.list().catch(() => []); // a damaged file is set aside when the new one is written
	refuseOthers(known.find(account => account.name === name), username);
	const endpoints = await findEndpoints(discovery, options, tools);
	const form = {
		client_id: clientId,
		...(clientSecret !== undefined && {client_secret: clientSecret}),
		grant_type: 'password',
		username,
		password: secret,
		scope: 'openid offline_access',
	};
	return establish(options, tools, async () => {
		try {
			return {
				service: endpoints.service,
				method: 'login-token',
				username,
				clientId,
				...(clientSecret !== undefined && {clientSecret}),
				tokenEndpoint: endpoints.token,
				...(endpoints.endSession !== undefined && {endSessionEndpoint: endpoints.endSession}),
				tokens: await requestTokens({endpoint: endpoints.token, form, signal: tools.signal}, tools),
			};
		} catch (error) {
			const isUnknownClient = ['invalid_client', 'unauthorized_client'].includes(answerOf(error)?.id ?? '');
			if (isUnknownClient && options.clientId === undefined) {
				throw new Failure('not-signed-in', 'The service that this token is from takes no login tokens.', {nextStep: {kind: 'sign-in-by-browser'}, cause: error});
			}

			throw explainGrant(error, {
				clientId,
				refused: new Failure('not-signed-in', 'The service does not accept this login token: it was used before, has expired, or is another service’s.', {nextStep: `Generate a new one at ${loginTokenPage} and paste it; each works once.`, cause: error}),
			});
		}
	});
}
