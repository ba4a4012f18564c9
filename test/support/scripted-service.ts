import type {Client} from '../../source/jotta/client.ts';
import {failureOf} from '../../source/jotta/http/failures.ts';
import {hostsOf} from '../../source/jotta/hosts.ts';
import type {Call} from '../../source/jotta/http/request.ts';
import {systemClock} from './sandbox.ts';
import {standardNames} from './names.ts';

/** A text, an object sent as JSON, or a status with its body. */
export type ScriptedAnswer = string | {readonly status: number; readonly id?: string; readonly text?: string};

/** A service with scripted answers, for those that the sandbox never gives. */
export function scriptedService(answer: (call: Call, index: number) => ScriptedAnswer) {
	const calls: Call[] = [];
	const client = {
		account: {},
		user: 'f3a1',
		hosts: hostsOf(),
		names: standardNames,
		clock: systemClock,
		async send(call: Call) {
			calls.push(call);
			const said = answer(call, calls.length - 1);
			if (typeof said !== 'string') {
				throw failureOf(said, call.subject);
			}

			const pieces = call.streams === true ? said.match(/[\s\S]{1,40}/gv) ?? [] : [];
			return {
				status: 200, headers: {}, text: call.streams === true ? '' : said, body: ReadableStream.from(pieces.map(piece => new TextEncoder().encode(piece))),
			};
		},
	} as unknown as Client;
	return {client, calls};
}
