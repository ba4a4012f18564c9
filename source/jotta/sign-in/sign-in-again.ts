import type {Account} from '../../settings/accounts.ts';
import type {ServiceOptions} from './endpoints.ts';

export type SignInAgainOptions = Pick<ServiceOptions, 'server' | 'clientId' | 'clientSecret' | 'authUrl' | 'tokenUrl' | 'issuer'> & {readonly serviceKey: string};

/**
The options for signing in to an account again: its service, and what was set by hand the last time.
What is given now comes first. A secret belongs to one client: it never goes with the id of another one.
*/
export function optionsAgain({service, server, given = {}, clientSecret: secret}: Account, {server: otherwise, clientId, clientSecret, authUrl, tokenUrl, issuer}: ServiceOptions): SignInAgainOptions {
	const client = clientId === undefined && given.clientId !== undefined ? {clientId: given.clientId, clientSecret: secret} : {clientId, clientSecret};
	return {
		serviceKey: service, server: server ?? otherwise, ...client, authUrl: authUrl ?? given.authUrl, tokenUrl: tokenUrl ?? given.tokenUrl, issuer: issuer ?? given.issuer,
	};
}
