import type {Account} from '../../settings/accounts.ts';
import type {ServiceOptions} from './endpoints.ts';

export type WishAgain = Pick<ServiceOptions, 'server' | 'clientId' | 'clientSecret' | 'authUrl' | 'tokenUrl'> & {readonly serviceKey: string};

/**
What signing in again to an account begins with: its service, and what was set by hand when it was signed in.
What is said now comes before what was said then. A secret belongs to one client: it never goes along with another's id.
*/
export function wishAgain({service, server, given = {}, clientSecret: secret}: Account, {server: otherwise, clientId, clientSecret, authUrl, tokenUrl}: ServiceOptions): WishAgain {
	const client = clientId === undefined && given.clientId !== undefined ? {clientId: given.clientId, clientSecret: secret} : {clientId, clientSecret};
	return {
		serviceKey: service, server: server ?? otherwise, ...client, authUrl: authUrl ?? given.authUrl, tokenUrl: tokenUrl ?? given.tokenUrl,
	};
}
