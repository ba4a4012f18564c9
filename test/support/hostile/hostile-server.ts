import {type Buffer} from 'node:buffer';
import {once} from 'node:events';
import {
	Agent,
	createServer,
	request as openRequest,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import type {AddressInfo, Socket} from 'node:net';
import {buffer} from 'node:stream/consumers';
import {setImmediate, setTimeout as sleep} from 'node:timers/promises';
import {onTestFinished} from 'vitest';
import {startAnswering} from '../answering.ts';
import type {HostileAnswer, ServiceAnswer} from './answer.ts';

/** Spoils the answer to the nth request since it was set, or lets it be. `ask` has the service do what was asked. */
type Spoil = (index: number, ask: () => Promise<ServiceAnswer>, request: {readonly method: string; readonly url: string}) => Promise<HostileAnswer | undefined>;

export type HostileServer = {
	readonly url: string;
	/** Counts anew. Without one everything goes through. */
	readonly spoilBy: (spoil?: Spoil) => void;
	/** How many requests there were since then. */
	readonly requests: () => number;
	/** Whether no request is under way. */
	readonly isIdle: () => boolean;
};

/** A proxy in front of the sandbox that spoils its answers; it ends with the test. */
export async function startHostileServer(target: string): Promise<HostileServer> {
	const agent = new Agent({keepAlive: true, maxSockets: 32});
	let spoil: Spoil | undefined;
	let count = 0;
	let underWay = 0;
	const server = createServer((request, response) => {
		const index = count;
		count += 1;
		underWay += 1;
		void serve(request, response, {index, spoil, ask: asOne(async () => ask(request, target, {agent}))}).catch(() => {
			request.socket.destroy();
		}).finally(() => {
			underWay -= 1;
		});
	});
	server.on('connection', socket => {
		socket.on('error', () => {
			socket.destroy();
		});
	});
	server.on('upgrade', (_, socket) => {
		socket.destroy(); // no events: the program polls
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	onTestFinished(async () => {
		agent.destroy();
		server.closeAllConnections();
		server.close();
		await once(server, 'close');
	});
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		spoilBy(given) {
			spoil = given;
			count = 0;
		},
		requests: () => count,
		isIdle: () => underWay === 0,
	};
}

function asOne<Value>(work: () => Promise<Value>): () => Promise<Value> {
	let result: Promise<Value> | undefined;
	return async () => {
		result ??= work();
		return result;
	};
}

type Serving = {readonly index: number; readonly spoil: Spoil | undefined; readonly ask: () => Promise<ServiceAnswer>};

async function serve(request: IncomingMessage, response: ServerResponse, {index, spoil, ask: askService}: Serving): Promise<void> {
	const spoilt = await spoil?.(index, askService, {method: request.method ?? '', url: request.url ?? ''});
	if (spoilt) {
		await sendRaw(request.socket, spoilt);
		request.resume();
		return;
	}

	const {status, headers, body} = await askService();
	response.writeHead(status, {...headers, 'content-length': body.length}).end(body);
}

/** What the service says, whole. */
async function ask(request: IncomingMessage, target: string, {agent, host}: {readonly agent: Agent; readonly host?: string}): Promise<ServiceAnswer> {
	const onward = openRequest(`${target}${request.url ?? ''}`, {method: request.method, headers: {...request.headers, ...(host !== undefined && {host})}, agent});
	request.pipe(onward);
	const [answer] = await once(onward, 'response') as [IncomingMessage];
	const {'content-length': _, 'transfer-encoding': __, connection: ___, 'keep-alive': ____, ...headers} = answer.headers;
	return {status: answer.statusCode ?? 502, headers: headers as Record<string, string>, body: await buffer(answer)};
}

/** Byte by byte as it is meant: Node's own answers are always proper. */
async function sendRaw(socket: Socket, {status, headers, body, length, pieces, pause, isCut = false, goesSilent}: HostileAnswer): Promise<void> {
	if (status === 0) {
		socket.destroy();
		return;
	}

	if (goesSilent === 'at once' || goesSilent === 'in the head') {
		socket.write(goesSilent === 'at once' ? '' : `HTTP/1.1 ${status} What`);
		await once(socket, 'close');
		return;
	}

	const lines = Object.entries({connection: 'close', ...headers}).map(([name, value]) => `${name}: ${value}\r\n`);
	const sized = pieces !== undefined || status === 204 || status === 304 ? '' : `content-length: ${length ?? body.length}\r\n`;
	socket.write(`HTTP/1.1 ${status} Whatever\r\n${lines.join('')}${sized}\r\n`, 'latin1');
	for (const piece of pieces?.(body) ?? [body]) {
		if (pause !== undefined) {
			await sleep(pause);
		}

		if (socket.destroyed) {
			return;
		}

		if (!socket.write(piece)) {
			await drained(socket);
		}

		await setImmediate();
	}

	if (goesSilent !== undefined) {
		await once(socket, 'close');
	} else if (isCut) {
		socket.destroySoon();
	} else {
		socket.end();
	}
}

async function drained(socket: Socket): Promise<void> {
	await new Promise<void>(resolve => {
		const done = () => {
			socket.off('drain', done);
			socket.off('close', done);
			resolve();
		};

		socket.on('drain', done);
		socket.on('close', done);
	});
}

/** A host that is none of the service's. It keeps all it is sent, and hands it on, so that a program that trusts it goes far. */
export async function startForeignHost(target: () => string): Promise<{readonly url: string; readonly received: () => string; readonly forget: () => void}> {
	const agent = new Agent({keepAlive: true});
	onTestFinished(() => {
		agent.destroy();
	});
	let received = '';
	const url = await startAnswering((request, response) => {
		received += `${request.method} ${request.url}\n${request.rawHeaders.join('\n')}\n`;
		request.on('data', (piece: Buffer) => {
			received += piece.toString('latin1');
		});
		void ask(request, target(), {agent, host: new URL(target()).host}).then(({status, headers, body}) => response.writeHead(status, headers).end(body)).catch(() => {
			response.destroy();
		});
	}, 'localhost');
	return {
		url,
		received: () => received,
		forget() {
			received = '';
		},
	};
}
