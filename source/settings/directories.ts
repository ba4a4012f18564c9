import path from 'node:path';
import envPaths from 'env-paths';
import {Failure} from '../failure.ts';

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

/** The platform's folders, or all in one. @throws Failure `usage` where the platform's would be below the working folder */
export function resolveDirectories(configDir?: string): Directories {
	const paths = envPaths('jottafm', {suffix: ''});
	const config = configDir === undefined ? paths.config : path.resolve(configDir);
	const data = configDir === undefined ? paths.data : config;
	const log = configDir === undefined ? paths.log : config;
	for (const folder of [config, data, log]) {
		checkWhole(folder);
	}

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

/** Without a home folder, or with a relative one, sign-ins would lie in the folder that the person happens to be in. */
function checkWhole(folder: string): void {
	if (!path.isAbsolute(folder)) {
		throw new Failure('usage', `There is no home folder for settings and sign-ins: they would be kept in ${folder}, wherever you happen to be.`, {
			nextStep: 'HOME, and XDG_CONFIG_HOME, XDG_DATA_HOME and XDG_STATE_HOME where they are set, begin with a slash. Or choose a folder with --config-dir.',
		});
	}
}
