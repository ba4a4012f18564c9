import {describe, expect, it} from 'vitest';
import {md5Of, openOwnSandbox} from '../../support/sandbox/sandbox-client.ts';

/** What a file's document says first under a name: of its current revision. */
const fieldOf = (xml: string, name: string) => new RegExp(`<${name}>(?<value>[^<]*)<`, 'v').exec(xml)?.groups?.value;

describe('a file by hash', () => {
	it.each([
		['2026-03-01-T16:20:30Z', '2026-03-01-T16:20:30Z'],
		['2026-03-01-T16:20:30+0100', '2026-03-01-T15:20:30Z'],
		['2026-03-01T16:20:30.999Z', '2026-03-01-T16:20:30Z'],
		['yesterday', '2023-11-14-T22:13:20Z'], // not a time: now
	])('has the time that was asked for: %s (E29)', async (asked, stored) => {
		const {client, sandbox: {state}} = await openOwnSandbox();
		state.clock.set(1_700_000_000_000);
		await client.upload('/Jotta/Archive/a.txt', 'a');

		const {status, text} = await client.post('/Jotta/Archive/a.txt?cphash=true', {JSize: '1', JMd5: md5Of('a'), JModified: asked});

		expect([status, fieldOf(text, 'modified'), fieldOf(text, 'number')]).toEqual([200, stored, '1']);
	});

	it('can be made of what is only in the trash or an old version, and not when that is gone (E29)', async () => {
		const {client} = await openOwnSandbox();
		await client.upload('/Jotta/Archive/a.txt', 'old');
		await client.upload('/Jotta/Archive/a.txt', 'new');
		const make = async (name: string) => (await client.post(`/Jotta/Archive/made/${name}?cphash=true`, {JSize: '3', JMd5: md5Of('old')})).status;

		expect(await make('b.txt')).toBe(200);
		await client.post('/Jotta/Archive/a.txt?rm=true');
		await client.post('/Jotta/Archive/made/b.txt?dl=true');
		expect(await make('c.txt')).toBe(200);
		await client.post('/Jotta/Archive/made/b.txt?rm=true');
		await client.post('/Jotta/Archive/made/c.txt?rm=true');
		expect(await make('d.txt')).toBe(404);
	});
});
