import {describe, expect, it} from 'vitest';
import type {Client} from '../../source/jotta/client.ts';
import {openContent} from '../../source/jotta/download.ts';
import {hostsOf} from '../../source/jotta/hosts.ts';
import type {Call} from '../../source/jotta/http/request.ts';
import {standardNames} from '../support/names.ts';

/** What is asked of a service that answers with these pieces, and what arrives of them. */
async function download(
	options: {readonly from?: number; readonly to?: number; readonly revision?: number},
	{status = 206, pieces = []}: {readonly status?: number; readonly pieces?: ReadonlyArray<readonly number[]>} = {},
) {
	const calls: Call[] = [];
	const client = {
		user: 'f3a1',
		hosts: hostsOf(),
		names: standardNames,
		async send(call: Call) {
			calls.push(call);
			return {
				status, headers: {}, text: '', body: ReadableStream.from(pieces.map(piece => Uint8Array.from(piece))),
			};
		},
	} as unknown as Client;
	const arrived: Array<readonly number[]> = [];
	for await (const piece of await openContent('/Jotta/Archive/a.bin', {client, ...options})) {
		arrived.push([...piece]);
	}

	const [{url, headers}] = calls as [Call];
	return {query: new URL(url).search, range: headers?.range, arrived};
}

describe('the content of a file', () => {
	it.each([
		['whole', {}, undefined],
		['from a position on', {from: 5}, 'bytes=5-'],
		['from the start up to a position', {to: 5}, 'bytes=0-4'],
		['between two positions', {from: 5, to: 10}, 'bytes=5-9'],
	])('is asked for %s', async (_, options, range) => {
		expect((await download(options)).range).toBe(range);
	});

	it('is that of now, or of an older version', async () => {
		const [now, older] = [await download({}), await download({revision: 3})];

		expect([now.query, older.query]).toEqual(['?mode=bin', '?mode=bin&revision=3']);
	});

	it.each([
		[2, [[3], [4, 5, 6], [7]]],
		[3, [[4, 5, 6], [7]]],
		[5, [[6], [7]]],
		[6, [[7]]],
		[7, []],
	])('is cut here where a proxy has dropped the position (%i), which answers with everything', async (from, rest) => {
		const {arrived} = await download({from}, {status: 200, pieces: [[1, 2, 3], [4, 5, 6], [7]]});

		expect(arrived).toEqual(rest);
	});

	it('is taken as it comes where the position was kept, or none was asked for', async () => {
		const [part, whole] = [await download({from: 2}, {pieces: [[3], [4]]}), await download({}, {status: 200, pieces: [[1, 2]]})];

		expect([part.arrived, whole.arrived]).toEqual([[[3], [4]], [[1, 2]]]);
	});
});
