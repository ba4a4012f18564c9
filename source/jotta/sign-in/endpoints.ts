import * as v from 'valibot';
import {Failure} from '../../failure.ts';
import {answerOf} from '../http/failures.ts';
import {parseJson} from '../http/json.ts';
import type {Send} from '../http/request.ts';
import {isPrivateLine} from '../hosts.ts';
import {serviceOfHost, services, type Service} from '../services.ts';

/*
Where a service takes sign-ins: its discovery document (protocol.md 3.1), and which addresses may be trusted with a secret.
*/

/** What a person has said about the service beyond its name (protocol.md 3). */
export type ServiceOptions = {
	readonly server?: string | undefined; // where all hosts are, for the sandbox: agreed to
	readonly issuer?: string | undefined; // of a service that is in no table: where it signs people in, and nothing else
	readonly trusted?: string | undefined; // a host that the person has agreed to
	readonly clientId?: string | undefined;
	readonly clientSecret?: string | undefined;
	readonly authUrl?: string | undefined;
	readonly tokenUrl?: string | undefined;
};

export type Endpoints = {
	readonly service: string; // key of services.ts, or the host
	readonly token: string;
	readonly authorization?: string;
	readonly endSession?: string;
	readonly takesPkce: boolean;
};

const address = v.pipe(v.string(), v.url());
const discoverySchema = v.object({
	token_endpoint: address,
	authorization_endpoint: v.nullish(address),
	end_session_endpoint: v.nullish(address),
	code_challenge_methods_supported: v.nullish(v.array(v.string()), []),
});

/** Thrown for an address that the person has not agreed to. A screen can ask, and try again with `trusted`. */
export class UnknownHost extends Failure {
	readonly host: string;

	constructor(host: string) {
		super('usage', `The sign-in leads to ${host}, which is none of the known Jottacloud services.`, {nextStep: {kind: 'name-server'}});
		this.host = host;
	}
}

/**
Reads where a realm takes sign-ins; addresses that the person has given come first.
@throws Failure `usage` for an address that nobody has agreed to, `offline`, `service`
*/
export async function findEndpoints(wellKnown: string, options: ServiceOptions, {send, signal}: {readonly send: Send; readonly signal?: AbortSignal | undefined}): Promise<Endpoints> {
	const authUrl = options.authUrl === undefined ? undefined : givenAddress(options.authUrl);
	const tokenUrl = options.tokenUrl === undefined ? undefined : givenAddress(options.tokenUrl);
	if (authUrl !== undefined && tokenUrl !== undefined) {
		return {
			service: new URL(tokenUrl).host, token: tokenUrl, authorization: authUrl, takesPkce: true,
		};
	}

	const service = checkAddress(wellKnown, options);
	const found = await discover(wellKnown, {send, signal});
	if (tokenUrl === undefined) {
		checkAddress(found.token_endpoint, options);
	}

	const endSession = found.end_session_endpoint ?? undefined;
	const authorization = authUrl ?? found.authorization_endpoint ?? undefined;
	return {
		service,
		token: tokenUrl ?? found.token_endpoint,
		...(authorization !== undefined && {authorization}),
		...(endSession !== undefined && isAgreed(endSession, options) && {endSession}), // it is sent the refresh token
		takesPkce: found.code_challenge_methods_supported.includes('S256'),
	};
}

/** An address that the person has given. Secrets go there, so it is encrypted unless it is on this machine. @throws Failure `usage` */
export function givenAddress(text: string): string {
	if (URL.canParse(text) && isPrivateLine(new URL(text))) {
		return text;
	}

	throw new Failure('usage', `“${text}” cannot be an address to sign in at.`, {nextStep: 'It begins with https://, because secrets are sent there.'});
}

/** The next request carries a secret, and this address may come from pasted text. @see protocol.md 3.1 */
export function checkAddress(text: string, options: ServiceOptions): string {
	const url = new URL(text);
	if (!isAgreed(text, options)) {
		throw new UnknownHost(url.host);
	}

	return options.server === undefined ? serviceOfHost(url.hostname)?.key ?? url.host : 'sandbox';
}

function isAgreed(text: string, {server, issuer, trusted}: ServiceOptions): boolean {
	const {protocol, origin, host, hostname} = new URL(text);
	if ([server, issuer].some(given => given !== undefined && origin === new URL(given).origin)) {
		return true;
	}

	return protocol === 'https:' && (serviceOfHost(hostname) !== undefined || host === trusted);
}

const realmPath = '/.well-known/openid-configuration';

export type ChosenService = ServiceOptions & {readonly serviceKey?: string | undefined};

/**
The discovery document of the service that was chosen; without a choice Jottacloud's. Where `issuer` names one that is in no table,
only the sign-in is there: all brands have their files at the same place (protocol.md 1).
@throws Failure `usage` for an issuer that is no address
*/
export function discoveryOf({serviceKey, issuer, server}: ChosenService): string {
	return issuer === undefined ? wellKnownOf(services.find(({key}) => key === serviceKey) ?? services[0]!, server) : discoveryAt(issuer);
}

/** The discovery document of an issuer. @throws Failure `usage` */
export function discoveryAt(issuer: string): string {
	return givenAddress(issuer).replace(/\/+$/v, '').replace(realmPath, '') + realmPath;
}

/** A service that is in no table, as the table would have it. @throws Failure `usage` for an issuer that is no address */
export function serviceOfIssuer(issuer: string): Service {
	const {host, pathname} = new URL(givenAddress(issuer));
	return {
		key: host, title: host, domain: host, realm: pathname.split('/').at(-1)!, clientId: 'desktop', scopes: 'openid offline_access', // some realms refuse more (protocol.md 3.4)
	};
}

/** The discovery document of a realm. */
export function wellKnownOf({domain, realm}: {readonly domain: string; readonly realm: string}, server?: string): string {
	return `${server === undefined ? `https://${domain}` : server.replace(/\/+$/v, '')}/auth/realms/${realm}${realmPath}`;
}

async function discover(url: string, {send, signal}: {readonly send: Send; readonly signal?: AbortSignal | undefined}): Promise<v.InferOutput<typeof discoverySchema>> {
	const {host} = new URL(url);
	try {
		const {text} = await send({
			method: 'GET', url, headers: {accept: 'application/json'}, subject: 'the sign-in', mayRepeat: true, signal,
		});
		const document = v.safeParse(discoverySchema, parseJson(text));
		if (document.success) {
			return document.output;
		}
	} catch (error) {
		const status = answerOf(error)?.status;
		if (status === undefined) {
			throw error;
		}

		if (status === 404 || status === 403) {
			const base = url.replace(realmPath, '/protocol/openid-connect');
			return {token_endpoint: `${base}/token`, authorization_endpoint: `${base}/auth`, code_challenge_methods_supported: []}; // every known realm has them there
		}

		throw new Failure('service', `The sign-in of ${host} is out of order (${status}).`, {nextStep: 'Nothing was used up: try again later.', cause: error});
	}

	throw new Failure('service', `What answers at ${host} is no sign-in service.`, {nextStep: 'A proxy or a hotel network may stand in between: open a web page first, then try again.'});
}
