import type {IncomingMessage, ServerResponse} from 'node:http';
import type {SandboxClock} from './state/clock.ts';

export type LoggedRequest = {
	readonly method: string;
	readonly path: string; // with the query
	readonly status: number; // 0: the line was cut
	readonly received: number; // bytes of the request's body
	readonly sent: number; // bytes of the answer, with its head
	readonly time: number; // ms since 1970, by the sandbox's clock
	readonly took: number; // ms
};

/** Logs a request when it is answered, or its line is cut. */
export function logRequest(log: LoggedRequest[], request: IncomingMessage, response: ServerResponse, clock: SandboxClock): void {
	const {socket, method = '', url: path = ''} = request;
	const [time, begun, sentBefore] = [clock.now(), performance.now(), socket.bytesWritten];
	let received = 0;
	const push = request.push.bind(request);
	request.push = (chunk: unknown, encoding?: BufferEncoding) => {
		received += chunk instanceof Uint8Array ? chunk.length : 0;
		return push(chunk, encoding);
	};

	response.once('close', () => {
		log.push({
			method,
			path,
			status: response.writableFinished ? response.statusCode : 0,
			received,
			sent: socket.bytesWritten - sentBefore,
			time,
			took: Math.round(performance.now() - begun),
		});
	});
}
