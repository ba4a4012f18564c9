import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import type {IncomingMessage} from 'node:http';
import type {Duplex} from 'node:stream';

/*
The server's end of a WebSocket, as much of RFC 6455 as text messages need.
*/

export type WebSocketEnd = {
	readonly send: (text: string) => void;
	readonly close: () => void;
};

const [text, closing, ping, pong] = [0x1, 0x8, 0x9, 0xA];

/** Shakes hands and reads messages until the other side goes; anything malformed ends the line. */
export function acceptWebSocket(request: IncomingMessage, socket: Duplex, onText: (message: string) => void): WebSocketEnd {
	const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
	socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
	let pending = Buffer.alloc(0);
	socket.on('data', (chunk: Buffer) => {
		pending = Buffer.concat([pending, chunk]);
		for (let frame = readFrame(pending); frame; frame = readFrame(pending)) {
			pending = pending.subarray(frame.length);
			answer(frame);
		}

		if (pending.length > largestFrame) {
			socket.destroy();
		}
	});
	const answer = ({kind, payload}: Frame) => {
		if (kind === text) {
			onText(payload.toString());
		} else if (kind === ping || kind === closing) {
			socket.write(frameOf(kind === ping ? pong : closing, payload));
			if (kind === closing) {
				socket.end();
			}
		}
	};

	return {
		send(message) {
			socket.write(frameOf(text, Buffer.from(message)));
		},
		close() {
			const goingAway = Buffer.from([0x03, 0xE9]); // 1001
			socket.end(frameOf(closing, goingAway), () => {
				socket.destroy();
			});
		},
	};
}

const largestFrame = 65_536; // bytes; listeners have little to say

type Frame = {readonly kind: number; readonly payload: Buffer; readonly length: number};

/** The first whole frame. Listeners send masked frames, and each message in one. */
function readFrame(bytes: Buffer): Frame | undefined {
	if (bytes.length < 2) {
		return undefined;
	}

	/* eslint-disable no-bitwise -- frames are made of bits */
	const short = bytes[1]! & 0x7F;
	const [start, size] = short === 127 ? [10, bytes.length < 10 ? Infinity : Number(bytes.readBigUInt64BE(2))] : (short === 126 ? [4, bytes.length < 4 ? Infinity : bytes.readUInt16BE(2)] : [2, short]);
	const length = start + 4 + size;
	if (bytes.length < length) {
		return undefined;
	}

	const mask = bytes.subarray(start, start + 4);
	return {kind: bytes[0]! & 0x0F, payload: Buffer.from(bytes.subarray(start + 4, length).map((byte, index) => byte ^ mask[index % 4]!)), length};
	/* eslint-enable no-bitwise */
}

function frameOf(kind: number, payload: Buffer): Buffer {
	const head = payload.length < 126 ? Buffer.alloc(2) : Buffer.alloc(4);
	head[0] = 0x80 + kind; // whole in one frame
	if (payload.length < 126) {
		head[1] = payload.length;
	} else {
		head[1] = 126;
		head.writeUInt16BE(payload.length, 2); // no event is longer than 64 KiB
	}

	return Buffer.concat([head, payload]);
}
