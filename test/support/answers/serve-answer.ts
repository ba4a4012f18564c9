import {onTestFinished} from 'vitest';
import type {Client} from '../../../source/jotta/client.ts';
import {hostsOf} from '../../../source/jotta/hosts.ts';
import {openPool} from '../../../source/jotta/http/pool.ts';
import {sendThrough} from '../../../source/jotta/http/request.ts';
import {startAnswering} from '../answering.ts';
import {standardNames} from '../names.ts';
import {systemClock} from '../sandbox.ts';

export type ServedAnswer = {readonly body: Uint8Array | string; readonly status?: number; readonly headers?: Readonly<Record<string, string>>};

/** A service that gives each request the same answer over real HTTP, until it is told another one. `asked`: the paths of the requests. */
export async function serveAnswer(first: ServedAnswer) {
	let served = first;
	const asked: string[] = [];
	const base = await startAnswering((request, response) => {
		asked.push(`${request.method} ${request.url}`);
		const {status = 200, headers = {}, body} = served;
		request.resume().on('end', () => {
			response.writeHead(status, headers).end(body);
		});
	});
	const pool = openPool();
	onTestFinished(async () => pool.destroy());
	const client = {
		account: {server: base}, user: 'f3a1', hosts: hostsOf(base), names: standardNames, clock: systemClock, send: sendThrough(pool),
	} as unknown as Client;
	return {
		client,
		asked,
		serve(next: ServedAnswer) {
			served = next;
		},
	};
}
