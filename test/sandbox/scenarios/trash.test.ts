import {describe, expect, it} from 'vitest';
import {
	md5Of,
	openOwnSandbox,
} from '../../support/sandbox/sandbox-client.ts';

describe('trash (protocol.md 18.6)', () => {
	it('7. copy onto a trashed name', async () => {
		const {client} = await openOwnSandbox();
		const copy = '/Jotta/Archive/b.txt';
		await client.upload('/Jotta/Archive/a.txt', 'source');
		await client.upload(copy, 'gone');
		await client.post(`${copy}?dl=true`);

		const copied = await client.post(`/Jotta/Archive/a.txt?cp=${encodeURIComponent(`/${client.user}${copy}`)}`);
		const cured = await client.post(`${copy}?cphash=true`, {
			JSize: '6', JMd5: md5Of('source'), JCreated: '2026-01-10-T08:00:00Z', JModified: '2026-03-01-T16:20:30Z',
		});

		expect([copied.status, cured.status]).toEqual([200, 200]);
		expect(copied.text).toMatch(/<file [^>]*deleted="/v);
		expect(cured.text).not.toContain('deleted=');
		expect((await client.get(`${copy}?mode=bin`)).text).toBe('source');
	});

	it('8. trash a folder in which a file had been trashed earlier, restore the folder: the earlier one stays trashed', async () => {
		const {client, sandbox} = await openOwnSandbox();
		await client.upload('/Jotta/Archive/f/early.txt', 'early');
		await client.upload('/Jotta/Archive/f/late.txt', 'late');
		await client.post('/Jotta/Archive/f/early.txt?dl=true');
		sandbox.state.clock.advance(60_000);
		await client.post('/Jotta/Archive/f?dlDir=true');

		const {text} = await client.get('/Jotta/Archive/f');
		const times = [...text.matchAll(/<(?:file|folder) name="(?<name>[^"]*)"(?: uuid="[^"]*")? deleted="(?<time>[^"]*)"/gv)].map(({groups}) => [groups?.name, groups?.time]);
		await client.post('/Jotta/Archive/f?mkDir=true');
		await client.post('/Jotta/Archive/f/late.txt?cphash=true', {JSize: '4', JMd5: md5Of('late')});

		expect(times).toEqual([['f', expect.any(String)], ['early.txt', expect.any(String)], ['late.txt', times[0]?.[1]]]);
		expect(times[1]?.[1]).not.toBe(times[0]?.[1]);
		const restored = (await client.get('/Jotta/Archive/f')).text;
		expect([...restored.matchAll(/name="(?<name>[^"]*)"(?: uuid="[^"]*")? deleted=/gv)].map(({groups}) => groups?.name)).toEqual(['early.txt']);
	});

	it('9. two trashed items of the same name from different folders', async () => {
		const {client} = await openOwnSandbox();
		for (const folder of ['Archive/one', 'Sync']) {
			await client.upload(`/Jotta/${folder}/same.txt`, folder);
			await client.post(`/Jotta/${folder}/same.txt?dl=true`);
		}

		const {text} = await client.get('/Jotta/Trash');

		const found = [...text.matchAll(/<file name="same\.txt"[^>]* contextType="TRASH">\s*<abspath xml:space="preserve">(?<place>[^<]*)<\/abspath>/gv)];
		expect(found.map(({groups}) => groups?.place)).toEqual([`/${client.user}/Jotta/Sync`, `/${client.user}/Jotta/Archive/one`].toSorted().toReversed());
	});

	it('10. delete for good from trash after somebody re-created the folder (must refuse)', async () => {
		const {client} = await openOwnSandbox();
		await client.upload('/Jotta/Archive/f/a.txt', 'trashed');
		await client.post('/Jotta/Archive/f?dlDir=true');
		await client.post('/Jotta/Archive/f?mkDir=true');
		await client.upload('/Jotta/Archive/f/new.txt', 'live');

		const seen = (await client.get('/Jotta/Archive/f')).text;
		const trash = (await client.get('/Jotta/Trash')).text;

		expect(seen).toMatch(/<folder name="f" time=/v); // no `deleted`: who looks before deleting refuses
		expect(trash).not.toContain('<folder ');
		expect(trash).toContain('<file name="a.txt"');
	});
});
