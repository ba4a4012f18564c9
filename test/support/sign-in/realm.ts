import path from 'node:path';
import {Failure} from '../../../source/failure.ts';
import {failureOf} from '../../../source/jotta/http/failures.ts';
import type {Call, Send} from '../../../source/jotta/http/request.ts';
import type {SignInTools} from '../../../source/jotta/sign-in/establish-account.ts';
import {openAccounts} from '../../../source/settings/accounts.ts';
import {resolveDirectories} from '../../../source/settings/directories.ts';
import {systemClock} from '../sandbox.ts';
import {temporaryFolder} from '../temp-files.ts';

const realm = 'https://id.jottacloud.com/auth/realms/jottacloud/protocol/openid-connect';

/** The service's answer: an object becomes JSON, a text is sent as it is, a Failure is thrown. */
export type RealmAnswers = {
	readonly document?: object;
	readonly token?: object | string;
	readonly customer?: object | string;
	readonly logout?: object | string;
};

/** A realm of Jottacloud with scripted answers; it records what it receives. */
export async function openRealm({document = {}, token = {}, customer = {}, logout = ''}: RealmAnswers = {}) {
	const forms: Array<Readonly<Record<string, string>>> = [];
	const asked: string[] = [];
	const answers: Readonly<Record<string, object | string>> = {
		'openid-configuration': {
			token_endpoint: `${realm}/token`, authorization_endpoint: `${realm}/auth`, end_session_endpoint: `${realm}/logout`, code_challenge_methods_supported: ['S256'], ...document,
		},
		token: token instanceof Failure || typeof token === 'string'
			? token
			: {
				access_token: 'access', refresh_token: 'refresh', expires_in: 3600, ...token,
			},
		customer: customer instanceof Failure || typeof customer === 'string' ? customer : {username: 'f3a1', ...customer},
		logout,
	};
	const send: Send = async ({url, body}: Call) => {
		const name = url.split('/').at(-1)!;
		const answer = answers[name]!;
		asked.push(name);
		if (typeof body === 'string') {
			forms.push(Object.fromEntries(new URLSearchParams(body)));
		}

		if (answer instanceof Failure) {
			throw answer;
		}

		return {
			status: 200, headers: {}, text: typeof answer === 'string' ? answer : JSON.stringify(answer), body: ReadableStream.from([]),
		};
	};

	const tools: SignInTools = {send, clock: systemClock, accounts: openAccounts(resolveDirectories(path.join(await temporaryFolder(), 'config')), systemClock)};
	return {
		tools, forms, asked, endpoints: {token: `${realm}/token`, logout: `${realm}/logout`},
	};
}

/** A refusal, in the form that OAuth defines. */
export function refusal(status: number, id?: string, text?: string): Failure {
	return failureOf({status, id, text}, 'the sign-in');
}
