import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Duplex} from 'node:stream';
import {sendError} from './http/answers.ts';
import {createThrottledLine, type ThrottledLine} from './faults/bandwidth.ts';
import {answerBetween} from './between.ts';
import {control, type Steering} from './control.ts';
import {addDemoAccount} from './demo.ts';
import {openEventSockets} from './events/event-socket.ts';
import {parseFaults, type Fault} from './faults/fault-plan.ts';
import {pause} from './faults/pause.ts';
import {logRequest, type LoggedRequest} from './request-log.ts';
import {route} from './routes.ts';
import {
	faultError,
	damageAnswer,
	stallBody,
	swallowAnswer,
} from './faults/inject-fault.ts';
import type {Exchange} from './state/exchange.ts';
import {openState, type SandboxState} from './state/state.ts';
import type {Profile} from './state/profiles.ts';
import type {Switches} from './state/service-switches.ts';
import {purge} from './jfs/trash-view.ts';

export type StartOptions = {
	readonly directory: string;
	readonly port?: number | undefined; // 0 picks one
	readonly latency?: number | undefined; // ms before each answer
	readonly bandwidthUp?: number | undefined; // bytes a second of uploads
	readonly bandwidthDown?: number | undefined; // bytes a second of downloads
	readonly bandwidthEach?: number | undefined; // bytes a second of each download by itself
	readonly faults?: string | undefined; // see faults/fault-plan.ts
	readonly tokenTtl?: number | undefined; // seconds
	readonly capacity?: number | undefined; // bytes; -1: unlimited
	readonly isDemo?: boolean | undefined; // fill it with a believable account
	readonly streamStyle?: Switches['streamStyle'] | undefined;
	readonly profile?: Profile | undefined;
	readonly switches?: Partial<Switches> | undefined; // they win over the profile
};

export type RunningSandbox = {
	readonly url: string;
	readonly loginToken: string;
	readonly username: string;
	readonly password: string;
	readonly otp: string;
	readonly state: SandboxState;
	readonly log: LoggedRequest[];
	readonly setFaults: (plan: string) => void;
	readonly close: () => Promise<void>;
};

/** Starts a look-alike of the service on 127.0.0.1 (design.md 1.4). */
export async function startSandbox({directory, port = 0, faults = '', isDemo = false, profile = 'default', streamStyle, switches, ...limits}: StartOptions): Promise<RunningSandbox> {
	const chosen = {...(streamStyle !== undefined && {streamStyle}), ...switches};
	const state = openState({
		directory, limits, profile, switches: chosen,
	});
	if (isDemo) {
		addDemoAccount(state);
	}

	const steering: Steering = {
		state, log: [], plan: parseFaults(faults), chosen,
	};
	const closing = new AbortController();
	const {signal} = closing;
	const lines = {up: createThrottledLine(() => state.limits.bandwidthUp, signal), down: createThrottledLine(() => state.limits.bandwidthDown, signal)};
	const underWay = new Set<Promise<void>>();
	const server = createServer((request, response) => {
		const own = createThrottledLine(() => state.limits.bandwidthEach, signal);
		const serving = serve(steering, {
			request, response, lines: {...lines, down: body => own(lines.down(body))}, closing: signal,
		}).finally(() => {
			underWay.delete(serving);
		});
		underWay.add(serving);
	});
	const sockets = openEventSockets(state.events, state.person.username);
	server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
		const fault = steering.plan.choose('GET', request.url ?? '');
		socket.on('error', () => {
			socket.destroy();
		});
		if (fault?.drop !== undefined || fault?.status !== undefined) {
			socket.destroy();
		} else {
			sockets.accept(request, socket, fault?.cutAfter);
		}
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
		password: state.person.password,
		otp: state.person.otp,
		state,
		log: steering.log,
		setFaults(plan) {
			steering.plan = parseFaults(plan);
		},
		async close() {
			closing.abort();
			sockets.closeAll();
			server.closeAllConnections();
			await new Promise<void>(resolve => {
				server.close(() => {
					resolve();
				});
			});
			await Promise.all(underWay); // their lines are cut: they end soon, and still read and write until then
			if (state.database.isOpen) {
				state.database.close();
			}
		},
	};
}

type Serving = {
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	readonly lines: {readonly up: ThrottledLine; readonly down: ThrottledLine};
	readonly closing: AbortSignal;
};

async function serve(steering: Steering, {request, response, lines, closing}: Serving): Promise<void> {
	const {state, log, plan} = steering;
	const asked = request.url ?? '';
	const base = `${String(request.headers['x-forwarded-proto'] ?? 'http')}://${request.headers.host ?? '127.0.0.1'}`;
	try {
		if (asked.startsWith('/sandbox/')) {
			await control(steering, {
				request, response, path: asked.split('?', 1)[0]!, base,
			});
			return;
		}

		logRequest(log, request, response, state.clock);
		const fault = plan.choose(request.method ?? '', asked);
		await pause(state.limits.latency + (fault?.stallAt === undefined ? fault?.stall ?? 0 : 0), closing);
		if (closing.aborted || (fault && injectFault(fault, {state, request, response}) === 'gone')) {
			return;
		}

		const {isAnswered, address} = answerBetween(request, response, {switches: state.switches, base});
		if (isAnswered) {
			return;
		}

		purge(state, {onlyExpired: true});
		const [path = '', search = ''] = address.split('?', 2);
		await route({
			state, request, response, path, query: new URLSearchParams(search), base, fault, lines: stallLines(lines, fault, closing),
		});
	} catch (error) {
		if (!closing.aborted) {
			sendError(request, response, error);
		}
	}
}

function stallLines({up, down}: Serving['lines'], fault: Fault | undefined, closing: AbortSignal): Exchange['lines'] {
	const documents: ThrottledLine = body => stallBody(body, fault, closing);
	return {up: body => up(documents(body)), down: body => down(documents(body)), documents};
}

/** What a fault does before the request is handled; a request whose line is cut here is not handled at all. */
function injectFault(fault: Fault, {state, request, response}: {readonly state: SandboxState; readonly request: IncomingMessage; readonly response: ServerResponse}): 'gone' | 'goes on' {
	if (fault.revokes) {
		state.identity.revokeAll();
	}

	if (fault.drop === 'before') {
		request.socket.destroy();
		return 'gone';
	}

	if (fault.status !== undefined) {
		request.resume();
		if (fault.retryAfter !== undefined) {
			response.setHeader('retry-after', String(fault.retryAfter));
		}

		throw faultError(fault, fault.status);
	}

	const cutsUpload = request.url?.startsWith('/upload/') === true;
	if (fault.flips || fault.truncate !== undefined || (fault.cutAfter !== undefined && !cutsUpload)) {
		damageAnswer(response, fault);
	}

	if (fault.drop === 'after' || fault.thenStatus !== undefined) {
		swallowAnswer(response, request, fault);
	}

	return 'goes on';
}
