import path from 'node:path';
import process from 'node:process';
import envPaths from 'env-paths';
import {readNetwork, type Network} from './network.ts';
import {readSettings} from './settings.ts';
import {readSignInOptions, type SignInOptions} from './sign-in-options.ts';

/** Where everything lives (design.md 1.3). Nothing is created here. */
export type Directories = {
	readonly configDir?: string; // what --config-dir said: other processes of this configuration are told the same
	readonly folder: string;
	readonly accounts: string; // accounts and tokens, 0600
	readonly settings: string;
	readonly database: string; // queue and MD5 cache
	readonly edits: string; // what waits to be sent and is nowhere else, 0700
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
		edits: path.join(data, 'edits'),
		locks: path.join(data, 'locks'),
		log: path.join(log, 'engine.log'),
	};
}

/** Proxies and certificates, as the environment has them. */
export function networkOfEnvironment(onRemark: (text: string) => void = () => {}): Network { // eslint-disable-line @typescript-eslint/no-empty-function -- another process says it
	return readNetwork(process.env, onRemark);
}

/** What environment and settings say about signing in. The secrets are taken out of the environment: no editor, browser or engine that is started later gets them. */
export function signInOfEnvironment(directories: Directories, onRemark: (text: string) => void): SignInOptions {
	const {env} = process;
	const options = readSignInOptions(env, readSettings(directories).settings, onRemark);
	delete env.JOTTAFM_TOKEN;
	delete env.JOTTAFM_CLIENT_SECRET;
	return options;
}

/** Whether a browser that is opened here is seen: not over SSH, and not where no desktop runs. */
export function hasDisplay({env, platform}: Pick<typeof process, 'env' | 'platform'> = process): boolean {
	const isRemote = env.SSH_CONNECTION !== undefined || env.SSH_TTY !== undefined;
	return !isRemote && (platform === 'darwin' || platform === 'win32' || env.DISPLAY !== undefined || env.WAYLAND_DISPLAY !== undefined);
}

/** The person's editor, as a command. */
export function editorOfEnvironment({VISUAL: visual = '', EDITOR: editor = ''} = process.env): string {
	return [visual, editor].map(command => command.trim()).find(command => command !== '') ?? 'vi';
}
