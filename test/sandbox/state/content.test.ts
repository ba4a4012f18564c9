import {describe, expect, it} from 'vitest';
import {startTestSandbox} from '../../support/sandbox.ts';
import {md5Of, openSandboxClient} from '../../support/sandbox/sandbox-client.ts';

async function open(options: Parameters<typeof startTestSandbox>[0] = {}) {
	const sandbox = await startTestSandbox(options);
	return {sandbox, client: await openSandboxClient(sandbox)};
}

const errorId = (text: string) => (JSON.parse(text) as {error_id: string}).error_id;
const stateOf = (text: string) => /<latestRevision>.*?<state>(?<state>\w+)<\/state>/sv.exec(text)?.groups?.state;

describe('an upload', () => {
	it('is announced, sent in pieces, and known afterwards (E51, E52)', async () => {
		const {client} = await open();
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
		const {client} = await open();
		const {upload_url: address} = await client.allocate('/Jotta/Archive/a.txt', 'abcdef');
		await client.send(address, 'abc');

		const {text} = await client.get('/Jotta/Archive/a.txt');
		await client.send(address, 'abcdef');

		expect([stateOf(text), text.includes('<size>3</size>')]).toEqual(['INCOMPLETE', true]);
		expect((await client.get('/Jotta/Archive/a.txt?mode=bin')).text).toBe('abcdef');
	});

	it('of no bytes is complete after an empty body', async () => {
		const {client} = await open();

		expect(await client.upload('/Jotta/Archive/empty', '')).toBe(200);
		const {status, text, headers} = await client.get('/Jotta/Archive/empty?mode=bin');

		expect([status, text, headers.get('content-length')]).toEqual([200, '', '0']);
		expect(await client.upload('/Jotta/Archive/empty too', '')).toBe(200);
	});

	it('is refused when it is too long, unknown, or in conflict where that was forbidden', async () => {
		const {client, sandbox} = await open();
		const {upload_url: address} = await client.allocate('/Jotta/Archive/a.txt', 'four');

		expect((await client.send(address, 'far too long')).status).toBe(400);
		expect((await client.send(`${sandbox.url}/upload/nonsense`, 'x')).status).toBe(404);
		await client.send(address, 'four');
		const conflict = await client.allocate('/Jotta/Archive/a.txt', 'other', {conflict_handler: 'REJECT_CONFLICTS'});
		expect([conflict.status, conflict.error_id]).toEqual([409, 'UniqueFileException']);
	});

	it('is refused when it does not fit, but not when the content is known', async () => {
		const {client} = await open({capacity: 10});
		await client.upload('/Jotta/Archive/a.txt', '1234567');

		const full = await client.allocate('/Jotta/Archive/b.txt', 'abcd');

		expect([full.status, full.error_id]).toEqual([460, 'QuotaExceededException']);
		expect(await client.upload('/Jotta/Archive/copy.txt', '1234567')).toBe(200);
	});

	it('keeps what came before a cut, and brings a trashed file and its folders back', async () => {
		const {client, sandbox} = await open();
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
		const {client, sandbox} = await open();
		const content = 'both of us '.repeat(50_000);
		const {upload_url: address} = await client.allocate('/Jotta/Archive/a.txt', content);

		const statuses = (await Promise.all([client.send(address, content), client.send(address, content)])).map(({status}) => status);

		expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 404]); // the second finds its upload done with
		expect(md5Of((await client.get('/Jotta/Archive/a.txt?mode=bin')).text)).toBe(md5Of(content));
		expect(sandbox.state.content.uploads()).toEqual([]);
	});

	it('whose file is destroyed meanwhile is told so', async () => {
		const {client, sandbox} = await open({bandwidthUp: 1_000_000});
		const content = 'x'.repeat(300_000);
		const {upload_url: address} = await client.allocate('/Jotta/Archive/a.txt', content);

		const [sent, removed] = await Promise.all([client.send(address, content), client.post('/Jotta/Archive/a.txt?rm=true')]);

		expect([sent.status, removed.status]).toEqual([404, 200]);
		expect((await client.get('/Jotta/Archive/a.txt')).status).toBe(404);
		expect(sandbox.state.revisions.totalSize()).toBe(0);
	});

	it('can come in the old way, and says in the document what went wrong (E56)', async () => {
		const {client, sandbox} = await open();
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

describe('a download', () => {
	it('is whole, in part, or refused (E40)', async () => {
		const {client} = await open();
		await client.upload('/Jotta/Archive/a.txt', '0123456789');
		const read = async (range?: string) => {
			const {status, text, headers} = await client.get('/Jotta/Archive/a.txt?mode=bin', range === undefined ? {} : {range});
			return [status, status < 300 ? text : /message>no\.jotta\.backup\.errors\.(?<name>\w+)/v.exec(text)?.groups?.name, headers.get('content-range')];
		};

		expect(await read()).toEqual([200, '0123456789', null]);
		expect(await read('bytes=3-5')).toEqual([206, '345', 'bytes 3-5/10']);
		expect(await read('bytes=7-')).toEqual([206, '789', 'bytes 7-9/10']);
		expect(await read('bytes=5-99')).toEqual([206, '56789', 'bytes 5-9/10']);
		expect(await read('bytes=10-')).toEqual([416, 'RequestedRangeNotSatisfiedException', null]);
		expect(await read('bytes=5-3')).toEqual([416, 'RequestedRangeNotSatisfiedException', null]);
	});

	it('works from the trash, not of what is unfinished or a folder (E40)', async () => {
		const {client} = await open();
		await client.upload('/Jotta/Archive/f/a.txt', 'trashed');
		await client.post('/Jotta/Archive/f/a.txt?dl=true');
		await client.allocate('/Jotta/Archive/f/begun.txt', 'never sent');

		expect((await client.get('/Jotta/Archive/f/a.txt?mode=bin')).text).toBe('trashed');
		expect((await client.get('/Jotta/Archive/f/begun.txt?mode=bin')).status).toBe(404);
		expect((await client.get('/Jotta/Archive/f?mode=bin')).status).toBe(400);
	});

	it('of a thumbnail is the same small picture for every image (E41)', async () => {
		const {client, sandbox} = await open({isDemo: true});
		const picture = 'Jotta/Archive/Pictures/2026/01%20January/IMG_2000.jpg';
		const ask = async (size: string) => fetch(`${sandbox.url}/jfs/${client.user}/${picture}?mode=thumb&ts=${size}`, {headers: {authorization: `Bearer ${client.token}`}});

		const [small, large] = [await ask('WS'), await ask('WXL')];
		const bytes = new Uint8Array(await small.arrayBuffer());

		expect([small.headers.get('content-type'), bytes.slice(0, 2), bytes.slice(-2)]).toEqual(['image/jpeg', Uint8Array.of(0xFF, 0xD8), Uint8Array.of(0xFF, 0xD9)]);
		expect(new Uint8Array(await large.arrayBuffer())).toEqual(bytes);
		expect((await client.get('/Jotta/Archive/Documents/Welcome.txt?mode=thumb')).status).toBe(404);
	});
});

describe('a whole tree', () => {
	it('is listed flat, with everything in it (protocol.md 7.3)', async () => {
		const {client} = await open();
		await client.upload('/Jotta/Archive/f/a.txt', 'a');
		await client.upload('/Jotta/Archive/f/deep/b.txt', 'b');
		await client.post('/Jotta/Archive/f/empty?mkDir=true');
		await client.post('/Jotta/Archive/f/deep?dlDir=true');

		const {text} = await client.get('/Jotta/Archive/f?mode=list');

		expect([...text.matchAll(/<(?:folder|file) name="(?<name>[^"]*)"(?<rest>[^>]*)>/gv)].map(({groups}) => `${groups?.name}${groups?.rest?.includes('deleted') ? ' †' : ''}`)).toEqual(['f', 'a.txt', 'deep †', 'b.txt †', 'empty']);
		expect(text).toMatch(/^<\?xml[^>]*>\s*<filedirlist time=/v);
	});

	it.each(['', '?mode=list', '?mode=liststream'])('is whole and in order where a folder is large (GET%s)', async mode => {
		const {client, sandbox: {state: {tree, revisions}}} = await open();
		const {id} = tree.add(tree.find(['Jotta', 'Archive'])!.id, 'large', 'folder');
		const names = Array.from({length: 2500}, (_, index) => `${String(index).padStart(4, '0')}.txt`);
		for (const name of names.toReversed()) {
			revisions.add(tree.add(id, name, 'file').id, name, {
				state: 'COMPLETED', created: 0, modified: 0, updated: 0, size: 1, md5: md5Of(name),
			});
		}

		const {text} = await client.get(`/Jotta/Archive/large${mode}`);

		expect([...text.matchAll(/(?:<file name="|<filename>)(?<name>[^"<]*)/gv)].map(({groups}) => groups?.name)).toEqual(names);
	});

	it.each([
		['all', ['/Archive/f', '/Archive/f/deep', '/Archive/f/empty']],
		['implied', ['/Archive/f/empty']],
	] as const)('streams live, whole files and announces folders (%s, E42)', async (streamStyle, folders) => {
		const {client} = await open({streamStyle});
		await client.upload('/Jotta/Archive/f/a.txt', 'a');
		await client.upload('/Jotta/Archive/f/gone.txt', 'gone');
		await client.post('/Jotta/Archive/f/gone.txt?dl=true');
		await client.allocate('/Jotta/Archive/f/begun.txt', 'never sent');
		await client.upload('/Jotta/Archive/f/deep/b.txt', 'b');
		await client.post('/Jotta/Archive/f/empty?mkDir=true');

		const {text} = await client.get('/Jotta/Archive/F?mode=liststream');

		expect([...text.matchAll(/<folder><path>(?<path>[^<]*)/gv)].map(({groups}) => groups?.path)).toEqual(folders);
		expect([...text.matchAll(/<filename>(?<name>[^<]*)/gv)].map(({groups}) => groups?.name)).toEqual(['a.txt', 'b.txt']);
		expect(text).toContain('<modified>2026-03-01T16:20:30.000Z</modified>');
		expect(text).toContain('<stats><folders>3</folders><files>2</files></stats>');
		expect(text).not.toMatch(/>\s+</v);
	});
});

describe('public links and views', () => {
	it('are switched on and off, any number of times, with a new address each time (E43, E44)', async () => {
		const {client} = await open();
		await client.upload('/Jotta/Archive/a.txt', 'a');
		const uri = async (mode: string) => /<publicURI>(?<uri>[\da-f]{32})</v.exec((await client.get(`/Jotta/Archive/a.txt?mode=${mode}`)).text)?.groups?.uri;

		const [first, again, off, offAgain, second] = [await uri('enableShare'), await uri('enableShare'), await uri('disableShare'), await uri('disableShare'), await uri('enableShare')];
		await client.post('/Jotta/Archive/a.txt?dl=true');
		const links = (await client.get('/Jotta/Links')).text;

		expect([again, off, offAgain]).toEqual([first, undefined, undefined]);
		expect(second).not.toBe(first);
		expect(links).toContain('<metadata first="0" max="1" total="1" num_folders="1"/>');
		expect((await client.get('/Jotta/Archive/none?mode=enableShare')).status).toBe(404);
	});

	it('show what is latest, ten at least, newest first', async () => {
		const {client, sandbox} = await open();
		for (let index = 0; index < 12; index += 1) {
			sandbox.state.clock.advance(1000);
			await client.upload(`/Jotta/Archive/${index}.txt`, `file ${index}`);
		}

		const {text} = await client.get('/Jotta/Latest?sort=updated&max=3&web=true');

		expect([...text.matchAll(/<file name="(?<name>[^"]*)"/gv)].map(({groups}) => groups?.name)).toEqual(['11', '10', '9', '8', '7', '6', '5', '4', '3', '2'].map(name => `${name}.txt`));
	});
});
