import type {SecureContext} from 'node:tls';
import {
	Agent,
	EnvHttpProxyAgent,
	Pool,
	type Dispatcher,
} from 'undici';
import {usualLimits} from './bodies.ts';

export type PoolOptions = {
	readonly proxy?: {readonly http?: string; readonly https?: string; readonly none: string};
	readonly secureContext?: SecureContext; // whom to trust; else whom Node trusts
	readonly connections?: number; // to one host
	readonly silence?: number; // ms until a proxy says whether it connects
};

/*
Nothing limits a whole transfer: a slow line may take days. What is limited here is connecting; each request brings its
own limits of waiting for an answer and of silence in the middle of a body (bodies.ts).
*/
const limits = {
	keepAliveTimeout: 30_000,
	pipelining: 1,
	allowH2: false, // not known of the service, and its windows in undici would hold a far line at 2.5 MB/s (protocol.md N24)
};

/** The one dispatcher of a process. */
export function openPool({proxy, secureContext, connections = 16, silence = usualLimits.silence}: PoolOptions = {}): Dispatcher {
	const connect = {timeout: 30_000, secureContext, allowH2: false};
	if (proxy === undefined) {
		return new Agent({...limits, connect, connections});
	}

	const {http, https, none} = proxy;
	return new EnvHttpProxyAgent({
		...limits,
		connect,
		requestTls: connect,
		proxyTls: connect,
		clientFactory: (origin, options) => new Pool(origin, {...options, headersTimeout: silence}),
		connections,
		httpProxy: http ?? '', // nothing is read from the environment again
		httpsProxy: https ?? '',
		noProxy: none,
	});
}
