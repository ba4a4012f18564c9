import path from 'node:path';
import envPaths from 'env-paths';

/** Where everything lives (design.md 1.3). Nothing is created here. */
export type Directories = {
	readonly configDir?: string; // from --config-dir; passed on to other processes of this configuration
	readonly folder: string;
	readonly accounts: string; // accounts and tokens, 0600
	readonly settings: string;
	readonly database: string; // queue and MD5 cache
	readonly edits: string; // edited files that are not sent yet and exist nowhere else, 0700
	readonly locks: string;
	readonly log: string;
};

/** The platform's folders, or all in one. */
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
		edits: path.join(data, 'edits'),
		locks: path.join(data, 'locks'),
		log: path.join(log, 'engine.log'),
	};
}
