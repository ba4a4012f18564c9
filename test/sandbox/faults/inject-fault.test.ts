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
import {createRandom} from '../../../source/sandbox/faults/random.ts';
import {startTestSandbox} from '../../support/sandbox.ts';
import {openSandboxClient} from '../../support/sandbox/sandbox-client.ts';

const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined);

afterEach(() => {
	complaints.mockClear();
});

async function open(options: Parameters<typeof startTestSandbox>[0] = {}) {
	const sandbox = await startTestSandbox(options);
	return {sandbox, client: await openSandboxClient(sandbox)};
}

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
		const {sandbox, client} = await open();

		const answer = await fetch(`${sandbox.url}/jfs/${client.user}${path}`, {method, headers: {authorization: `Bearer ${client.token}`}});

		expect([answer.status, await answer.text()]).toEqual([status, expect.stringContaining(words)]);
	});

	it('is taken for an upload when it carries the type of one (E30)', async () => {
		const {sandbox, client} = await open();
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
		const {sandbox, client} = await open();

		const answer = await fetch(`${sandbox.url}/files/v1/allocate`, {method: 'POST', body, headers: {authorization: `Bearer ${client.token}`}});

		expect(answer.status).toBe(status);
		expect(complaints).not.toHaveBeenCalled();
	});

	it('of any kind is answered, and never with surprise', async () => {
		const {sandbox, client} = await open();
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

		expect(complaints.mock.calls.filter(([words]) => !String(words).includes('DATA LOSS'))).toEqual([]);
		expect([...statuses].toSorted((a, b) => a - b)).toEqual(expect.arrayContaining([200, 400, 404, 500]));
	});

	it('that is not even HTTP leaves the sandbox standing', async () => {
		const {sandbox, client} = await open();
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

describe('what goes wrong on purpose', () => {
	const statusOf = async (url: string) => fetch(`${url}/account/v1/customer`).then(({status}) => status).catch(() => 'cut' as const);

	it('happens so many times, after so many, or at a rate that a seed repeats', async () => {
		const {sandbox: {url, setFaults}} = await open();
		const ten = async () => Promise.all(Array.from({length: 10}, async () => statusOf(url)));

		setFaults('GET /account/* status=503 times=2 after=1');
		expect(await ten().then(all => all.filter(status => status === 503))).toHaveLength(2);
		const runs = [];
		for (let run = 0; run < 2; run += 1) {
			setFaults('ANY * status=429 retry-after=7 rate=0.5 seed=3; GET /account/* drop=before rate=0.5 seed=4');
			const statuses = [];
			for (let count = 0; count < 12; count += 1) {
				statuses.push(await statusOf(url));
			}

			runs.push(statuses);
		}

		expect(runs[0]).toEqual(runs[1]);
		expect(new Set(runs[0])).toEqual(new Set([429, 'cut', 401]));
	});

	it('comes in the form that was asked for', async () => {
		const {sandbox: {setFaults}, client} = await open();
		await client.upload('/Jotta/Archive/a.txt', '0123456789');
		const read = async (faults: string) => {
			setFaults(faults);
			return client.get('/Jotta/Archive/a.txt?mode=bin').then(({status, text: body, headers}) => [status, body, headers.get('retry-after')]).catch(() => ['cut']);
		};

		expect(await read('GET *mode=bin status=429 retry-after=7')).toEqual([429, expect.stringContaining('<code>429</code>'), '7']);
		expect(await read('GET * status=502 plain')).toEqual([502, '<html><body>502</body></html>', null]);
		expect(await read('GET * flip')).toEqual([200, '01234`6789', null]);
		expect(await read('GET * truncate=4')).toEqual([200, '0123', null]);
		expect(await read('GET * cut-after=4')).toEqual(['cut']);
		expect(await read('GET * drop=after')).toEqual(['cut']);
		expect(await read('GET * then-status=500')).toEqual([500, expect.stringContaining('SandboxFaultException'), null]);
	});

	it('can be a body that stops in the middle and goes on', async () => {
		const {sandbox: {url, setFaults, log}, client} = await open();
		const content = 'x'.repeat(1000);
		setFaults('POST /upload/* stall=300 stall-at=400; GET *mode=bin stall=600000 stall-at=400');
		const {upload_url: address} = await client.allocate('/Jotta/Archive/a.txt', content);

		const sent = await client.send(address, content);
		const answer = await fetch(`${url}/jfs/${client.user}/Jotta/Archive/a.txt?mode=bin`, {headers: {authorization: `Bearer ${client.token}`}});
		const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
		const {value} = await reader.read();
		await reader.cancel();

		expect([sent.status, value?.length]).toEqual([200, 400]);
		expect(log.find(({path}) => path.startsWith('/upload/'))?.took).toBeGreaterThanOrEqual(295);
	});

	it('can be a slow line in each direction, a small account, tokens that soon end', async () => {
		const {sandbox: {url, log, state}, client} = await open();
		const limit = async (limits: object) => fetch(`${url}/sandbox/limits`, {method: 'POST', body: JSON.stringify(limits)});
		const took = (part: string) => log.find(({path}) => path.includes(part))!.took;
		const content = 'x'.repeat(40_000);

		await limit({bandwidthUp: 100_000});
		await client.upload('/Jotta/Archive/a.txt', content);
		await limit({bandwidthUp: 0, bandwidthDown: 80_000});
		await limit({capacity: 50_000, tokenTtl: 5});
		await client.get('/Jotta/Archive/a.txt?mode=bin');
		await client.upload('/Jotta/Archive/b.txt', content.slice(1, 5));
		const full = await client.allocate('/Jotta/Archive/c.txt', content.slice(1));
		const brief = await openSandboxClient({url, state});
		state.clock.advance(6000);

		expect([took('/upload/') >= 350, took('mode=bin') >= 450]).toEqual([true, true]);
		expect([full.status, (await brief.get('')).status, (await client.get('')).status]).toEqual([460, 401, 200]);
	});

	it('can be changed while the sandbox runs, and is written down', async () => {
		const {sandbox: {url}, client} = await open();
		const control = async (path: string, body = '') => (await fetch(`${url}/sandbox/${path}`, {method: body === '' ? 'GET' : 'POST', body: body === '' ? null : body})).json();

		await control('faults', 'GET /jfs/* status=500 times=1');
		const failed = await client.get('');
		await control('switches', '{"hasTwoFactors":true}');
		await control('clock', '{"now":1700000000000}');
		await client.upload('/Jotta/Archive/a.txt', 'five!');
		const log = await control('log') as ReadonlyArray<Record<string, unknown>>;

		expect(failed.status).toBe(500);
		expect(log.find(({path}) => String(path).startsWith('/upload/'))).toMatchObject({
			method: 'POST', status: 200, received: 5, time: 1_700_000_000_000, sent: expect.any(Number) as number, took: expect.any(Number) as number,
		});
	});
});
