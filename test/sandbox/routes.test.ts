import {once} from 'node:events';
import {connect} from 'node:net';
import {text} from 'node:stream/consumers';
import {
	afterEach,
	describe,
	expect,
	it,
	vi,
} from 'vitest';
import {createRandom} from '../../source/sandbox/faults/random.ts';
import {openOwnSandbox} from '../support/sandbox/sandbox-client.ts';

describe('a new account', () => {
	it('has the mountpoints that the service lists, and those that it does not (E20)', async () => {
		const {client, sandbox} = await openOwnSandbox();
		const listed = async () => [...(await client.get('/Jotta')).text.matchAll(/<mountPoint>\s*<name xml:space="preserve">(?<name>[^<]*)/gv)].map(({groups}) => groups?.name);

		expect(await listed()).toEqual(['Archive', 'Shared', 'Sync', 'Trash']);
		sandbox.state.switches.listsLatest = true;
		expect(await listed()).toContain('Latest');
		for (const view of ['Trash', 'Links', 'Latest']) {
			expect((await client.get(`/Jotta/${view}`)).status).toBe(200);
		}
	});

	it('says the same about itself in XML and in JSON (E50)', async () => {
		const {client} = await openOwnSandbox({capacity: 1000});
		await client.upload('/Jotta/Archive/a.txt', '12345');

		const {text: xml} = await client.get('');
		const customer = JSON.parse((await client.api('/account/v1/customer')).text) as object;

		expect(xml).toContain('<capacity>1000</capacity>');
		expect(xml).toContain('<usage>5</usage>');
		expect(customer).toMatchObject({username: client.user, usage: 5, quota: 1000});
	});

	it('refuses what its locks forbid, and shows them', async () => {
		const {client, sandbox} = await openOwnSandbox({isDemo: true, switches: {locks: ['write']}});

		expect((await client.get('')).text).toContain('<write-locked>true</write-locked>');
		expect((await client.post('/Jotta/Archive/f?mkDir=true')).status).toBe(403);
		expect((await client.allocate('/Jotta/Archive/a', 'a')).status).toBe(403);
		expect((await client.get('/Jotta/Archive')).status).toBe(200);
		sandbox.state.switches.locks = ['read'];
		expect((await client.get('/Jotta/Archive')).status).toBe(403);
	});
});

const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);

afterEach(() => {
	printed.mockClear();
});

describe('a malformed request', () => {
	it.each([
		['POST', '/Jotta/Archive/f', 500, 'POST Request is missing multipart content'],
		['POST', '/Jotta/Archive/f?restore=true', 500, 'POST Request is missing multipart content'],
		['POST', '/Jotta/Trash/f?restore=true', 500, 'POST Request is missing multipart content'],
		['POST', '/Jotta/Archive/a.txt?mv=nowhere', 404, 'NoSuchFileException'],
		['POST', '/Jotta/Archive/a.txt?cphash=true', 400, 'InvalidArgumentException'],
		['GET', '/Nowhere', 404, 'NoSuchDeviceException'],
		['GET', '/Jotta/Nowhere', 404, 'NoSuchMountPointException'],
		['GET', '/Jotta/Archive/none/none', 404, 'NoSuchPathException'],
		['GET', '/Jotta/Archive/none', 404, 'NoSuchFileException'],
		['GET', '/Jotta/Archive/%zz', 400, '400 Bad request'],
		['PUT', '/Jotta/Archive/a.txt', 405, 'not supported'],
	])('gets what the service says: %s %s', async (method, path, status, words) => {
		const {sandbox, client} = await openOwnSandbox();

		const answer = await fetch(`${sandbox.url}/jfs/${client.user}${path}`, {method, headers: {authorization: `Bearer ${client.token}`}});

		expect([answer.status, await answer.text()]).toEqual([status, expect.stringContaining(words)]);
	});

	it('is taken for an upload when it carries the type of one (E30)', async () => {
		const {sandbox, client} = await openOwnSandbox();
		await client.upload('/Jotta/Archive/a.txt', 'a');
		const trash = async () => (await client.post('/Jotta/Archive/a.txt?dl=true', {'content-type': 'application/octet-stream'})).status;

		expect(await trash()).toBe(404);
		sandbox.state.switches.takesOctetStreamForUpload = false;
		expect(await trash()).toBe(200);
	});

	it.each([
		['{', 400],
		['null', 400],
		['[]', 400],
		['{"path":"/jfs/Jotta/Archive/a","bytes":-1,"md5":"d41d8cd98f00b204e9800998ecf8427e"}', 400],
		['{"path":"/jfs/Jotta/Archive/a","bytes":1.5,"md5":"d41d8cd98f00b204e9800998ecf8427e"}', 400],
		['{"path":"/jfs/Jotta/Archive/a","bytes":1,"md5":"short"}', 400],
		['{"path":"/jfs/Jotta","bytes":1,"md5":"d41d8cd98f00b204e9800998ecf8427e"}', 400],
		['{"path":"/jfs/Jotta/Archive/50%","bytes":1,"md5":"d41d8cd98f00b204e9800998ecf8427e"}', 400],
		['{"path":"/jfs/Jotta/Archive/../../x","bytes":1,"md5":"d41d8cd98f00b204e9800998ecf8427e"}', 400],
		['{"path":"/jfs/Nowhere/Archive/a","bytes":1,"md5":"d41d8cd98f00b204e9800998ecf8427e"}', 404],
	])('to prepare an upload is refused in JSON: %s', async (body, status) => {
		const {sandbox, client} = await openOwnSandbox();

		const answer = await fetch(`${sandbox.url}/files/v1/allocate`, {method: 'POST', body, headers: {authorization: `Bearer ${client.token}`}});

		expect(answer.status).toBe(status);
		expect(printed).not.toHaveBeenCalled();
	});

	it('of any kind is answered, and never with surprise', async () => {
		const {sandbox, client} = await openOwnSandbox();
		const random = createRandom(5);
		const pick = (values: readonly string[]) => values[Math.floor(random() * values.length)]!;
		const statuses = new Set<number>();
		for (let count = 0; count < 600; count += 1) {
			const segments = Array.from({length: Math.floor(random() * 5)}, () => pick(['Jotta', 'Archive', 'Trash', 'Latest', 'a', '%00', '%FF', ';', '+', '%2F', '~', '%F0%9F%98%80', '', 'x'.repeat(300)]));
			const query = pick(['', '?dl=true', '?dlDir=true', '?rm=true', '?rmDir=true', '?mkDir=true', '?mv=', '?mv=/x', '?mvDir=//', '?cp=%2F%2F', '?cphash=true', '?type=', '?mode=bin', '?mode=bin&revision=x', '?mode=list', '?mode=liststream', '?mode=thumb', '?mode=enableShare', '?umode=nomultipart', '?&&=']);
			const headers = {authorization: `Bearer ${client.token}`, ...(random() < 0.3 && {jsize: pick(['0', '-1', 'x', '9e99']), jmd5: pick(['', 'zz', 'd41d8cd98f00b204e9800998ecf8427e'])}), ...(random() < 0.2 && {range: pick(['bytes=-', 'bytes=5-1', 'x'])})};
			const {status} = await fetch(`${sandbox.url}${pick(['/jfs', '/jfs', '/jfs', '/files/v1', '/upload', '/auth', '/opin/io/downloadPublic'])}/${client.user}/${segments.join('/')}${query}`, {method: pick(['GET', 'POST', 'POST', 'HEAD']), headers, redirect: 'manual'});
			statuses.add(status);
		}

		expect(printed.mock.calls.filter(([words]) => !String(words).includes('DATA LOSS'))).toEqual([]);
		expect([...statuses].toSorted((a, b) => a - b)).toEqual(expect.arrayContaining([200, 400, 404, 500]));
	});

	it('that is not even HTTP leaves the sandbox standing', async () => {
		const {sandbox, client} = await openOwnSandbox();
		const {port} = new URL(sandbox.url);
		for (const bytes of ['\0\0\0', 'GET\r\n\r\n', 'POST /upload/x HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nabc']) {
			const socket = connect(Number(port), '127.0.0.1');
			socket.end(bytes);
			await Promise.race([text(socket), once(socket, 'close')]);
			socket.destroy();
		}

		expect((await client.get('')).status).toBe(200);
	});
});

describe('the newer API', () => {
	it.each(['/files/v2/list', '/shares/v2/list', '/'])('is not served: %s (E55)', async path => {
		const {sandbox, client} = await openOwnSandbox();

		expect((await fetch(sandbox.url + path, {headers: {authorization: `Bearer ${client.token}`}})).status).toBe(404);
	});
});
