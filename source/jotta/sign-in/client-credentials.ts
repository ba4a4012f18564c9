import {Failure} from '../../failure.ts';
import type {Account} from '../../settings/accounts.ts';
import {
	discoveryOf,
	findEndpoints,
	givenAddress,
	type ChosenService,
} from './endpoints.ts';
import {establish, type KeptAccount, type SignInTools} from './establish-account.ts';
import {explainGrant, requestTokens} from './grants.ts';

/**
Signs in as a program, with a client id and secret of its own (RFC 6749, section 4.4). Not every service has that.
@throws Failure `usage` without id and secret; `not-signed-in`
*/
export async function signInAsClient(options: KeptAccount & ChosenService, tools: SignInTools): Promise<Account> {
	const {clientId, clientSecret} = options;
	if (clientId === undefined || clientSecret === undefined) {
		throw new Failure('usage', 'Client credentials need a client id and its secret.', {nextStep: 'Set JOTTAFM_CLIENT_ID and JOTTAFM_CLIENT_SECRET.'});
	}

	const endpoints = options.tokenUrl === undefined ? await findEndpoints(discoveryOf(options), options, tools) : {service: new URL(givenAddress(options.tokenUrl)).host, token: options.tokenUrl};
	const form = {grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret};
	return establish(options, tools, async () => {
		try {
			return {
				service: endpoints.service,
				method: 'client-credentials',
				clientId,
				clientSecret,
				tokenEndpoint: endpoints.token,
				tokens: await requestTokens({endpoint: endpoints.token, form, signal: tools.signal}, tools),
			};
		} catch (error) {
			throw explainGrant(error, {
				clientId,
				refused: new Failure('not-signed-in', `The service does not accept the client “${clientId}” with this secret.`, {nextStep: 'Check both.', cause: error}),
			});
		}
	});
}
