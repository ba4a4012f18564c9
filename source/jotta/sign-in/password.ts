import {randomBytes} from 'node:crypto';
import * as v from 'valibot';
import {Failure} from '../../failure.ts';
import type {Account} from '../../settings/accounts.ts';
import {hostsOf} from '../hosts.ts';
import {answerOf} from '../http/failures.ts';
import {parseJson} from '../http/json.ts';
import {givenAddress, type ServiceOptions} from './endpoints.ts';
import {establish, type KeptAccount, type SignInTools} from './establish-account.ts';
import {explainGrant, requestTokens} from './grants.ts';

/*
Legacy sign-in: user name, password and one-time code (protocol.md 3.5). The password is not kept.
*/

export type Credentials = {
	readonly user: string;
	readonly password: string;
	readonly code?: string | undefined; // one-time, from an SMS
};

/** Our own client: that of another program could be withdrawn. */
export type LegacyClient = {readonly id: string; readonly secret: string};

/** The service has sent a code and asks for it. */
export class CodeRequired extends Failure {
	constructor(hasBeenWrong: boolean, cause: unknown) {
		super('not-signed-in', hasBeenWrong ? 'The code was not right, or it is too old.' : 'The service has sent a code to your phone.', {nextStep: 'Type the six digits.', cause});
	}
}

const codeMissing = 'invalid_client_or_otp_missing_or_wrong'; // without the header, too (protocol.md N8)

const clientSchema = v.object({client_id: v.pipe(v.string(), v.nonEmpty()), client_secret: v.pipe(v.string(), v.nonEmpty())});

// Not a secret: the same for every program and every person (protocol.md 3.5).
const registration = 'Bearer c2xrZmpoYWRsZmFramhkc2xma2phaHNkbGZramhhc2xkZmtqaGFzZGxrZmpobGtq';

/** Registers a client for this machine, once for each sign-in: asking for the code again uses the same client. */
export async function registerClient({server, clientId, clientSecret}: ServiceOptions, {send, signal}: Pick<SignInTools, 'send' | 'signal'>): Promise<LegacyClient> {
	if (clientId !== undefined) {
		return {id: clientId, secret: clientSecret ?? ''};
	}

	try {
		const {text} = await send({
			method: 'POST',
			url: `${hostsOf(server).api}/auth/v1/register`,
			headers: {'content-type': 'application/x-www-form-urlencoded', authorization: registration},
			body: new URLSearchParams({device_id: `jottafm-${randomBytes(8).toString('hex')}`}).toString(),
			subject: 'the sign-in',
			mayRepeat: true, // a client that is never used does no harm
			signal,
		});
		const client = v.safeParse(clientSchema, parseJson(text));
		if (client.success) {
			return {id: client.output.client_id, secret: client.output.client_secret};
		}
	} catch (error) {
		const status = answerOf(error)?.status;
		if (status === undefined || status >= 500) {
			throw error;
		}
	}

	throw new Failure('service', 'The service no longer takes user name and password.', {nextStep: 'Use a personal login token, or sign in through the browser.'});
}

/** @throws CodeRequired; Failure `not-signed-in` when user name or password are wrong */
export async function signInByPassword({user, password, code}: Credentials, {client, ...options}: KeptAccount & ServiceOptions & {readonly client: LegacyClient}, tools: SignInTools): Promise<Account> {
	const endpoint = options.tokenUrl === undefined ? `${hostsOf(options.server).api}/auth/v1/token` : givenAddress(options.tokenUrl);
	const digits = code?.replaceAll(/[\s\-]/gv, '');
	const form = {
		grant_type: 'PASSWORD', username: user.trim(), password, client_id: client.id, client_secret: client.secret,
	};
	return establish(options, tools, async () => {
		try {
			return {
				service: options.server === undefined ? 'jottacloud' : 'sandbox',
				method: 'password',
				clientId: client.id,
				clientSecret: client.secret,
				tokenEndpoint: endpoint,
				tokens: await requestTokens({
					endpoint, form, headers: digits === undefined ? {} : {'x-jottacloud-otp': digits}, signal: tools.signal,
				}, tools),
			};
		} catch (error) {
			const {headers, id} = answerOf(error) ?? {};
			if (headers?.['x-jottacloud-otp'] !== undefined || id === codeMissing) {
				throw new CodeRequired(digits !== undefined, error);
			}

			throw explainGrant(error, {
				clientId: client.id,
				refused: new Failure('not-signed-in', 'The service does not know this user name with this password.', {nextStep: 'Check both; the user name is most often the e-mail address.', cause: error}),
			});
		}
	});
}
