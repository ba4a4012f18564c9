import {
	describe,
	expect,
	it,
} from 'vitest';
import {openOwnSandbox, openSandboxClient} from '../../support/sandbox/sandbox-client.ts';

describe('what goes wrong on purpose', () => {
	const statusOf = async (url: string) => fetch(`${url}/account/v1/customer`).then(({status}) => status).catch(() => 'cut' as const);

	it('happens so many times, after so many, or at a rate that a seed repeats', async () => {
		const {sandbox: {url, setFaults}} = await openOwnSandbox();
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
		const {sandbox: {setFaults}, client} = await openOwnSandbox();
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
		const {sandbox: {url, setFaults, log}, client} = await openOwnSandbox();
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
		const {sandbox: {url, log, state}, client} = await openOwnSandbox();
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
		const {sandbox: {url}, client} = await openOwnSandbox();
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
