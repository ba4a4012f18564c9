import {describe, expect, it} from 'vitest';
import {silentLog} from '../../source/log.ts';
import {openPlainSend} from '../../source/jotta/client.ts';
import {trustIn} from '../../source/jotta/hosts.ts';
import {sendContent} from '../../source/jotta/upload.ts';
import {startAnswering} from '../support/answering.ts';
import {signInTo, startTestSandbox, systemClock} from '../support/sandbox.ts';

const inTheClear = 'http:';

describe('the token', () => {
	it.each(['https://jfs.jottacloud.com/jfs/u', 'https://up-001.jottacloud.com/upload/x', 'https://UP.JottaCloud.com./x', 'https://api.jotta.cloud/'])('is for the service’s own domains: %s', address => {
		expect(trustIn(address)).toBe('token');
	});

	it.each(['https://cloud.elkjop.no/x'])('is not for a brand’s host, which is known: %s', address => {
		expect(trustIn(address)).toBe('content');
	});

	it.each([
		`${inTheClear}//jfs.jottacloud.com/jfs/u`,
		'https://jottacloud.com.evil.example/',
		'https://evil-jottacloud.com/',
		'https://jottacloud.com@evil.example/',
		'ftp://jfs.jottacloud.com/',
		`${inTheClear}//cloud.elkjop.no/x`,
		'http://127.0.0.1:1/',
		'up-001',
		'',
	])('and everything else is for nobody else: “%s”', address => {
		expect(trustIn(address)).toBe('nothing');
	});

	it('is for the server alone that the person has named, at its port, over its line', () => {
		const server = 'https://nas.example:8443/jotta';

		expect(trustIn('https://nas.example:8443/upload', server)).toBe('token');
		expect([`${inTheClear}//nas.example:8443/`, 'https://nas.example/', 'https://jfs.jottacloud.com/'].map(address => trustIn(address, server))).toEqual(['nothing', 'nothing', 'nothing']);
	});

	it.each(['http://127.0.0.1:4711', 'http://localhost:4711'])('goes without encryption over this machine alone: %s', server => {
		expect(trustIn(`${server}/jfs`, server)).toBe('token');
		expect(trustIn(`${inTheClear}//nas.example/jfs`, `${inTheClear}//nas.example`)).toBe('nothing');
	});

	it('does not go where the service says that a file is to be sent, nor does the file', async () => {
		const {client} = await signInTo(await startTestSandbox());
		const asked: unknown[] = [];
		const elsewhere = await startAnswering(({url, headers}, response) => {
			asked.push([url, headers]);
			response.end('{}');
		});

		await expect(sendContent({
			path: '/Jotta/Archive/plan.txt', url: `${elsewhere}/upload?key=secret`, size: 1, from: 0, body: () => ReadableStream.from([new Uint8Array(1)]),
		}, {client})).rejects.toMatchObject({code: 'service', message: `The service wants to be asked about plan.txt at ${elsewhere}, which is none of its own addresses.`});

		expect(asked).toEqual([]);
	});
});

describe('a redirect', () => {
	it.each([301, 302, 307, 308])('is not followed: %s', async status => {
		const asked: unknown[] = [];
		const elsewhere = await startAnswering(({url}, response) => {
			asked.push(url);
			response.end();
		});
		const service = await startAnswering((_request, response) => {
			response.writeHead(status, {location: elsewhere}).end();
		});
		const {tools: {pool}} = await signInTo(await startTestSandbox());
		const send = openPlainSend({pool, clock: systemClock, log: silentLog});

		await send({
			method: 'GET', url: service, headers: {authorization: 'Bearer x'}, subject: 'it', mayRepeat: false,
		}).catch(() => undefined);

		expect(asked).toEqual([]);
	});
});
