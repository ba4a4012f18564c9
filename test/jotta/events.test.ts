import {once} from 'node:events';
import {createServer, type IncomingMessage} from 'node:http';
import type {AddressInfo} from 'node:net';
import {expect, it, onTestFinished} from 'vitest';
import {makeFolder} from '../../source/jotta/changes.ts';
import {hearChanges} from '../../source/jotta/events.ts';
import {openPool} from '../../source/jotta/http/pool.ts';
import {moveEntry} from '../../source/jotta/move.ts';
import {userAgent} from '../../source/version.ts';
import {archive, openAccount, put} from '../support/cloud.ts';
import {until} from '../support/drive.ts';
import {scriptedService} from '../support/scripted-service.ts';

it('tells the folders in which something has changed, until it is left', async () => {
	const {client, sandbox} = await openAccount();
	await makeFolder(`${archive}/one`, {client});
	await makeFolder(`${archive}/two`, {client});
	const leaving = new AbortController();
	const heard: string[] = [];
	const pool = openPool();
	onTestFinished(async () => pool.destroy());
	const hearing = hearChanges(folder => {
		heard.push(folder);
	}, {client, pool, signal: leaving.signal});
	await until(() => sandbox.state.events.areHeard());

	await put(client, `${archive}/one/a.txt`, 'a');
	await moveEntry(`${archive}/one/a.txt`, `${archive}/two/a.txt`, {client});
	await until(() => heard.includes(`${archive}/two`));
	leaving.abort();
	await hearing;

	expect(heard).toContain(`${archive}/one`);
});

it('says who listens', async () => {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const pool = openPool();
	onTestFinished(async () => {
		server.close();
		await pool.destroy();
	});
	const {client} = scriptedService(() => '<token><authToken>t</authToken></token>');
	const events = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const upgrade = once(server, 'upgrade') as Promise<[IncomingMessage, {readonly destroy: () => void}]>;

	const hearing = hearChanges(() => {}, {client: {...client, hosts: {...client.hosts, events}}, pool}); // eslint-disable-line @typescript-eslint/no-empty-function -- nothing is told
	const [{headers, url}, socket] = await upgrade;
	socket.destroy();
	await hearing;

	expect([url, headers['user-agent']]).toEqual(['/ws/f3a1/t', userAgent]);
});
