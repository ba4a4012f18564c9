import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import type {RunningSandbox} from '../../../source/sandbox/server.ts';
import {until} from '../../support/drive.ts';
import {openProgramOn} from '../../support/program/program-on-sandbox.ts';
import {startTestSandbox} from '../../support/sandbox.ts';
import {
	md5Of,
	openOwnSandbox,
	openSandboxClient,
} from '../../support/sandbox/sandbox-client.ts';
import {makeTree} from '../../support/trees.ts';

const MiB = 1_048_576;
const uploadsOf = (log: ReadonlyArray<{readonly path: string; readonly received: number}>) => log.filter(request => request.path.startsWith('/upload/'));
const bytesUp = (log: Parameters<typeof uploadsOf>[0]) => uploadsOf(log).reduce((sum, {received}) => sum + received, 0);

/** MD5 of what a download of a file in Archive gives. */
async function runMd5(sandbox: RunningSandbox, name: string): Promise<string> {
	const {get} = await openSandboxClient(sandbox);
	return md5Of((await get(`/Jotta/Archive/${name}?mode=bin`)).text);
}

describe('uploads (protocol.md 18.6)', () => {
	it.skipIf(process.platform !== 'linux')('3. upload interrupted at 40 %, resumed in a new process', async () => {
		const sandbox = await startTestSandbox({bandwidthUp: 20 * MiB});
		const {state, log} = sandbox;
		const {folder, run, killEngine} = await openProgramOn(sandbox);
		await makeTree(folder, {'film.mkv': new Uint8Array(20 * MiB).fill(7)});
		const copy = ['cp', path.join(folder, 'film.mkv'), 'jotta:'];
		const stop = new AbortController();
		const interrupted = run(copy, {signal: stop.signal});
		await until(() => state.content.uploads().some(upload => state.content.received(upload) >= 8 * MiB));
		stop.abort();
		await interrupted;
		await killEngine();
		await until(() => uploadsOf(log).length === 1);

		const {status} = await run(copy);

		expect(status).toBe(0);
		expect(bytesUp(log)).toBeLessThan(24 * MiB); // not 28: what had arrived was not sent again
		expect(await runMd5(sandbox, 'film.mkv')).toBe(md5Of('\u{7}'.repeat(20 * MiB)));
	});

	it('4. local file changes during upload', async () => {
		const {client, sandbox} = await openOwnSandbox();
		const place = await client.allocate('/Jotta/Archive/a.txt', 'before');

		const corrupt = await client.send(place.upload_url, 'behind');
		const document = await client.get('/Jotta/Archive/a.txt');
		const again = await client.upload('/Jotta/Archive/a.txt', 'behind');

		expect([corrupt.status, JSON.parse(corrupt.text)]).toEqual([422, expect.objectContaining({error_id: 'CorruptUploadOpenApiException'})]);
		expect(document.text).toContain('<state>CORRUPT</state>');
		expect(again).toBe(200);
		expect(await runMd5(sandbox, 'a.txt')).toBe(md5Of('behind'));
	});

	it('5. same content uploaded twice (no bytes sent)', async () => {
		const sandbox = await startTestSandbox();
		const {folder, run} = await openProgramOn(sandbox);
		await makeTree(folder, {'a.txt': 'the same', 'b.txt': 'the same'});

		await run(['cp', path.join(folder, 'a.txt'), 'jotta:']);
		await run(['cp', path.join(folder, 'b.txt'), 'jotta:']);

		expect(bytesUp(sandbox.log)).toBe(8);
		expect((await run(['cat', 'jotta:b.txt'])).out).toBe('the same');
	});

	it('6. touch: time change without upload', async () => {
		const {client} = await openOwnSandbox();
		await client.upload('/Jotta/Archive/a.txt', 'dated');

		const touched = await client.post('/Jotta/Archive/a.txt?cphash=true', {
			JSize: '5', JMd5: md5Of('dated'), JCreated: '2026-01-10-T08:00:00Z', JModified: '2020-02-03-T05:05:06+0100',
		});

		expect(touched.status).toBe(200);
		expect(touched.text).toContain('<number>1</number>');
		expect(touched.text).toContain('<modified>2020-02-03-T04:05:06Z</modified>');
	});

	it('15. quota reached in the middle of a batch', async () => {
		const sandbox = await startTestSandbox({capacity: 25_000});
		const {folder, run} = await openProgramOn(sandbox);
		await makeTree(path.join(folder, 'batch'), Object.fromEntries([1, 2, 3, 4, 5].map(number => [`file ${number}`, new Uint8Array(8000).fill(number)])));

		// Room is taken when a file is complete, and the next is announced while one is sent: one more than there is room for may fit.
		const {status, err} = await run(['cp', '--transfers', '1', path.join(folder, 'batch'), 'jotta:']);

		const stored = [...sandbox.state.tree.children(sandbox.state.tree.find(['Jotta', 'Archive', 'batch'])?.id ?? -1)].filter(({id}) => sandbox.state.revisions.current(id));
		expect(status).toBe(1);
		expect(err).toMatch(/left|full|room|quota/iv);
		expect([3, 4]).toContain(stored.length);
		expect(sandbox.state.revisions.totalSize()).toBe(stored.length * 8000);
	});

	it('19. six uploads to one name: five versions remain; download the second', async () => {
		const {client, sandbox} = await openOwnSandbox();
		for (const number of [1, 2, 3, 4, 5, 6]) {
			await client.upload('/Jotta/Archive/a.txt', `version ${number}`);
		}

		const {text} = await client.get('/Jotta/Archive/a.txt');

		expect([...text.matchAll(/<number>(?<number>\d)<\/number>/gv)].map(({groups}) => groups?.number)).toEqual(['6', '5', '4', '3', '2']);
		expect((await client.get('/Jotta/Archive/a.txt?mode=bin&revision=2')).text).toBe('version 2');
		expect((await client.get('/Jotta/Archive/a.txt?mode=bin&revision=1')).status).toBe(404);
		expect(sandbox.state.revisions.isKnown(md5Of('version 1'), 9)).toBe(false);
	});
});
