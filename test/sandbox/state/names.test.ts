import {describe, expect, it} from 'vitest';
import {encoded, md5Of, openOwnSandbox} from '../../support/sandbox/sandbox-client.ts';

const namesIn = (xml: string) => [...xml.matchAll(/<(?:folder|file) name="(?<name>[^"]*)"/gv)].map(({groups}) => groups?.name);

const hashHeaders = (content: string) => ({
	JSize: String(content.length), JMd5: md5Of(content), JCreated: '2026-01-10-T08:00:00Z', JModified: '2026-03-01-T16:20:30Z',
});

describe('names', () => {
	it('are compared without case and keep their first spelling (E5)', async () => {
		const {client} = await openOwnSandbox();
		await client.upload('/Jotta/Archive/Readme.txt', 'one');
		await client.upload('/jotta/ARCHIVE/readme.TXT', 'two');

		expect(namesIn((await client.get('/Jotta/Archive')).text)).toEqual(['Readme.txt']);
		expect((await client.get('/Jotta/Archive/README.TXT?mode=bin')).text).toBe('two');
	});

	it('are refused when new and bad, in every way to make one (E6)', async () => {
		const {client} = await openOwnSandbox();
		await client.upload('/Jotta/Archive/a.txt', 'a');
		for (const name of ['a:b', 'a"b', 'a*b', 'a<b', 'a|b', 'tab\there', '\u{FEFF}x', 'x'.repeat(256)]) {
			const to = encodeURIComponent(`/${client.user}/Jotta/Archive/${name}`);
			const statuses = [
				(await client.post(`/Jotta/Archive/${encoded(name)}?mkDir=true`)).status,
				(await client.post(`/Jotta/Archive/a.txt?mv=${to}`)).status,
				(await client.post(`/Jotta/Archive/a.txt?cp=${to}`)).status,
				(await client.post(`/Jotta/Archive/${encoded(name)}?cphash=true`, hashHeaders('a'))).status,
				(await client.allocate(`/Jotta/Archive/${name}`, 'new')).status,
			];
			expect({name, statuses}).toEqual({name, statuses: [400, 400, 400, 400, 400]});
		}
	});

	it('takesRawNames: put in by raw requests they are listed as stored, and asked for; a raw percent sign is refused (N18, 2.1)', async () => {
		const {client, sandbox} = await openOwnSandbox({switches: {takesRawNames: true}});
		const names = ['a:b', 'a#b', 'a&b', 'a=b', 'a^b', 'a}b', 'a?b', 'a{b', 'a+b', 'a*b', 'a"b', 'a<b', 'a>b', 'a|b'];
		for (const name of names) {
			expect([name, await client.upload(`/Jotta/Archive/${name}`, name)]).toEqual([name, 200]);
			expect((await client.get(`/Jotta/Archive/${encoded(name)}?mode=bin`)).text).toBe(name);
		}

		const stored = await (await fetch(`${sandbox.url}/sandbox/stored`)).json() as ReadonlyArray<{path: string}>;
		expect(stored.map(({path}) => path)).toEqual(expect.arrayContaining(names.map(name => `/Jotta/Archive/${name}`)));
		expect(namesIn((await client.get('/Jotta/Archive')).text)).toContain('a&lt;b');

		expect((await client.get('/Jotta/Archive/50%25')).status).toBe(400);
		expect((await client.allocate('/Jotta/Archive/\u{FEFF}x', 'x')).status).toBe(400);
	});

	it('that a phone has stored are listed and cannot be asked for (E6)', async () => {
		const {client} = await openOwnSandbox({isDemo: true});

		expect(namesIn((await client.get('/Jotta/Archive/Odd%20names')).text)).toContain('msf:1234.jpg');
		expect((await client.get('/Jotta/Archive/Odd%20names/msf%3A1234.jpg')).status).toBe(404);
	});

	it('are decoded once; a plus is a space, and a bare semicolon ends them (E5)', async () => {
		const {client, sandbox} = await openOwnSandbox();
		await client.upload('/Jotta/Archive/a b', 'spaced');
		await client.upload('/Jotta/Archive/a+b', 'plus');
		await client.upload('/Jotta/Archive/x;y', 'semicolon');
		const read = async (name: string) => (await client.get(`/Jotta/Archive/${name}?mode=bin`)).text;

		expect([await read('a+b'), await read('a%2Bb'), await read('x%3By')]).toEqual(['spaced', 'plus', 'semicolon']);
		expect((await client.get('/Jotta/Archive/x;y')).status).toBe(404);
		sandbox.state.switches.cutsAtSemicolon = false;
		expect(await read('x;y')).toBe('semicolon');
		expect(await client.get('/Jotta/Archive/50%25')).toMatchObject({status: 400, text: '400 Bad request'});
	});
});
