import {once} from 'node:events';
import {request} from 'node:http';
import {describe, expect, it} from 'vitest';
import {openOwnSandbox} from '../support/sandbox/sandbox-client.ts';

describe('the latency', () => {
	it('can be changed while it runs', async () => {
		const {sandbox, client} = await openOwnSandbox();
		const setLatency = async (latency: number) => fetch(`${sandbox.url}/sandbox/limits`, {method: 'POST', body: JSON.stringify({latency})});
		await setLatency(600_000);
		const late = request(`${sandbox.url}/jfs/${client.user}/Jotta/Archive/late?mkDir=true`, {method: 'POST', headers: {authorization: `Bearer ${client.token}`, expect: '100-continue'}});
		let isAnswered = false;
		late.on('response', () => {
			isAnswered = true;
		});
		late.flushHeaders();
		await once(late, 'continue'); // it has arrived

		await setLatency(0);
		const {status} = await client.get('');

		expect([status, isAnswered]).toEqual([200, false]);
		late.on('error', () => {}).destroy(); // eslint-disable-line @typescript-eslint/no-empty-function -- nobody waits for it
	});
});
