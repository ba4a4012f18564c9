import {once} from 'node:events';
import {createServer, type RequestListener} from 'node:http';
import type {AddressInfo} from 'node:net';
import {onTestFinished} from 'vitest';

/** A server that gives every request the same answer, until the test is over. Returns its address. */
export async function startAnswering(answer: RequestListener, host = '127.0.0.1'): Promise<string> {
	const server = createServer(answer).listen(0, host);
	await once(server, 'listening');
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	return `http://${host}:${(server.address() as AddressInfo).port}`;
}
