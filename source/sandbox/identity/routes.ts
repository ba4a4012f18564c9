import {Buffer} from 'node:buffer';
import type {IncomingMessage} from 'node:http';
import {readText, sendJson} from '../http/answers.ts';
import {ServiceError} from '../http/errors.ts';
import type {Exchange} from '../state/exchange.ts';
import type {SandboxState} from '../state/state.ts';
import type {TokenAnswer} from '../state/identity.ts';
import {answerConsent, consentPage, useCode} from './consent.ts';
import {discovery} from './discovery.ts';
import {answerLegacyToken, answerRegistration} from './legacy-sign-in.ts';
import {realmOf, type Realm} from './realms.ts';

/** Everything below /auth: the realms of all brands, and the legacy sign-in. */
export async function routeIdentity(exchange: Exchange): Promise<void> {
	const {path} = exchange;
	const match = /^\/auth\/realms\/(?<realm>[^\/]+)\/(?<rest>.*)$/v.exec(path)?.groups;
	if (!match) {
		await routeLegacy(exchange);
		return;
	}

	const realm = realmOf(match.realm ?? '');
	if (!realm) {
		throw new ServiceError(404, 'not_found', 'Realm does not exist');
	}

	await routeRealm(exchange, {name: match.realm!, realm, rest: match.rest!});
}

async function routeRealm(exchange: Exchange, {name, realm, rest}: {readonly name: string; readonly realm: Realm; readonly rest: string}): Promise<void> {
	const {state, request, response, query, base} = exchange;
	const {identity} = state;
	switch (`${request.method} ${rest}`) {
		case 'GET .well-known/openid-configuration': {
			sendJson(response, 200, discovery(base, name));
			break;
		}

		case 'GET protocol/openid-connect/auth': {
			const answer = consentPage(state, realm, query);
			if ('page' in answer) {
				response.writeHead(200, {'content-type': 'text/html;charset=UTF-8'}).end(answer.page);
			} else {
				response.writeHead(302, answer).end();
			}

			break;
		}

		case 'POST protocol/openid-connect/auth': {
			const answer = new URLSearchParams(await readText(request)).get('answer');
			response.writeHead(302, {location: answerConsent(state, realm, {query, answer})}).end();
			break;
		}

		case 'POST protocol/openid-connect/token': {
			sendJson(response, 200, grant(state, realm, clientOf(request, new URLSearchParams(await readText(request)))));
			break;
		}

		case 'POST protocol/openid-connect/logout': {
			identity.endSession(new URLSearchParams(await readText(request)).get('refresh_token') ?? '');
			response.writeHead(204).end();
			break;
		}

		case 'GET protocol/openid-connect/userinfo': {
			const token = /^bearer (?<token>\S+)$/iv.exec(request.headers.authorization ?? '')?.groups?.token;
			if (!identity.isValid(token ?? '')) {
				throw new ServiceError(401, 'invalid_token', 'Token verification failed');
			}

			sendJson(response, 200, identity.userInfo(name));
			break;
		}

		default: {
			throw new ServiceError(404, 'not_found', rest);
		}
	}
}

/** A client may say who it is in the form or in the header (RFC 6749, 2.3.1). */
function clientOf({headers}: IncomingMessage, form: URLSearchParams): URLSearchParams {
	const basic = /^basic (?<text>\S+)$/iv.exec(headers.authorization ?? '')?.groups?.text;
	if (basic !== undefined) {
		const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString().split(':', 2);
		form.set('client_id', decodeURIComponent(id));
		form.set('client_secret', decodeURIComponent(secret));
	}

	return form;
}

/** protocol.md E11, E13, E15, E19 */
function grant({identity, switches, database, clock}: SandboxState, realm: Realm, form: URLSearchParams): TokenAnswer {
	const type = form.get('grant_type') ?? '';
	if (!['password', 'refresh_token', 'authorization_code', 'client_credentials'].includes(type)) {
		throw new ServiceError(400, 'unsupported_grant_type', 'Unsupported grant_type');
	}

	const client = form.get('client_id') ?? '';
	if (type === 'client_credentials') {
		if (!Object.hasOwn(switches.machineClients, client) || switches.machineClients[client] !== form.get('client_secret')) {
			throw new ServiceError(401, 'invalid_client', 'Invalid client or Invalid client credentials');
		}

		return identity.machineToken();
	}

	if (!realm.clients.includes(client)) {
		throw new ServiceError(400, 'invalid_client', 'Invalid client credentials');
	}

	if (!realm.hasDefaultScope && form.get('scope')?.split(' ').includes('jotta-default')) {
		throw new ServiceError(400, 'invalid_scope', `Invalid scopes: ${form.get('scope')}`);
	}

	if (type === 'refresh_token') {
		return identity.refresh(form.get('refresh_token') ?? '', client);
	}

	if (type === 'authorization_code') {
		useCode(database, form, clock.now());
		return identity.startBrowserSession(client);
	}

	if (!identity.useLoginToken(form.get('username') ?? '', form.get('password') ?? '')) {
		throw new ServiceError(401, 'invalid_grant', 'Invalid user credentials');
	}

	return identity.startSession(client);
}

async function routeLegacy({state, request, response, path, query}: Exchange): Promise<void> {
	const parameters = clientOf(request, new URLSearchParams([...query, ...new URLSearchParams(await readText(request))]));
	const {headers} = request;
	switch (`${request.method} ${path}`) {
		case 'POST /auth/v1/register': {
			answerRegistration({
				state, headers, parameters, response,
			});
			break;
		}

		case 'POST /auth/v1/token': {
			answerLegacyToken({
				state, headers, parameters, response,
			});
			break;
		}

		default: {
			throw new ServiceError(404, 'not_found', path);
		}
	}
}
