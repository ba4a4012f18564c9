import {Buffer} from 'node:buffer';
import * as v from 'valibot';
import type {Clock} from '../../clock.ts';
import {Failure} from '../../failure.ts';
import type {Account, AccountStore, Tokens} from '../../settings/accounts.ts';
import {readCustomer} from '../account.ts';
import {hostsOf} from '../hosts.ts';
import {answerOf} from '../http/failures.ts';
import {parseJson} from '../http/json.ts';
import type {Send} from '../http/request.ts';
import {serviceOfHost} from '../services.ts';
import {requestTokens} from './grants.ts';

/*
Standard sign-in: a personal login token, made on the web site, that works once (protocol.md 3.1).
*/

const tokenSchema = v.object({
	username: v.pipe(v.string(), v.nonEmpty()),
	realm: v.optional(v.string()),
	well_known_link: v.pipe(v.string(), v.url()),
	auth_token: v.pipe(v.string(), v.nonEmpty()),
});

const discoverySchema = v.object({
	token_endpoint: v.pipe(v.string(), v.url()),
	end_session_endpoint: v.optional(v.string()),
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
	const nextStep = 'Generate a new one at https://www.jottacloud.com/web/secure and paste it whole.';
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

export type SignInTools = {
	readonly send: Send; // without a token
	readonly accounts: AccountStore;
	readonly clock: Clock;
	readonly signal?: AbortSignal | undefined;
};

/**
Exchanges a login token for an account, and stores it. The login token is not kept.
@throws Failure `usage` when its address is none of a known service and no `server` was agreed to;
`not-signed-in` when it was used before or is wrong
*/
export async function signIn(token: LoginToken, {name, server}: {readonly name: string; readonly server?: string | undefined}, tools: SignInTools): Promise<Account> {
	const service = checkAddress(token.discovery, server);
	const {token_endpoint: tokenEndpoint, end_session_endpoint: endSessionEndpoint} = await discover(token.discovery, tools);
	checkAddress(tokenEndpoint, server);
	const tokens = await exchange(token, tokenEndpoint, tools);
	const customer = await readCustomer(hostsOf(server), {send: bearing(tools.send, tokens), signal: tools.signal});
	const account: Account = {
		name,
		username: customer.username,
		service,
		clientId: 'jottacli',
		tokenEndpoint,
		...(endSessionEndpoint !== undefined && {endSessionEndpoint}),
		...(server !== undefined && {server}),
		home: {device: 'Jotta', mountpoint: 'Archive'},
		...(customer.name !== undefined && {fullName: customer.name}),
		...(customer.email !== undefined && {email: customer.email}),
		tokens,
	};
	await tools.accounts.put(account);
	return account;
}

/** The next request carries a secret, and this address came from pasted text. @see protocol.md 3.1 */
function checkAddress(address: string, server: string | undefined): string {
	const url = new URL(address);
	if (server !== undefined && url.host === new URL(server).host) {
		return 'sandbox';
	}

	const service = serviceOfHost(url.hostname);
	if (url.protocol !== 'https:' || !service) {
		throw new Failure('usage', `The login token leads to ${url.host}, which is none of the known Jottacloud services.`, {
			nextStep: 'If you trust that server, name it with --server.',
		});
	}

	return service.key;
}

async function discover(url: string, {send, signal}: SignInTools): Promise<v.InferOutput<typeof discoverySchema>> {
	const {text} = await send({
		method: 'GET', url, headers: {accept: 'application/json'}, subject: 'the sign-in', mayRepeat: true, signal,
	});
	const document = v.safeParse(discoverySchema, parseJson(text));
	if (!document.success) {
		throw new Failure('service', 'The sign-in service gave an answer that is not one.', {nextStep: 'Try again later; a proxy in between may have answered.'});
	}

	return document.output;
}

async function exchange({username, secret}: LoginToken, endpoint: string, tools: SignInTools): Promise<Tokens> {
	const form = {
		client_id: 'jottacli', grant_type: 'password', username, password: secret, scope: 'openid offline_access',
	};
	try {
		return await requestTokens({
			endpoint, form, subject: 'the sign-in', signal: tools.signal,
		}, tools);
	} catch (error) {
		const answer = answerOf(error);
		if (answer && [400, 401].includes(answer.status)) {
			throw new Failure('not-signed-in', 'Jottacloud does not accept this login token: it was used before, has expired, or is another service’s.', {
				nextStep: 'Generate a new one at https://www.jottacloud.com/web/secure and paste it; each works once.', cause: error,
			});
		}

		throw error;
	}
}

function bearing(send: Send, {accessToken}: Tokens): Send {
	return async call => send({...call, headers: {...call.headers, authorization: `Bearer ${accessToken}`}});
}
