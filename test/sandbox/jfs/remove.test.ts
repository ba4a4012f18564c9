import {describe, expect, it} from 'vitest';
import {md5Of, openOwnSandbox, openSandboxClient} from '../../support/sandbox/sandbox-client.ts';

const hashHeaders = (content: string) => ({
	JSize: String(content.length), JMd5: md5Of(content), JCreated: '2026-01-10-T08:00:00Z', JModified: '2026-03-01-T16:20:30Z',
});

describe('the trash', () => {
	it('is emptied on request, counted by its top entries, and lets go of the bytes (E53)', async () => {
		const {client, sandbox} = await openOwnSandbox();
		await client.upload('/Jotta/Archive/f/a.txt', 'aaa');
		await client.upload('/Jotta/Archive/f/b.txt', 'bbb');
		await client.upload('/Jotta/Archive/c.txt', 'ccc');
		await client.post('/Jotta/Archive/f?dlDir=true');
		await client.post('/Jotta/Archive/c.txt?dl=true');

		expect((await client.post('/Jotta/Archive/again.txt?cphash=true', hashHeaders('aaa'))).status).toBe(200);
		expect(JSON.parse((await client.api('/files/v1/purge_trash')).text)).toEqual({files: 1, folders: 1});
		expect(sandbox.state.revisions.totalSize()).toBe(3);
		expect((await client.post('/Jotta/Archive/late.txt?cphash=true', hashHeaders('bbb'))).status).toBe(404);
		expect((await client.get('/Jotta/Archive/again.txt?mode=bin')).text).toBe('aaa');
	});

	it('forgets what is older than thirty days (E54)', async () => {
		const {client, sandbox} = await openOwnSandbox();
		await client.upload('/Jotta/Archive/a.txt', 'a');
		await client.post('/Jotta/Archive/a.txt?dl=true');
		const day = 24 * 3600 * 1000;

		sandbox.state.clock.advance(29 * day);
		const before = await openSandboxClient(sandbox);
		expect((await before.get('/Jotta/Archive/a.txt')).status).toBe(200);
		sandbox.state.clock.advance(1.1 * day);
		const after = await openSandboxClient(sandbox);
		expect((await after.get('/Jotta/Archive/a.txt')).status).toBe(404);
	});
});
