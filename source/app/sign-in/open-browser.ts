import {spawn} from 'node:child_process';

export type Display = {
	readonly platform: NodeJS.Platform;
	/** Whether a program on this machine could show a window to the person. */
	readonly hasDisplay: boolean;
};

/** Opens an address where there is a display; says whether it could be tried. */
export function openBrowserOn({platform, hasDisplay}: Display): (address: string) => boolean {
	return address => {
		if (!hasDisplay || !/^https?:\/\//v.test(address)) {
			return false;
		}

		const [command, ...args] = platform === 'darwin' ? ['open', address] as const : (platform === 'win32' ? ['rundll32', 'url.dll,FileProtocolHandler', address] as const : ['xdg-open', address] as const);
		const child = spawn(command, args, {detached: true, stdio: 'ignore'});
		child.on('error', () => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- the address stands on the screen
		child.unref();
		return true;
	};
}
