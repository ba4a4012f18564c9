import path from 'node:path';
import process from 'node:process';
import envPaths from 'env-paths';

/** Where everything lives (design.md 1.3). Nothing is created here. */
export type Directories = {
	readonly configDir?: string; // what --config-dir said: other processes of this configuration are told the same
	readonly folder: string;
	readonly accounts: string; // accounts and tokens, 0600
	readonly settings: string;
	readonly database: string; // queue and MD5 cache
	readonly locks: string;
	readonly log: string;
};

/** The platform's own folders, or all under one. */
export function resolveDirectories(configDir?: string): Directories {
	const paths = envPaths('jottafm', {suffix: ''});
	const config = configDir === undefined ? paths.config : path.resolve(configDir);
	const data = configDir === undefined ? paths.data : config;
	const log = configDir === undefined ? paths.log : config;
	return {
		...(configDir !== undefined && {configDir: config}),
		folder: config,
		accounts: path.join(config, 'accounts.json'),
		settings: path.join(config, 'settings.json'),
		database: path.join(data, 'queue.sqlite'),
		locks: path.join(data, 'locks'),
		log: path.join(log, 'engine.log'),
	};
}

/** The proxies that the environment names, in both spellings. */
export function proxyOfEnvironment(): {readonly http?: string | undefined; readonly https?: string | undefined; readonly none?: string | undefined} | undefined {
	const {env} = process;
	const proxy = {
		http: env.http_proxy ?? env.HTTP_PROXY,
		https: env.https_proxy ?? env.HTTPS_PROXY,
		none: env.no_proxy ?? env.NO_PROXY,
	};
	return proxy.http === undefined && proxy.https === undefined ? undefined : proxy;
}
