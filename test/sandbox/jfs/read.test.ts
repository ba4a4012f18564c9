import {describe, expect, it} from 'vitest';
import {openOwnSandbox} from '../../support/sandbox/sandbox-client.ts';

describe('a download', () => {
	it('is whole, in part, or refused (E40)', async () => {
		const {client} = await openOwnSandbox();
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
		const {client} = await openOwnSandbox();
		await client.upload('/Jotta/Archive/f/a.txt', 'trashed');
		await client.post('/Jotta/Archive/f/a.txt?dl=true');
		await client.allocate('/Jotta/Archive/f/begun.txt', 'never sent');

		expect((await client.get('/Jotta/Archive/f/a.txt?mode=bin')).text).toBe('trashed');
		expect((await client.get('/Jotta/Archive/f/begun.txt?mode=bin')).status).toBe(404);
		expect((await client.get('/Jotta/Archive/f?mode=bin')).status).toBe(400);
	});

	it('of a thumbnail is the same small picture for every image (E41)', async () => {
		const {client, sandbox} = await openOwnSandbox({isDemo: true});
		const picture = 'Jotta/Archive/Pictures/2026/01%20January/IMG_2000.jpg';
		const ask = async (size: string) => fetch(`${sandbox.url}/jfs/${client.user}/${picture}?mode=thumb&ts=${size}`, {headers: {authorization: `Bearer ${client.token}`}});

		const [small, large] = [await ask('WS'), await ask('WXL')];
		const bytes = new Uint8Array(await small.arrayBuffer());

		expect([small.headers.get('content-type'), bytes.slice(0, 2), bytes.slice(-2)]).toEqual(['image/jpeg', Uint8Array.of(0xFF, 0xD8), Uint8Array.of(0xFF, 0xD9)]);
		expect(new Uint8Array(await large.arrayBuffer())).toEqual(bytes);
		expect((await client.get('/Jotta/Archive/Documents/Welcome.txt?mode=thumb')).status).toBe(404);
	});
});

describe('the view of the latest', () => {
	it('shows ten at least, newest first', async () => {
		const {client, sandbox} = await openOwnSandbox();
		for (let index = 0; index < 12; index += 1) {
			sandbox.state.clock.advance(1000);
			await client.upload(`/Jotta/Archive/${index}.txt`, `file ${index}`);
		}

		const {text} = await client.get('/Jotta/Latest?sort=updated&max=3&web=true');

		expect([...text.matchAll(/<file name="(?<name>[^"]*)"/gv)].map(({groups}) => groups?.name)).toEqual(['11', '10', '9', '8', '7', '6', '5', '4', '3', '2'].map(name => `${name}.txt`));
	});
});

describe('the document of a device, as it can be (22.3)', () => {
	it('listsTrash: among the mountpoints of Jotta, and of no other device (N1)', async () => {
		const {client, sandbox: {state: {switches}}} = await openOwnSandbox();
		await client.post('/LAPTOP?type=LAPTOP');
		const lists = async (device: string) => (await client.get(`/${device}`)).text.includes('<name xml:space="preserve">Trash</name>');

		expect([await lists('Jotta'), await lists('LAPTOP')]).toEqual([true, false]);
		switches.listsTrash = false;
		expect(await lists('Jotta')).toBe(false);
	});

	it.each([
		['told', 3, 0],
		['empty', 0, 3],
		['missing', 0, 0],
		['mixed', 0, 2],
	] as const)('placeSizes: %s (N1)', async (placeSizes, told, empty) => {
		const {client} = await openOwnSandbox({switches: {placeSizes}});
		const places = (await client.get('/Jotta')).text.split('<mountPoints>', 2)[1]!;

		expect([places.split('<size>0</size>').length - 1, places.split('<size></size>').length - 1]).toEqual([told, empty]);
	});

	it('displayNames: what people call it (N20)', async () => {
		const {client} = await openOwnSandbox({switches: {displayNames: {Jotta: 'Ola’s own'}}});

		expect((await client.get('')).text).toContain('<display_name xml:space="preserve">Ola’s own</display_name>');
		expect((await client.get('/Jotta')).text).toContain('<name xml:space="preserve">Jotta</name>\n<display_name xml:space="preserve">Ola’s own</display_name>');
	});

	it('currentUnfinished: the current revision of a file need not be complete (N16)', async () => {
		const {client} = await openOwnSandbox({switches: {currentUnfinished: true}});
		await client.allocate('/Jotta/Archive/a.txt', 'a');

		for (const {text} of [await client.get('/Jotta/Archive'), await client.get('/Jotta/Archive/a.txt')]) {
			expect(text).toMatch(/<currentRevision>\n<number>1<\/number>\n<state>INCOMPLETE<\/state>/v);
			expect(text).not.toContain('latestRevision');
		}
	});
});
