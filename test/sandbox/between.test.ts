import {request} from 'node:http';
import {describe, expect, it} from 'vitest';
import {openOwnSandbox} from '../support/sandbox/sandbox-client.ts';

describe('what answers before the service (22.3)', () => {
	it('redirectsTo: itself, once; to another host with the same path', async () => {
		const {client, sandbox: {url, state}} = await openOwnSandbox({switches: {redirectsTo: ''}});
		state.switches.redirectsTo = 'itself';
		const ask = async (address: string, method = 'GET') => fetch(address, {method, redirect: 'manual', headers: {authorization: `Bearer ${client.token}`}});
		const archive = `${url}/jfs/${client.user}/Jotta/Archive`;
		const first = await ask(`${archive}/f?mkDir=true`, 'POST');
		const location = first.headers.get('location') ?? '';

		expect([first.status, location]).toEqual([302, `${url}/moved/jfs/${client.user}/Jotta/Archive/f?mkDir=true`]);
		expect((await ask(location.replace('f?mkDir=true', 'f'))).status).toBe(404);
		expect((await ask(location, 'POST')).status).toBe(200);

		state.switches.redirectsTo = 'https://elsewhere.example';
		expect((await ask(archive)).headers.get('location')).toBe(`https://elsewhere.example/jfs/${client.user}/Jotta/Archive`);
	});

	it.each(['200', '403'] as const)('page: a web page with %s, and nothing is done', async page => {
		const {client, sandbox: {state}} = await openOwnSandbox();
		state.switches.page = page;

		const answer = await client.post('/Jotta/Archive/f?mkDir=true');

		expect([answer.status, answer.headers.get('content-type')]).toEqual([Number(page), 'text/html;charset=UTF-8']);
		expect(answer.text).toContain('<html>');
		expect(state.tree.find(['Jotta', 'Archive', 'f'])).toBeUndefined();
	});

	it('needsUserAgent: a program that does not say who it is gets 400', async () => {
		const {client, sandbox: {url}} = await openOwnSandbox({switches: {needsUserAgent: true}});
		const statusWith = async (headers: Readonly<Record<string, string>>) => new Promise<number>((resolve, reject) => {
			request(`${url}/jfs/${client.user}`, {headers: {authorization: `Bearer ${client.token}`, ...headers}}, response => {
				response.resume();
				resolve(response.statusCode ?? 0);
			}).on('error', reject).end();
		});

		expect(await statusWith({})).toBe(400);
		expect(await statusWith({'user-agent': 'jottafm/1.0'})).toBe(200);
	});
});
