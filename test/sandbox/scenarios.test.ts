import {Buffer} from 'node:buffer';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import type {Entry} from '../../source/files/entry.ts';
import type {FileSystem} from '../../source/files/file-system.ts';
import type {RunningSandbox} from '../../source/sandbox/server.ts';
import {openJotta} from '../../source/jotta/jotta-file-system.ts';
import {openProgramOn} from '../support/program/program-on-sandbox.ts';
import {signInTo, startTestSandbox} from '../support/sandbox.ts';
import {makeTree} from '../support/trees.ts';
import {
	encoded,
	exchange,
	md5Of,
	openSandboxClient,
	postForm,
} from '../support/sandbox/sandbox-client.ts';
import {until} from '../support/drive.ts';

const MiB = 1_048_576;
const uploadsOf = (log: ReadonlyArray<{readonly path: string; readonly received: number}>) => log.filter(request => request.path.startsWith('/upload/'));
const bytesUp = (log: Parameters<typeof uploadsOf>[0]) => uploadsOf(log).reduce((sum, {received}) => sum + received, 0);

async function open(options: Parameters<typeof startTestSandbox>[0] = {}) {
	const sandbox = await startTestSandbox(options);
	return {sandbox, client: await openSandboxClient(sandbox)};
}

async function openFiles(options: Parameters<typeof startTestSandbox>[0] = {}) {
	const sandbox = await startTestSandbox(options);
	const {client} = await signInTo(sandbox);
	return {sandbox, files: openJotta(client)};
}

async function entriesOf(files: FileSystem, folder: string): Promise<readonly Entry[]> {
	const entries: Entry[] = [];
	for await (const batch of files.list(folder)) {
		entries.push(...batch);
	}

	return entries;
}

describe('protocol.md 18.6', () => {
	it('1. login token used twice', async () => {
		const sandbox = await startTestSandbox();
		const program = await openProgramOn(sandbox);

		const [first, second] = [await program.run(['login', 'one'], {input: sandbox.loginToken}), await program.run(['login', 'two'], {input: sandbox.loginToken})];

		expect([first.status, second.status]).toEqual([0, 3]);
		expect(second.err).toMatch(/used|new one|another|once/v);
	});

	it('2. two clients sharing a copied refresh token', async () => {
		const {url, loginToken} = await startTestSandbox();
		const refresh = async (token: string) => postForm(`${url}/auth/realms/jottacloud/protocol/openid-connect/token`, {grant_type: 'refresh_token', refresh_token: token, client_id: 'jottacli'});
		const tokenIn = (answer: string) => (JSON.parse(answer) as {refresh_token: string}).refresh_token;
		const copied = tokenIn((await exchange(url, loginToken)).text);

		const first = await refresh(copied);
		const second = await refresh(copied);
		const firstAgain = await refresh(tokenIn(first.text));

		expect([first.status, second.status, firstAgain.status]).toEqual([200, 400, 400]);
	});

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
		const {client, sandbox} = await open();
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
		const {client} = await open();
		await client.upload('/Jotta/Archive/a.txt', 'dated');

		const touched = await client.post('/Jotta/Archive/a.txt?cphash=true', {
			JSize: '5', JMd5: md5Of('dated'), JCreated: '2026-01-10-T08:00:00Z', JModified: '2020-02-03-T05:05:06+0100',
		});

		expect(touched.status).toBe(200);
		expect(touched.text).toContain('<number>1</number>');
		expect(touched.text).toContain('<modified>2020-02-03-T04:05:06Z</modified>');
	});

	it('7. copy onto a trashed name', async () => {
		const {client} = await open();
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
		const {client, sandbox} = await open();
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
		const {client} = await open();
		for (const folder of ['Archive/one', 'Sync']) {
			await client.upload(`/Jotta/${folder}/same.txt`, folder);
			await client.post(`/Jotta/${folder}/same.txt?dl=true`);
		}

		const {text} = await client.get('/Jotta/Trash');

		const found = [...text.matchAll(/<file name="same\.txt"[^>]* contextType="TRASH">\s*<abspath xml:space="preserve">(?<place>[^<]*)<\/abspath>/gv)];
		expect(found.map(({groups}) => groups?.place)).toEqual([`/${client.user}/Jotta/Sync`, `/${client.user}/Jotta/Archive/one`].toSorted().toReversed());
	});

	it('10. delete for good from trash after somebody re-created the folder (must refuse)', async () => {
		const {client} = await open();
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

	it('11. names of 16.3 round trip, and stored names that do not re-encode to themselves can still be opened, renamed, deleted', async () => {
		const {files, sandbox} = await openFiles();
		const client = await openSandboxClient(sandbox);
		const stored = [
			'plain.txt',
			'...',
			'.hidden',
			'name.',
			'name ',
			String.raw`a\b`,
			'[x]',
			'a;b#c&d',
			'．',
			'．．',
			'a：b',
			'a／b',
			'50％ off',
			'what？',
			'＂q＂',
			'＜a｜b＞',
			'tab␉here',
			'line␊feed',
			'␡',
			'‛：',
			'a‛：b',
			'‛．',
			'‛．‛．',
			'．．．',
			'.．',
			'‛‛',
			'‛‛‛‛',
			'‛‛‛：',
			'‛␀',
			'␤',
			'‛％',
			'＼',
			'＃',
			'‛‛BF',
			'a‛FFb',
			'‛E2‛82',
			'‛',
			'‛bf',
			'‛g1',
			'‛a：',
			'：‛：',
			'a．',
			'‛．a',
			'％41',
		];
		for (const name of stored) {
			await client.upload(`/Jotta/Archive/names/${name}`, name);
		}

		const entries = await entriesOf(files, '/Jotta/Archive/names');
		const read: string[] = [];
		for (const {segment} of entries) {
			let text = '';
			for await (const chunk of await files.read(`/Jotta/Archive/names/${segment}`)) {
				text += new TextDecoder().decode(chunk);
			}

			read.push(text);
			await files.rename(`/Jotta/Archive/names/${segment}`, `/Jotta/Archive/renamed/${segment}`);
		}

		const renamed = await entriesOf(files, '/Jotta/Archive/renamed');
		for (const {segment} of renamed) {
			await files.remove(`/Jotta/Archive/renamed/${segment}`, {kind: 'file'});
		}

		expect(read.toSorted()).toEqual(stored.toSorted());
		expect(renamed.map(({name}) => name).toSorted()).toEqual(entries.map(({name}) => name).toSorted());
		expect(await entriesOf(files, '/Jotta/Archive/renamed')).toEqual([]);
	});

	it('12. name with raw `%` in a listing: shown, actions fail politely', async () => {
		const {files, sandbox} = await openFiles();
		const {tree, revisions, content} = sandbox.state;
		const archive = tree.find(['Jotta', 'Archive'])!;
		const md5 = content.store(new TextEncoder().encode('old'));
		revisions.add(tree.add(archive.id, '50% off.txt', 'file').id, '50% off.txt', {
			state: 'COMPLETED', created: 0, modified: 0, updated: 0, size: 3, md5,
		});
		const client = await openSandboxClient(sandbox);

		const [entry] = await entriesOf(files, '/Jotta/Archive');
		const {status, text} = await client.get(`/Jotta/Archive/${encoded('50% off.txt')}`);

		expect(entry?.name).toBe('50% off.txt');
		expect([status, text]).toEqual([400, '400 Bad request']);
		await expect(files.remove(`/Jotta/Archive/${entry!.segment}`, {kind: 'file'})).rejects.toMatchObject({name: 'Failure', message: expect.stringContaining('50% off.txt') as string});
	});

	it('13. listing that fails with "packet too large"', async () => {
		const {client} = await open({switches: {largestListing: 2}});
		for (const name of ['a', 'b', 'c']) {
			await client.upload(`/Jotta/Archive/large/${name}`, name);
		}

		const listing = await client.get('/Jotta/Archive/large');
		const stream = await client.get('/Jotta/Archive/large?mode=liststream');

		expect(listing.status).toBe(500);
		expect(listing.text).toContain('Packet for query is too large');
		expect(stream.text).toContain('<stats><folders>1</folders><files>3</files></stats>');
	});

	it.each(['truncate', 'cut-after'])('14. liststream cut in the middle (%s)', async effect => {
		const {files} = await openFiles({isDemo: true, faults: `GET *mode=liststream* ${effect}=300KiB`});

		const walk = async () => {
			for await (const _ of files.walk('/Jotta/Archive')) {
				// Only the end matters.
			}
		};

		await expect(walk()).rejects.toMatchObject({code: expect.stringMatching(/corrupt|offline/v) as string});
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

	it('16. token expires during a long upload', async () => {
		const sandbox = await startTestSandbox({tokenTtl: 2, bandwidthUp: 2 * MiB});
		const {folder, run} = await openProgramOn(sandbox);
		await makeTree(folder, {'long.bin': new Uint8Array(6 * MiB).fill(5)});

		const {status} = await run(['cp', path.join(folder, 'long.bin'), 'jotta:']);

		expect(status).toBe(0);
		expect(uploadsOf(sandbox.log)).toHaveLength(1);
		expect(await runMd5(sandbox, 'long.bin')).toBe(md5Of('\u{5}'.repeat(6 * MiB)));
	});

	it('17. move that answers 500 but happened', async () => {
		const {files, sandbox} = await openFiles();
		const client = await openSandboxClient(sandbox);
		await client.upload('/Jotta/Archive/a.txt', 'moved');
		sandbox.setFaults('POST *?mv=* then-status=500 times=1');

		await files.rename('/Jotta/Archive/a.txt', '/Jotta/Archive/b.txt');

		expect((await entriesOf(files, '/Jotta/Archive')).map(({name}) => name)).toEqual(['b.txt']);
	});

	it('18. case-only rename', async () => {
		const {files, sandbox} = await openFiles();
		const client = await openSandboxClient(sandbox);
		await client.upload('/Jotta/Archive/readme.txt', 'case');

		await files.rename('/Jotta/Archive/readme.txt', '/Jotta/Archive/README.TXT');

		expect((await entriesOf(files, '/Jotta/Archive')).map(({name}) => name)).toEqual(['README.TXT']);
		expect(await client.upload('/Jotta/Archive/ReadMe.txt', 'another version')).toBe(200);
		expect((await entriesOf(files, '/Jotta/Archive')).map(({name}) => name)).toEqual(['README.TXT']);
	});

	it('19. six uploads to one name: five versions remain; download the second', async () => {
		const {client, sandbox} = await open();
		for (const number of [1, 2, 3, 4, 5, 6]) {
			await client.upload('/Jotta/Archive/a.txt', `version ${number}`);
		}

		const {text} = await client.get('/Jotta/Archive/a.txt');

		expect([...text.matchAll(/<number>(?<number>\d)<\/number>/gv)].map(({groups}) => groups?.number)).toEqual(['6', '5', '4', '3', '2']);
		expect((await client.get('/Jotta/Archive/a.txt?mode=bin&revision=2')).text).toBe('version 2');
		expect((await client.get('/Jotta/Archive/a.txt?mode=bin&revision=1')).status).toBe(404);
		expect(sandbox.state.revisions.isKnown(md5Of('version 1'), 9)).toBe(false);
	});

	it('20. public folder link', async () => {
		const {client, sandbox} = await open();
		await client.upload('/Jotta/Archive/shared/a.txt', 'alpha');
		await client.upload('/Jotta/Archive/shared/deep/blåbær.txt', 'beta');
		await client.upload('/Jotta/Archive/shared/gone.txt', 'not in it');
		await client.post('/Jotta/Archive/shared/gone.txt?dl=true');

		const on = await client.get('/Jotta/Archive/shared?mode=enableShare');
		const uri = /<publicURI>(?<uri>[\da-f]{32})<\/publicURI>/v.exec(on.text)?.groups?.uri ?? '';
		const address = `${sandbox.url}/opin/io/downloadPublic/${client.user}/${uri}`;
		const zip = Buffer.from(await (await fetch(address)).arrayBuffer());
		const off = await client.get('/Jotta/Archive/shared?mode=disableShare');

		expect(zipped(zip)).toEqual({
			'shared/': '', 'shared/deep/': '', 'shared/deep/blåbær.txt': 'beta', 'shared/a.txt': 'alpha',
		});
		expect(off.text).not.toContain('publicURI');
		expect((await fetch(address)).status).toBe(404);
	});
});

/** MD5 of what a download of a file in Archive gives. */
async function runMd5(sandbox: RunningSandbox, name: string): Promise<string> {
	const {get} = await openSandboxClient(sandbox);
	return md5Of((await get(`/Jotta/Archive/${name}?mode=bin`)).text);
}

/** What a zip holds, read from its directory as its readers do. */
function zipped(zip: Buffer): Record<string, string> {
	const end = zip.length - 22;
	let at = zip.readUInt32LE(end + 16);
	const found: Record<string, string> = {};
	for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
		const [size, nameLength, extraLength, offset] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt32LE(at + 42)];
		const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
		const content = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
		found[name] = zip.toString('utf8', content, content + size);
		at += 46 + nameLength + extraLength;
	}

	return found;
}
