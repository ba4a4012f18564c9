import {spawn} from 'node:child_process';

export type Display = {
	readonly platform: NodeJS.Platform;
	/** Whether a program on this computer can show a window to the person. */
	readonly hasDisplay: boolean;
};

/** Opens web addresses in the browser, if there is a display; returns whether it was tried. */
export function openBrowserOn(display: Display): (address: string) => boolean {
	return address => /^https?:\/\//v.test(address) && openOn(display, address);
}

/** Opens files and folders with the desktop's program for them; takes an absolute path, returns whether it was tried. */
export function openFileOn(display: Display): (path: string) => boolean {
	return path => path.startsWith('/') && openOn(display, path);
}

function openOn({platform, hasDisplay}: Display, target: string): boolean {
	if (!hasDisplay) {
		return false;
	}

	const [command, ...args] = platform === 'darwin' ? ['open', target] as const : (platform === 'win32' ? ['rundll32', 'url.dll,FileProtocolHandler', target] as const : ['xdg-open', target] as const);
	const child = spawn(command, args, {detached: true, stdio: 'ignore'});
	child.on('error', () => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- the address or path is on the screen
	child.unref();
	return true;
}
