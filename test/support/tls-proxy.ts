import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {
	Agent,
	createServer,
	request as openRequest,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import {createServer as createTlsServer} from 'node:https';
import type {AddressInfo, Server, Socket} from 'node:net';
import path from 'node:path';
import {services} from '../../source/jotta/services.ts';

export type TlsProxy = {
	readonly url: string; // for HTTPS_PROXY
	readonly authority: string; // the certificate to trust
	readonly hosts: ReadonlySet<string>; // that were requested
	readonly close: () => Promise<void>;
};

/**
A CONNECT proxy that terminates TLS with its own authority and sends every host's requests to one address, so that
a program with fixed host names reaches the sandbox.
*/
export async function startTlsProxy(folder: string, target: string): Promise<TlsProxy> {
	const {authority, key, cert} = makeCertificates(folder);
	const agent = new Agent({keepAlive: true, maxSockets: 64});
	const inside = createTlsServer({key, cert}, (request, response) => {
		forward(request, response, {target, agent});
	});
	inside.requestTimeout = 0;
	const open = new Set<Socket>();
	const outside = createServer();
	const asked = new Set<string>();
	outside.on('connect', ({url = ''}: IncomingMessage, socket: Socket) => {
		asked.add(url.replace(/:443$/v, ''));
		open.add(socket);
		socket.once('close', () => {
			open.delete(socket);
		});
		socket.on('error', () => {
			socket.destroy();
		});
		socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
		inside.emit('connection', socket);
	});
	await listen(outside);
	return {
		url: `http://127.0.0.1:${(outside.address() as AddressInfo).port}`,
		authority,
		hosts: asked,
		async close() {
			for (const socket of open) {
				socket.destroy();
			}

			agent.destroy();
			outside.closeAllConnections();
			await new Promise<void>(resolve => {
				outside.close(() => {
					resolve();
				});
			});
		},
	};
}

function forward(request: IncomingMessage, response: ServerResponse, {target, agent}: {readonly target: string; readonly agent: Agent}): void {
	const onward = openRequest(`${target}${request.url ?? ''}`, {
		method: request.method, headers: {...request.headers, 'x-forwarded-proto': 'https'}, agent,
	}, answer => {
		response.writeHead(answer.statusCode ?? 502, answer.headers);
		answer.pipe(response);
		answer.on('error', () => {
			response.destroy();
		});
	});
	// A connection that one side cuts is cut for the other side, too.
	onward.on('error', () => {
		request.socket.destroy();
	});
	request.on('error', () => {
		onward.destroy();
	});
	response.on('close', () => {
		if (!response.writableFinished) {
			onward.destroy();
		}
	});
	request.pipe(onward);
}

const hosts = ['jottacloud.com', '*.jottacloud.com', ...services.map(({domain}) => domain)];

function makeCertificates(folder: string): {readonly authority: string; readonly key: string; readonly cert: string} {
	const at = (name: string) => path.join(folder, name);
	const openssl = (...args: readonly string[]) => execFileSync('openssl', args, {stdio: 'pipe'});
	const ellipticKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
	openssl('req', '-x509', ...ellipticKey, '-keyout', at('authority.key'), '-out', at('authority.pem'), '-days', '2', '-subj', '/CN=sandbox authority');
	openssl('req', ...ellipticKey, '-keyout', at('server.key'), '-out', at('server.csr'), '-subj', '/CN=jottacloud.com');
	writeFileSync(at('names.txt'), `subjectAltName=${hosts.map(host => `DNS:${host}`).join(',')}\n`);
	openssl('x509', '-req', '-in', at('server.csr'), '-CA', at('authority.pem'), '-CAkey', at('authority.key'), '-CAcreateserial', '-days', '2', '-extfile', at('names.txt'), '-out', at('server.pem'));
	return {authority: at('authority.pem'), key: readFileSync(at('server.key'), 'utf8'), cert: readFileSync(at('server.pem'), 'utf8')};
}

async function listen(server: Server): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, '127.0.0.1', resolve);
	});
}
