import type {IncomingMessage} from 'node:http';
import type {Duplex} from 'node:stream';
import type {EventHub} from '../state/events.ts';
import {acceptWebSocket, type WebSocketEnd} from './web-socket.ts';

/** The listeners for changes: `/ws/<user>/<token>` (protocol.md 13, E57). */
export type EventSockets = {
	/** Answers a request to become a socket; a wrong token is refused. `cutAfter`: bytes of events after which the line breaks. */
	readonly accept: (request: IncomingMessage, socket: Duplex, cutAfter?: number) => void;
	readonly closeAll: () => void;
};

export function openEventSockets(events: EventHub, username: string): EventSockets {
	const open = new Map<Duplex, WebSocketEnd>();
	return {
		accept(request, socket, cutAfter = Infinity) {
			const [user, token = ''] = (request.url ?? '').replace(/^\/ws\//v, '').split('/', 2);
			if (user !== username || !events.isToken(token) || request.headers['sec-websocket-key'] === undefined) {
				socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
				return;
			}

			let stop: (() => void) | undefined;
			let sent = 0;
			const end = acceptWebSocket(request, socket, message => {
				const {SUBSCRIBE: wish, PING: ping} = parse(message);
				if (ping !== undefined) {
					end.send(JSON.stringify({PONG: 'ok'}));
				} else if (wish !== undefined) {
					stop ??= events.listen(event => {
						sent += event.length;
						if (sent > cutAfter) {
							socket.destroy();
						} else {
							end.send(event);
						}
					});
					end.send(JSON.stringify({SUBSCRIBE: {PATH: 'ALL', LAST_UUID: events.lastId()}}));
				}
			});
			open.set(socket, end);
			socket.on('close', () => {
				stop?.();
				open.delete(socket);
			});
		},
		closeAll() {
			for (const end of open.values()) {
				end.close();
			}
		},
	};
}

type Message = {readonly SUBSCRIBE?: unknown; readonly PING?: unknown};

/** What a listener sends may be malformed: then it gets no answer. */
function parse(message: string): Message {
	try {
		const value = JSON.parse(message) as unknown;
		return typeof value === 'object' && value !== null ? value : {};
	} catch {
		return {};
	}
}
