import {Agent, EnvHttpProxyAgent, type Dispatcher} from 'undici';

export type PoolOptions = {
	readonly proxy?: {readonly http?: string | undefined; readonly https?: string | undefined; readonly none?: string | undefined} | undefined;
	readonly connections?: number; // to one host
};

/*
Nothing limits a whole transfer: a slow line may take days. What is limited is connecting, waiting for the
first byte of an answer (large listings take minutes, protocol.md 17.14) and silence in the middle of a body.
*/
const limits = {
	connect: {timeout: 30_000},
	headersTimeout: 300_000,
	bodyTimeout: 300_000,
	keepAliveTimeout: 30_000,
	pipelining: 1,
};

/** The one dispatcher of a process. */
export function openPool({proxy, connections = 16}: PoolOptions = {}): Dispatcher {
	if (proxy === undefined) {
		return new Agent({...limits, connections});
	}

	return new EnvHttpProxyAgent({
		...limits,
		connections,
		...(proxy.http !== undefined && {httpProxy: proxy.http}),
		...(proxy.https !== undefined && {httpsProxy: proxy.https}),
		...(proxy.none !== undefined && {noProxy: proxy.none}),
	});
}
