import {createHash, randomBytes, randomUUID} from 'node:crypto';
import type {DatabaseSync} from 'node:sqlite';
import {ServiceError} from '../http/errors.ts';
import {escapeXml} from '../http/xml-text.ts';
import type {SandboxState} from '../state/state.ts';
import type {Realm} from './realms.ts';

/*
The traditional sign-in: a page that asks, and a code that works once (protocol.md 3.4, E15).
*/

type Wish = {
	readonly client: string;
	readonly redirect: string;
	readonly state: string;
	readonly challenge: string;
	readonly method: string;
};

/** What a browser asks for; without an allowed address to send the answer to it is refused at once. */
function readWish({switches}: SandboxState, {clients}: Realm, query: URLSearchParams): Wish {
	const client = query.get('client_id') ?? '';
	if (!clients.includes(client)) {
		throw new ServiceError(400, 'invalid_client', 'Client not found.');
	}

	const redirect = query.get('redirect_uri') ?? '';
	const isKnown = redirect === 'http://localhost:53682/' || (switches.anyRedirectPort && /^http:\/\/(?:localhost|127\.0\.0\.1):\d+\/$/v.test(redirect));
	if (!isKnown) {
		throw new ServiceError(400, 'invalid_request', 'Invalid parameter: redirect_uri');
	}

	return {
		client, redirect, state: query.get('state') ?? '', challenge: query.get('code_challenge') ?? '', method: query.get('code_challenge_method') ?? 'plain',
	};
}

/** The page, or where the browser is sent at once because the request is wrong. */
export function consentPage(state: SandboxState, realm: Realm, query: URLSearchParams): {readonly page: string} | {readonly location: string} {
	const wish = readWish(state, realm, query);
	const refusal = refusalOf(realm, query);
	if (refusal) {
		return {location: back(wish, refusal)};
	}

	const {name, email} = state.person;
	return {
		page: `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Sandbox: sign in</title>
<h1>${escapeXml(wish.client)} wants to use this account</h1>
<p>${escapeXml(name)}, ${escapeXml(email)}. This is the sandbox: nothing leaves this machine.</p>
<form method="post"><button name="answer" value="allow">Allow</button> <button name="answer" value="deny">Deny</button></form>
</html>
`,
	};
}

function refusalOf({hasDefaultScope}: Realm, query: URLSearchParams): Record<string, string> | undefined {
	if (query.get('response_type') !== 'code') {
		return {error: 'unsupported_response_type', error_description: 'Only code'};
	}

	const scope = query.get('scope') ?? '';
	return !hasDefaultScope && scope.split(' ').includes('jotta-default') ? {error: 'invalid_scope', error_description: `Invalid scopes: ${scope}`} : undefined;
}

/** Where the browser goes with the person's answer. */
export function answerConsent(state: SandboxState, realm: Realm, {query, answer}: {readonly query: URLSearchParams; readonly answer: string | null}): string {
	const wish = readWish(state, realm, query);
	const refusal = refusalOf(realm, query) ?? (answer === 'allow' ? undefined : {error: 'access_denied', error_description: 'The person said no'});
	if (refusal) {
		return back(wish, refusal);
	}

	const code = randomBytes(24).toString('base64url');
	const expires = state.clock.now() + codeLife;
	state.database.prepare('INSERT INTO codes VALUES (?, ?, ?, ?, ?, ?)').run(code, wish.client, wish.redirect, wish.challenge, wish.method, expires);
	return back(wish, {session_state: randomUUID(), code});
}

const codeLife = 60_000; // ms

function back({redirect, state}: Wish, parameters: Readonly<Record<string, string>>): string {
	return `${redirect}?${new URLSearchParams({state, ...parameters}).toString()}`;
}

/** Checks a code and uses it up. */
export function useCode(database: DatabaseSync, form: URLSearchParams, now: number): void {
	const row = database.prepare('DELETE FROM codes WHERE code = ? RETURNING *').get(form.get('code') ?? '');
	if (row?.client !== (form.get('client_id') ?? '') || Number(row.expires) < now) {
		throw new ServiceError(400, 'invalid_grant', 'Code not valid');
	}

	if (row.redirect !== form.get('redirect_uri')) {
		throw new ServiceError(400, 'invalid_grant', 'Incorrect redirect_uri');
	}

	const verifier = form.get('code_verifier') ?? '';
	const given = row.method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
	if (row.challenge !== '' && row.challenge !== given) {
		throw new ServiceError(400, 'invalid_grant', 'PKCE verification failed');
	}
}
