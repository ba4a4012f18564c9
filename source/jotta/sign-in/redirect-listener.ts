import {createServer, type ServerResponse} from 'node:http';
import {Failure} from '../../failure.ts';
import {redirectPort} from './browser.ts';

/** Waits on this machine for the browser to come back. */
export type RedirectListener = {
	/** Resolves once, with the address that the browser was sent to. */
	readonly redirected: Promise<string>;
	readonly close: () => void;
};

export type ListenerOptions = {
	readonly state: string; // of the sign-in that waits
	readonly port?: number;
	readonly onStranger?: () => void; // an answer with another state came
};

/**
Listens on 127.0.0.1 only, takes one answer with the right state, and closes. An answer with another state
is refused and the wait goes on: any web page can send a browser here.
@throws Failure `already-exists` when the port is taken
@see protocol.md 3.4
*/
export async function listenForRedirect({state, port = redirectPort, onStranger}: ListenerOptions): Promise<RedirectListener> {
	const answer = Promise.withResolvers<string>();
	const server = createServer((request, response) => {
		const url = new URL(request.url ?? '/', 'http://localhost');
		if (request.method !== 'GET' || url.pathname !== '/') {
			reply(response, 404, 'Nothing here.');
		} else if (url.searchParams.get('state') === state) {
			reply(response, 200, url.searchParams.has('error') ? 'Not signed in. The terminal says more.' : 'Almost there: the terminal finishes it. You can close this page.');
			answer.resolve(url.href);
			close();
		} else {
			reply(response, 400, 'This answer belongs to another sign-in.');
			onStranger?.();
		}
	});
	const close = () => {
		server.close();
	};

	await new Promise<void>((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			reject(error.code === 'EADDRINUSE'
				? new Failure('already-exists', `Another program holds port ${port} of this machine, where the browser would come back to.`, {nextStep: 'Paste the address that the browser is sent to, or end the other program (rclone uses the same port).', cause: error})
				: new Failure('service', `Port ${port} of this machine cannot be listened on.`, {nextStep: 'Paste the address that the browser is sent to.', cause: error}));
		});
		server.listen(port, '127.0.0.1', resolve);
	});
	return {redirected: answer.promise, close};
}

function reply(response: ServerResponse, status: number, text: string): void {
	response.writeHead(status, {
		'content-type': 'text/html; charset=utf-8', connection: 'close', 'content-security-policy': 'default-src \'none\'', 'referrer-policy': 'no-referrer',
	});
	response.end(`<!doctype html><html lang="en"><meta charset="utf-8"><title>jottafm</title><p>${text}</p></html>\n`);
}
