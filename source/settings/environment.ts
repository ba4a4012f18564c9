import process from 'node:process';
import type {Directories} from './directories.ts';
import {readNetwork, type Network} from './network.ts';
import {readSettings} from './settings.ts';
import {readSignInPresets, type SignInPresets} from './sign-in-presets.ts';

/* What the environment says. Apart from the entry, this is the only file that reads it. */

/** Proxies and certificates. */
export function networkOfEnvironment(onNotice: (text: string) => void = () => {}): Network { // eslint-disable-line @typescript-eslint/no-empty-function -- another process gives the notices
	return readNetwork(process.env, onNotice);
}

/** What environment and settings say about signing in. Removes the secrets from the environment: no editor, browser or engine that starts later gets them. */
export function signInOfEnvironment(directories: Directories, onNotice: (text: string) => void): SignInPresets {
	const {env} = process;
	const options = readSignInPresets(env, readSettings(directories).settings, onNotice);
	delete env.JOTTAFM_TOKEN;
	delete env.JOTTAFM_CLIENT_SECRET;
	return options;
}

/** Whether the person sees a browser that is opened here: not over SSH, and not without a desktop. */
export function hasDisplay({env, platform}: Pick<typeof process, 'env' | 'platform'> = process): boolean {
	const isRemote = env.SSH_CONNECTION !== undefined || env.SSH_TTY !== undefined;
	return !isRemote && (platform === 'darwin' || platform === 'win32' || env.DISPLAY !== undefined || env.WAYLAND_DISPLAY !== undefined);
}

/** The person's editor, as a command. */
export function editorOfEnvironment({VISUAL: visual = '', EDITOR: editor = ''} = process.env): string {
	return [visual, editor].map(command => command.trim()).find(command => command !== '') ?? 'vi';
}
