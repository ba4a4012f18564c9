import {createHash, randomBytes} from 'node:crypto';
import {Failure} from '../../failure.ts';
import type {Account} from '../../settings/accounts.ts';
import {answerOf} from '../http/failures.ts';
import type {Service} from '../services.ts';
import {
	checkAddress,
	discoveryAt,
	findEndpoints,
	wellKnownOf,
	type ServiceOptions,
} from './endpoints.ts';
import {establish, type KeptAccount, type SignInTools} from './establish-account.ts';
import {explainGrant, requestTokens} from './grants.ts';

/*
Traditional sign-in: the person agrees in a browser, which is sent back with a code that works once (protocol.md 3.4).
*/

/** The same as rclone's: no other is verified (protocol.md 3.4). */
export const redirectPort = 53_682;

export type BrowserOptions = KeptAccount & ServiceOptions & {
	readonly service: Pick<Service, 'domain' | 'realm' | 'clientId' | 'scopes'>;
	readonly port?: number; // of the loopback listener
	readonly usesPkce?: boolean;
};

export type BrowserSignIn = {
	readonly address: string; // to open in a browser
	readonly state: string; // what the answer must carry
	/**
	Signs in with the address that the browser was sent to.
	@throws PkceRefused, Failure `usage` when it is no such address, `not-signed-in`, and what `establish` throws
	*/
	readonly redeem: (redirected: string, options?: {readonly signal?: AbortSignal | undefined}) => Promise<Account>;
};

/** The realm does not take PKCE: start again without it. */
export class PkceRefused extends Failure {
	constructor(cause?: unknown) {
		super('service', 'This service wants the sign-in to begin again.', {nextStep: 'Open the new address.', cause});
	}
}

/** Asks the realm where to go, and makes the address to open. Nothing secret is in it. */
export async function startBrowserSignIn(options: BrowserOptions, tools: SignInTools): Promise<BrowserSignIn> {
	const {service, server, issuer, port = redirectPort, usesPkce = true, clientId = service.clientId} = options;
	const endpoints = await findEndpoints(issuer === undefined ? wellKnownOf(service, server) : discoveryAt(issuer), options, tools);
	if (endpoints.authorization === undefined) {
		throw new Failure('service', 'This service does not sign in through a browser.', {nextStep: 'Use a personal login token.'});
	}

	if (options.authUrl === undefined) {
		checkAddress(endpoints.authorization, options); // a browser is to open it
	}

	const state = randomBytes(16).toString('base64url');
	const verifier = usesPkce && endpoints.takesPkce ? randomBytes(32).toString('base64url') : undefined;
	const redirect = `http://localhost:${port}/`;
	const address = new URL(endpoints.authorization);
	const query = {
		access_type: 'offline', client_id: clientId, redirect_uri: redirect, response_type: 'code', scope: service.scopes, state,
		...(verifier !== undefined && {code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256'}),
	};
	for (const [key, value] of Object.entries(query)) {
		address.searchParams.set(key, value);
	}

	return {
		address: address.href,
		state,
		async redeem(redirected, {signal} = {}) {
			const code = codeOf(redirected, {state, hasPkce: verifier !== undefined});
			return exchange(options, {...tools, signal}, {
				endpoints, clientId, code, redirect, verifier,
			});
		},
	};
}

type Exchange = {
	readonly clientId: string;
	readonly endpoints: Awaited<ReturnType<typeof findEndpoints>>;
	readonly code: string;
	readonly redirect: string;
	readonly verifier: string | undefined;
};

async function exchange(options: BrowserOptions, tools: SignInTools, {endpoints, clientId, code, redirect, verifier}: Exchange): Promise<Account> {
	const {clientSecret} = options;
	const form = {
		grant_type: 'authorization_code', code, redirect_uri: redirect, client_id: clientId,
		...(verifier !== undefined && {code_verifier: verifier}),
		...(clientSecret !== undefined && {client_secret: clientSecret}),
	};
	return establish(options, tools, async () => {
		try {
			return {
				service: endpoints.service,
				method: 'browser',
				clientId,
				...(clientSecret !== undefined && {clientSecret}),
				tokenEndpoint: endpoints.token,
				...(endpoints.endSession !== undefined && {endSessionEndpoint: endpoints.endSession}),
				tokens: await requestTokens({endpoint: endpoints.token, form, signal: tools.signal}, tools),
			};
		} catch (error) {
			if (verifier !== undefined && speaksOfPkce(answerOf(error)?.text ?? '')) {
				throw new PkceRefused(error);
			}

			throw explainGrant(error, {
				clientId,
				refused: new Failure('not-signed-in', 'The service does not accept this answer of the browser: each works once, and only for a minute.', {nextStep: 'Open the address again.', cause: error}),
			});
		}
	});
}

const speaksOfPkce = (text: string) => /pkce|code_challenge|code_verifier|code challenge|code verifier/iv.test(text);

/** Reads the address that the browser was sent to: the whole of it, or only its query. */
function codeOf(redirected: string, {state, hasPkce}: {readonly state: string; readonly hasPkce: boolean}): string {
	const query = queryOf(redirected);
	const error = query.get('error');
	const description = query.get('error_description') ?? '';
	if (query.get('state') !== state && (query.has('state') || query.has('code'))) {
		throw new Failure('usage', 'That answer belongs to another sign-in: its state is not ours.', {nextStep: 'Open the address shown here, and paste where it leads to.'});
	}

	if (error === 'access_denied') {
		throw new Failure('not-signed-in', 'In the browser the answer was no.', {nextStep: 'Open the address again to change your mind.'});
	}

	if (error !== null) {
		throw hasPkce && speaksOfPkce(description)
			? new PkceRefused()
			: new Failure('not-signed-in', `The service refused the sign-in: ${description === '' ? error : description}.`, {nextStep: 'Check which service it is, then open the address again.'});
	}

	const code = query.get('code') ?? '';
	if (code === '') {
		throw new Failure('usage', 'That is not the address that the browser was sent to.', {nextStep: `It begins with http://localhost:${redirectPort}/ and stays in the browser's address line, even if the page shows an error.`});
	}

	return code;
}

function queryOf(redirected: string): URLSearchParams {
	const text = redirected.replaceAll(/[\s"'`‘’“”]/gv, '');
	const start = text.indexOf('?');
	return new URLSearchParams(start === -1 ? text : text.slice(start + 1).split('#', 1)[0]);
}
