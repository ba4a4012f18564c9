import type {IncomingMessage, ServerResponse} from 'node:http';
import {sendError} from '../http/answers.ts';
import {ServiceError} from '../http/errors.ts';
import type {Fault} from './fault-plan.ts';
import {pause} from './pause.ts';

/*
What a fault does to bodies on their way in and out.
*/

/** The refusal that a fault asks for: a document in the form of its address, or what a proxy says without one. */
export function faultError({isPlain}: Fault, status: number): ServiceError {
	return isPlain ? new ServiceError(status, '', `<html><body>${status}</body></html>`) : new ServiceError(status, 'no.jotta.backup.errors.SandboxFaultException', 'on purpose');
}

/** A request's body that ends early: what came before counts as arrived, as after a broken line. */
export async function * cutBody(request: IncomingMessage, bytes: number): AsyncGenerator<Uint8Array> {
	let arrived = 0;
	for await (const chunk of request) {
		const piece = (chunk as Uint8Array).subarray(0, bytes - arrived);
		arrived += piece.length;
		yield piece;
		if (arrived >= bytes) {
			request.socket.destroy();
			return;
		}
	}
}

/** A body that stops for a while after so many bytes, and then goes on; the same body where the fault does not ask for that. */
export function stallBody(body: AsyncIterable<unknown>, fault: Fault | undefined, closing: AbortSignal): AsyncIterable<unknown> {
	return fault?.stallAt === undefined ? body : stalled(body, fault, closing);
}

async function * stalled(body: AsyncIterable<unknown>, {stallAt = 0, stall = 0}: Fault, closing: AbortSignal): AsyncGenerator {
	let passed = 0;
	for await (const chunk of body) {
		const bytes = chunk as Uint8Array;
		const before = Math.max(0, Math.min(bytes.length, stallAt - passed));
		const isHere = passed <= stallAt && stallAt < passed + bytes.length;
		passed += bytes.length;
		if (!isHere) {
			yield bytes;
			continue;
		}

		yield bytes.subarray(0, before);
		await pause(stall, closing);
		yield bytes.subarray(before);
	}
}

/** Cuts, shortens or damages the answer's body on its way out. */
export function damageAnswer(response: ServerResponse, {cutAfter, truncate, flips}: Fault): void {
	let written = 0;
	const limit = Math.min(cutAfter ?? Infinity, truncate ?? Infinity);
	const write = response.write.bind(response) as (chunk: Uint8Array) => boolean;
	const end = response.end.bind(response) as () => ServerResponse;
	const spoiledWrite = (chunk: unknown): boolean => {
		const bytes = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : Uint8Array.from(chunk as Uint8Array);
		if (flips && written === 0 && bytes.length > 0) {
			bytes[Math.floor(bytes.length / 2)]! ^= 0x55; // eslint-disable-line no-bitwise -- a byte is damaged
		}

		const room = Math.max(0, Math.min(bytes.length, limit - written));
		const isOver = written > limit;
		written += bytes.length;
		const goesOn = write(bytes.subarray(0, room));
		if (room < bytes.length && cutAfter !== undefined && !isOver) {
			response.socket?.destroySoon();
		}

		return goesOn;
	};

	if (truncate !== undefined) {
		const {writeHead} = response;
		response.writeHead = ((status: number, headers: Readonly<Record<string, string>> = {}) => {
			const {'content-length': _, ...others} = headers; // it would reveal the fault
			return writeHead.call(response, status, others);
		}) as typeof writeHead;
	}

	response.write = spoiledWrite as typeof response.write;
	response.end = ((chunk?: unknown) => {
		if (chunk !== undefined) {
			spoiledWrite(chunk);
		}

		return end();
	}) as typeof response.end;
}

/** The request is carried out, and the other side does not learn it: the line is cut, or it gets an error. */
export function swallowAnswer(response: ServerResponse, request: IncomingMessage, fault: Fault): void {
	const {end, writeHead} = response;
	const finish = () => {
		response.end = end;
		response.writeHead = writeHead;
		if (fault.thenStatus === undefined) {
			request.socket.destroy();
		} else {
			sendError(request, response, faultError(fault, fault.thenStatus));
		}

		return response;
	};

	response.writeHead = () => response;
	response.write = () => true;
	response.end = finish as typeof response.end;
}
