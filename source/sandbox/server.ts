import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {setTimeout as sleep} from 'node:timers/promises';
import {sendError, sendJson} from './answers.ts';
import {addDemoAccount} from './demo.ts';
import {ServiceError} from './errors.ts';
import {parseFaults, spoilAnswer, type FaultPlan} from './faults.ts';
import type {StreamStyle} from './jfs-modes.ts';
import {readText, route} from './routes.ts';
import {openState, type State} from './state.ts';
import {purge} from './trash-view.ts';

export type SandboxOptions = {
	readonly directory: string;
	readonly port?: number | undefined; // 0 picks one
	readonly latency?: number | undefined; // ms before each answer
	readonly faults?: string | undefined; // see faults.ts
	readonly tokenTtl?: number | undefined; // seconds
	readonly capacity?: number | undefined; // bytes; -1: unlimited
	readonly isDemo?: boolean | undefined; // fill it with a believable account
	readonly streamStyle?: StreamStyle | undefined;
};

export type LoggedRequest = {
	readonly method: string;
	readonly path: string; // with the query
	readonly status: number; // 0: the line was cut
	readonly received: number; // bytes of the request's body
	readonly time: number; // ms since 1970
};

export type RunningSandbox = {
	readonly url: string;
	readonly loginToken: string;
	readonly username: string;
	readonly password: string;
	readonly otp: string;
	readonly state: State;
	readonly log: LoggedRequest[];
	readonly setFaults: (plan: string) => void;
	readonly close: () => Promise<void>;
};

/** Starts a look-alike of the service on 127.0.0.1 (design.md 1.4). */
export async function startSandbox({directory, port = 0, latency = 0, faults = '', tokenTtl, capacity, isDemo = false, streamStyle = 'all'}: SandboxOptions): Promise<RunningSandbox> {
	const state = openState({directory, tokenTtl, capacity});
	if (isDemo) {
		addDemoAccount(state);
	}

	const log: LoggedRequest[] = [];
	let plan = parseFaults(faults);
	const setFaults = (text: string) => {
		plan = parseFaults(text);
	};

	const server = createServer((request, response) => {
		void serve({
			state, request, response, plan, latency, streamStyle, log, setFaults,
		});
	});
	server.keepAliveTimeout = 60_000;
	server.requestTimeout = 0;
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		url,
		loginToken: state.identity.createLoginToken(url),
		username: state.person.email,
		password: 'sandbox',
		otp: '123456',
		state,
		log,
		setFaults,
		async close() {
			server.closeAllConnections();
			await new Promise<void>(resolve => {
				server.close(() => {
					resolve();
				});
			});
			state.database.close();
		},
	};
}

type Serving = {
	readonly state: State;
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	readonly plan: FaultPlan;
	readonly latency: number;
	readonly streamStyle: StreamStyle;
	readonly log: LoggedRequest[];
	readonly setFaults: (plan: string) => void;
};

async function serve(serving: Serving): Promise<void> {
	const {state, request, response, plan, latency, streamStyle} = serving;
	const [path = '', search = ''] = (request.url ?? '').split('?', 2);
	const base = `${String(request.headers['x-forwarded-proto'] ?? 'http')}://${request.headers.host ?? '127.0.0.1'}`;
	if (path.startsWith('/sandbox/')) {
		await control(serving, path, base);
		return;
	}

	remember(serving);
	const fault = plan.choose(request.method ?? '', path);
	try {
		await sleep(latency + (fault?.stall ?? 0), undefined, {ref: false});
		if (fault?.revokes === true) {
			state.identity.revokeAll();
		}

		if (fault?.drop === 'before') {
			request.socket.destroy();
			return;
		}

		if (fault?.status !== undefined) {
			request.resume();
			if (fault.retryAfter !== undefined) {
				response.setHeader('retry-after', String(fault.retryAfter));
			}

			throw new ServiceError(fault.status, 'no.jotta.backup.errors.SandboxFaultException', 'on purpose');
		}

		if (fault && (fault.flips || (fault.cutAfter !== undefined && !path.startsWith('/upload/')))) {
			spoilAnswer(response, fault);
		}

		if (fault?.drop === 'after' || fault?.thenStatus !== undefined) {
			swallowAnswer(response, request, fault.thenStatus);
		}

		purge(state, {onlyExpired: true});
		await route({
			state, request, response, path, query: new URLSearchParams(search), base, fault, streamStyle,
		});
	} catch (error) {
		sendError(request, response, error);
	}
}

/** The work is done, and the other side never hears of it: the line is cut, or it is told an error. */
function swallowAnswer(response: ServerResponse, request: IncomingMessage, status: number | undefined): void {
	const {end, writeHead} = response;
	const finish = () => {
		response.end = end;
		response.writeHead = writeHead;
		if (status === undefined) {
			request.socket.destroy();
		} else {
			sendError(request, response, new ServiceError(status, 'no.jotta.backup.errors.SandboxFaultException', 'done, but answered with an error'));
		}

		return response;
	};

	response.writeHead = () => response;
	response.write = () => true;
	response.end = finish as typeof response.end;
}

function remember({request, response, log, state}: Serving): void {
	let received = 0;
	const time = state.clock.now();
	const emit = request.push.bind(request);
	request.push = (chunk: unknown, encoding?: BufferEncoding) => {
		received += chunk instanceof Uint8Array ? chunk.length : 0;
		return emit(chunk, encoding);
	};

	response.once('close', () => {
		log.push({
			method: request.method ?? '', path: request.url ?? '', status: response.writableFinished ? response.statusCode : 0, received, time,
		});
	});
}

/** What tests and people steer it with. */
async function control({state, request, response, log, setFaults}: Serving, path: string, base: string): Promise<void> {
	switch (`${request.method} ${path}`) {
		case 'POST /sandbox/login-token': {
			sendJson(response, 200, {loginToken: state.identity.createLoginToken(base)});
			break;
		}

		case 'POST /sandbox/faults': {
			setFaults(await readText(request));
			sendJson(response, 200, {});
			break;
		}

		case 'POST /sandbox/revoke': {
			state.identity.revokeAll();
			sendJson(response, 200, {});
			break;
		}

		case 'POST /sandbox/clock': {
			const {now, advance} = JSON.parse(await readText(request)) as {now?: number; advance?: number};
			if (advance === undefined) {
				state.clock.set(now);
			} else {
				state.clock.advance(advance);
			}

			sendJson(response, 200, {now: state.clock.now()});
			break;
		}

		case 'GET /sandbox/log': {
			sendJson(response, 200, log);
			break;
		}

		default: {
			sendJson(response, 404, {});
		}
	}
}
