import {describe, expect, it} from 'vitest';
import {openOwnSandbox} from '../support/sandbox/sandbox-client.ts';

describe('public links', () => {
	it('are switched on and off, any number of times, with a new address each time (E43, E44)', async () => {
		const {client} = await openOwnSandbox();
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
});

describe('the page of a public link', () => {
	it.each([
		['prefixed', /^\/s\/[0-9a-f]{35}$/v],
		['bare', /^\/s\/[0-9a-f]{32}$/v],
		['missing', undefined],
	] as const)('sharePath: %s (N2)', async (sharePath, form) => {
		const {client} = await openOwnSandbox({switches: {sharePath}});
		const pages: Array<string | undefined> = [];
		for (const name of ['a.txt', 'b.txt']) {
			await client.upload(`/Jotta/Archive/${name}`, name);
			pages.push(/<publicSharePath>(?<page>[^<]*)</v.exec((await client.get(`/Jotta/Archive/${name}?mode=enableShare`)).text)?.groups?.page);
		}

		if (form === undefined) {
			expect(pages).toEqual([undefined, undefined]);
		} else {
			expect(pages.every(page => form.test(page ?? ''))).toBe(true);
			expect(pages[0]!.slice(0, -32)).toBe(pages[1]!.slice(0, -32));
			expect(pages[0]).not.toBe(pages[1]);
		}
	});
});
