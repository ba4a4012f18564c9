import {isLoopback} from '../settings/same-account.ts';
import {serviceOfHost} from './services.ts';

/** Where the service answers (protocol.md 1). All brands share these; the sandbox has them as paths on one port. */
export type Hosts = {
	readonly jfs: string; // with /jfs, without a slash at the end
	readonly api: string;
	readonly www: string;
	readonly events: string; // of the web socket
};

export function hostsOf(server?: string): Hosts {
	if (server === undefined) {
		return {
			jfs: 'https://jfs.jottacloud.com/jfs', api: 'https://api.jottacloud.com', www: 'https://www.jottacloud.com', events: 'wss://websocket.jottacloud.com',
		};
	}

	const base = server.replace(/\/+$/v, '');
	return {
		jfs: `${base}/jfs`, api: base, www: base, events: base.replace(/^http/v, 'ws'),
	};
}

/** What may be sent to an address: anything, and the token with it; content without the token; or nothing. */
export type Trust = 'token' | 'content' | 'nothing';

const ownDomains = ['jottacloud.com', 'jotta.cloud'];

/**
What an address that the service has named is trusted with. The token is for the service's own domains, or for the server that the
person has named, and for nobody else: whoever has it reads and deletes everything. A brand's host (services.ts) is known, but knows
only its own sign-ins (protocol.md 1).
*/
export function trustIn(address: string, server?: string): Trust {
	const url = URL.canParse(address) ? new URL(address) : undefined;
	if (!url || !isPrivateLine(url)) {
		return 'nothing';
	}

	if (server !== undefined) {
		return url.origin === new URL(server).origin ? 'token' : 'nothing';
	}

	const host = url.hostname.replace(/\.$/v, '');
	if (url.protocol === 'https:' && ownDomains.some(domain => host === domain || host.endsWith(`.${domain}`))) {
		return 'token';
	}

	return url.protocol === 'https:' && serviceOfHost(host) ? 'content' : 'nothing';
}

/** Whether nobody on the way can read what is sent: it is encrypted, or stays on this machine. */
export function isPrivateLine({protocol, hostname}: URL): boolean {
	return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}
