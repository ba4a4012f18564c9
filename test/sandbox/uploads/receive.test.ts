import {request} from 'node:http';
import {text as textOf} from 'node:stream/consumers';
import {describe, expect, it} from 'vitest';
import {md5Of, openOwnSandbox} from '../../support/sandbox/sandbox-client.ts';

const errorId = (text: string) => (JSON.parse(text) as {error_id: string}).error_id;
const stateOf = (text: string) => /<latestRevision>.*?<state>(?<state>\w+)<\/state>/sv.exec(text)?.groups?.state;

describe('an upload', () => {
	it('is announced, sent in pieces, and known afterwards (E51, E52)', async () => {
		const {client} = await openOwnSandbox();
		const path = '/Jotta/Archive/new/folder/a.txt';

		const first = await client.allocate(path, 'abcdefghij');
		const short = await client.send(first.upload_url, 'abcd');
		const wrongStart = await client.send(first.upload_url, 'zz', {range: 'bytes=7-8'});
		const second = await client.allocate(path, 'abcdefghij');
		const rest = await client.send(second.upload_url, 'efghij', {range: 'bytes=4-9'});
		const again = await client.allocate(path, 'abcdefghij');

		expect(first).toMatchObject({
			status: 200, state: 'INCOMPLETE', name: 'a.txt', path: `/jfs${path}`, bytes: 10, resume_pos: 0,
		});
		expect([short.status, errorId(short.text)]).toEqual([420, 'IncompleteUploadOpenApiException']);
		expect(wrongStart.status).toBe(416);
		expect(second.resume_pos).toBe(4);
		expect(JSON.parse(rest.text)).toEqual({
			path: `/jfs${path}`, content_id: md5Of('abcdefghij'), bytes: 10, md5: md5Of('abcdefghij'), modified: Date.UTC(2026, 2, 1, 16, 20, 30),
		});
		expect(again).toMatchObject({state: 'COMPLETED', resume_pos: 10});
	});

	it('shows what has arrived, and starts again without a range', async () => {
		const {client} = await openOwnSandbox();
		const {upload_url: address} = await client.allocate('/Jotta/Archive/a.txt', 'abcdef');
		await client.send(address, 'abc');

		const {text} = await client.get('/Jotta/Archive/a.txt');
		await client.send(address, 'abcdef');

		expect([stateOf(text), text.includes('<size>3</size>')]).toEqual(['INCOMPLETE', true]);
		expect((await client.get('/Jotta/Archive/a.txt?mode=bin')).text).toBe('abcdef');
	});

	it('of no bytes is complete after an empty body', async () => {
		const {client} = await openOwnSandbox();

		expect(await client.upload('/Jotta/Archive/empty', '')).toBe(200);
		const {status, text, headers} = await client.get('/Jotta/Archive/empty?mode=bin');

		expect([status, text, headers.get('content-length')]).toEqual([200, '', '0']);
		expect(await client.upload('/Jotta/Archive/empty too', '')).toBe(200);
	});

	it('is refused when it is too long, unknown, or in conflict where that was forbidden', async () => {
		const {client, sandbox} = await openOwnSandbox();
		const {upload_url: address} = await client.allocate('/Jotta/Archive/a.txt', 'four');

		expect((await client.send(address, 'far too long')).status).toBe(400);
		expect((await client.send(`${sandbox.url}/upload/nonsense`, 'x')).status).toBe(404);
		await client.send(address, 'four');
		const conflict = await client.allocate('/Jotta/Archive/a.txt', 'other', {conflict_handler: 'REJECT_CONFLICTS'});
		expect([conflict.status, conflict.error_id]).toEqual([409, 'UniqueFileException']);
	});

	it('is refused when it does not fit, but not when the content is known', async () => {
		const {client} = await openOwnSandbox({capacity: 10});
		await client.upload('/Jotta/Archive/a.txt', '1234567');

		const full = await client.allocate('/Jotta/Archive/b.txt', 'abcd');

		expect([full.status, full.error_id]).toEqual([460, 'QuotaExceededException']);
		expect(await client.upload('/Jotta/Archive/copy.txt', '1234567')).toBe(200);
	});

	it('keeps what came before a cut, and brings a trashed file and its folders back', async () => {
		const {client, sandbox} = await openOwnSandbox();
		await client.upload('/Jotta/Archive/f/a.txt', 'old');
		await client.post('/Jotta/Archive/f?dlDir=true');
		sandbox.setFaults('POST /upload/* cut-after=3 times=1');
		const {upload_url: address} = await client.allocate('/Jotta/Archive/f/a.txt', 'newer');

		await expect(client.send(address, 'newer')).rejects.toThrow('fetch failed');
		const {resume_pos: resumed, upload_url: again} = await client.allocate('/Jotta/Archive/f/a.txt', 'newer');
		await client.send(again, 'er', {range: 'bytes=3-4'});

		expect(resumed).toBe(3);
		const {text} = await client.get('/Jotta/Archive/f/a.txt');
		expect(text).not.toContain('deleted=');
		expect([...text.matchAll(/<number>(?<number>\d)/gv)].map(({groups}) => groups?.number)).toEqual(['2', '1']);
	});

	it('sent twice at once leaves one whole file', async () => {
		const {client, sandbox} = await openOwnSandbox();
		const content = 'both of us '.repeat(50_000);
		const {upload_url: address} = await client.allocate('/Jotta/Archive/a.txt', content);

		const statuses = (await Promise.all([client.send(address, content), client.send(address, content)])).map(({status}) => status);

		expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 404]); // the second finds its upload done with
		expect(md5Of((await client.get('/Jotta/Archive/a.txt?mode=bin')).text)).toBe(md5Of(content));
		expect(sandbox.state.content.uploads()).toEqual([]);
	});

	it('whose file is destroyed meanwhile is told so', async () => {
		const {client, sandbox} = await openOwnSandbox({bandwidthUp: 1_000_000});
		const content = 'x'.repeat(300_000);
		const {upload_url: address} = await client.allocate('/Jotta/Archive/a.txt', content);

		const [sent, removed] = await Promise.all([client.send(address, content), client.post('/Jotta/Archive/a.txt?rm=true')]);

		expect([sent.status, removed.status]).toEqual([404, 200]);
		expect((await client.get('/Jotta/Archive/a.txt')).status).toBe(404);
		expect(sandbox.state.revisions.totalSize()).toBe(0);
	});

	it('can come in the old way, and says in the document what went wrong (E56)', async () => {
		const {client, sandbox} = await openOwnSandbox();
		const send = async (content: string, headers: Readonly<Record<string, string>>) => client.send(`${sandbox.url}/jfs/${client.user}/Jotta/Archive/a.txt?umode=nomultipart`, content, headers);

		const without = await send('abc', {JSize: '3'});
		const short = await send('ab', {JSize: '3', JMd5: md5Of('abc')});
		const rest = await send('c', {JSize: '3', JMd5: md5Of('abc')});
		const wrong = await send('xyz', {JSize: '3', JMd5: md5Of('zzz')});

		expect([without.status, short.status, rest.status, wrong.status]).toEqual([400, 201, 201, 201]);
		expect(without.text).toContain('Upload without md5 no longer supported. Use header JMd5.');
		expect([stateOf(short.text), stateOf(rest.text), stateOf(wrong.text)]).toEqual(['INCOMPLETE', undefined, 'CORRUPT']);
		expect((await client.get('/Jotta/Archive/a.txt?mode=bin')).text).toBe('abc');
	});
});

describe('the bytes of an upload, as they can be refused (22.3)', () => {
	it('needsRange: a body without it, where bytes are held, is no body (N12)', async () => {
		const {client} = await openOwnSandbox({switches: {needsRange: true}});
		const {upload_url: url} = await client.allocate('/Jotta/Archive/a.txt', 'abcdef');

		expect((await client.send(url, 'abc')).status).toBe(420);
		expect((await client.send(url, 'abcdef')).status).toBe(400);
		expect(await client.allocate('/Jotta/Archive/a.txt', 'abcdef')).toMatchObject({resume_pos: 3});
		expect((await client.send(url, 'def', {range: 'bytes=3-5'})).status).toBe(200);
	});

	it('bareUploadErrors: 420, and 421 for a file that changed, say nothing (N5)', async () => {
		const {client} = await openOwnSandbox({switches: {bareUploadErrors: true}});
		const {upload_url: url} = await client.allocate('/Jotta/Archive/a.txt', 'abcdef');

		expect(await client.send(url, 'abc')).toMatchObject({status: 420, text: ''});
		const changed = new Promise<readonly [number | undefined, string]>((resolve, reject) => {
			request(url, {method: 'POST', headers: {authorization: `Bearer ${client.token}`, range: 'bytes=3-5'}}, response => { // fetch would send it once more
				void textOf(response).then(body => {
					resolve([response.statusCode, body]);
				});
			}).on('error', reject).end('DEF');
		});
		expect(await changed).toEqual([421, '']);
	});
});
