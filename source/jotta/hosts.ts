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
