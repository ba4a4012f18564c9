import {describe, expect, it} from 'vitest';
import {startTestSandbox} from '../../support/sandbox.ts';
import {encoded, md5Of, openSandboxClient} from '../../support/sandbox/sandbox-client.ts';

async function open(options: Parameters<typeof startTestSandbox>[0] = {}) {
	const sandbox = await startTestSandbox(options);
	return {sandbox, client: await openSandboxClient(sandbox)};
}

const namesIn = (xml: string) => [...xml.matchAll(/<(?:folder|file) name="(?<name>[^"]*)"/gv)].map(({groups}) => groups?.name);
const hashHeaders = (content: string) => ({
	JSize: String(content.length), JMd5: md5Of(content), JCreated: '2026-01-10-T08:00:00Z', JModified: '2026-03-01-T16:20:30Z',
});

describe('a new account', () => {
	it('has the mountpoints that the service lists, and those that it does not (E20)', async () => {
		const {client, sandbox} = await open();
		const listed = async () => [...(await client.get('/Jotta')).text.matchAll(/<mountPoint>\s*<name xml:space="preserve">(?<name>[^<]*)/gv)].map(({groups}) => groups?.name);

		expect(await listed()).toEqual(['Archive', 'Shared', 'Sync']);
		sandbox.state.switches.listsLatest = true;
		expect(await listed()).toContain('Latest');
		for (const view of ['Trash', 'Links', 'Latest']) {
			expect((await client.get(`/Jotta/${view}`)).status).toBe(200);
		}
	});

	it('says the same about itself in XML and in JSON (E50)', async () => {
		const {client} = await open({capacity: 1000});
		await client.upload('/Jotta/Archive/a.txt', '12345');

		const {text} = await client.get('');
		const customer = JSON.parse((await client.api('/account/v1/customer')).text) as object;

		expect(text).toContain('<capacity>1000</capacity>');
		expect(text).toContain('<usage>5</usage>');
		expect(customer).toMatchObject({username: client.user, usage: 5, quota: 1000});
	});

	it('refuses what its locks forbid, and shows them', async () => {
		const {client, sandbox} = await open({isDemo: true, switches: {locks: ['write']}});

		expect((await client.get('')).text).toContain('<write-locked>true</write-locked>');
		expect((await client.post('/Jotta/Archive/f?mkDir=true')).status).toBe(403);
		expect((await client.allocate('/Jotta/Archive/a', 'a')).status).toBe(403);
		expect((await client.get('/Jotta/Archive')).status).toBe(200);
		sandbox.state.switches.locks = ['read'];
		expect((await client.get('/Jotta/Archive')).status).toBe(403);
	});
});

describe('devices and mountpoints', () => {
	it('are made, listed and removed (E21)', async () => {
		const {client} = await open();

		const [first, again] = [await client.post('/Desk?type=workstation'), await client.post('/desk?type=WORKSTATION')];
		const [mount, mountAgain] = [await client.post('/Desk/Home'), await client.post('/Desk/home')];
		await client.upload('/Desk/Home/a/b.txt', 'x');
		const trashed = await client.post('/Desk/Home?dl=true');
		const device = await client.get('/Desk');
		const trash = await client.get('/Jotta/Trash');
		const removed = await client.post('/Desk/Home?rm=true');

		expect([first.status, again.status, mount.status, mountAgain.status, trashed.status, removed.status]).toEqual([201, 201, 201, 200, 200, 200]);
		expect(first.text).toContain('<type>WORKSTATION</type>');
		expect(mount.text).not.toContain('metadata');
		expect(device.text).toMatch(/<name xml:space="preserve">Home<\/name>\s*<deleted>[^<]+<\/deleted>\s*<abspath/v);
		expect(trash.text).toMatch(/<folder name="Home" deleted="[^"]+" contextType="TRASH">\s*<abspath xml:space="preserve">\/[^\/]+\/Desk<\/abspath>/v);
		expect(removed.text).not.toContain('<mountPoints>');
		expect((await client.post('/Desk?rm=true')).text).toContain('<user ');
	});
});

describe('folders', () => {
	it('are made with their parents, and revived without their children (E23)', async () => {
		const {client} = await open();
		await client.upload('/Jotta/Archive/a/b/c.txt', 'c');
		await client.post('/Jotta/Archive/a?dlDir=true');

		const revived = await client.post('/Jotta/Archive/a/b?mkDir=true');

		expect([revived.status, revived.text.includes('deleted=')]).toEqual([200, false]);
		expect((await client.get('/Jotta/Archive/a/b')).text).toMatch(/<file name="c\.txt" uuid="[^"]+" deleted="/v);
		expect((await client.post('/Jotta/Nowhere/f?mkDir=true')).status).toBe(404);
		expect((await client.post('/Jotta/Archive/a/b/c.txt?mkDir=true')).status).toBe(409);
	});

	it('list tombstones and unfinished files in their order, and count them (E22)', async () => {
		const {client} = await open();
		for (const name of ['cli.py', 'JFS.py', '_last', 'jottacloud.py', 'gone.txt']) {
			await client.upload(`/Jotta/Archive/f/${name}`, name);
		}

		await client.post('/Jotta/Archive/f/Zoo?mkDir=true');
		await client.post('/Jotta/Archive/f/gone.txt?dl=true');
		await client.allocate('/Jotta/Archive/f/begun.bin', 'never sent');

		const {text} = await client.get('/Jotta/Archive/f');

		expect(namesIn(text).slice(1)).toEqual(['Zoo', 'begun.bin', 'cli.py', 'gone.txt', 'JFS.py', 'jottacloud.py', '_last']);
		expect(text).toContain('<metadata first="" max="" total="7" num_folders="1" num_files="6"/>');
		expect(/<file name="begun\.bin"[^>]*>\s*<latestRevision>(?<inside>.*?)<\/latestRevision>/sv.exec(text)?.groups?.inside).not.toContain('<size>');
		expect((await client.get('/Jotta/Archive/f/Zoo')).text).not.toContain('<files>');
	});

	it('are refused the verbs of files, and the other way round; dl destroys them (E24, E26, E27)', async () => {
		const {client} = await open();
		await client.upload('/Jotta/Archive/f/a.txt', 'a');
		const to = encodeURIComponent(`/${client.user}/Jotta/Archive/other`);

		const refused = ['f?rm=true', `f?mv=${to}`, `f?mvDir=${to}`, 'f/a.txt?rmDir=true', 'f/a.txt?dlDir=true', `f/a.txt/?mvDir=${to}`, 'none?rm=true', 'none?dlDir=true'];
		for (const verb of refused) {
			expect({verb, status: (await client.post(`/Jotta/Archive/${verb}`)).status}).toEqual({verb, status: 404});
		}

		expect((await client.post('/Jotta/Archive/none?dl=true')).status).toBe(200);
		expect((await client.post('/Jotta/Archive/f?dl=true')).status).toBe(200);
		expect((await client.get('/Jotta/Archive/f')).status).toBe(404);
		expect((await client.get('/Jotta/Trash')).text).not.toContain('name="f"');
	});
});

describe('moving', () => {
	it('keeps what a file is, makes parents, and refuses what is in the way (E27)', async () => {
		const {client, sandbox} = await open();
		await client.upload('/Jotta/Archive/a.txt', 'a');
		await client.upload('/Jotta/Archive/b.txt', 'b');
		await client.upload('/Jotta/Archive/gone.txt', 'gone');
		await client.post('/Jotta/Archive/gone.txt?dl=true');
		const uuid = /uuid="(?<uuid>[^"]+)"/v.exec((await client.get('/Jotta/Archive/a.txt')).text)?.groups?.uuid ?? '';
		const move = async (to: string) => client.post(`/Jotta/Archive/a.txt?mv=${encodeURIComponent(`/${client.user}/Jotta/Archive/${to}`)}`);

		expect((await move('b.txt')).status).toBe(409);
		expect((await move('gone.txt')).status).toBe(500);
		sandbox.state.switches.statusOnTombstone = 409;
		expect((await move('gone.txt')).status).toBe(409);
		expect((await move('new/deep/a.txt')).text).toContain(uuid);
		expect((await client.post(`/Jotta/Trash/gone.txt?mv=${encodeURIComponent(`/${client.user}/Jotta/Archive/x`)}`)).status).toBe(404);
		expect((await client.post(`/Jotta/Archive/new/?mvDir=${encodeURIComponent(`/${client.user}/Jotta/Archive/new/in/itself`)}`)).status).toBe(400);
		sandbox.state.switches.needsSlashToMove = false;
		expect((await client.post(`/Jotta/Archive/new?mvDir=${encodeURIComponent(`/${client.user}/Jotta/Sync/new`)}`)).status).toBe(200);
	});
});

describe('moving onto what is in the trash, where that works (N25)', () => {
	it('takes the place of a file, and its content and versions are gone for good', async () => {
		const {client, sandbox} = await open({switches: {movesOntoTombstones: true}});
		await client.upload('/Jotta/Archive/a.txt', 'a');
		await client.upload('/Jotta/Archive/gone.txt', 'older');
		await client.upload('/Jotta/Archive/gone.txt', 'gone');
		await client.post('/Jotta/Archive/gone.txt?dl=true');

		const moved = await client.post(`/Jotta/Archive/a.txt?mv=${encodeURIComponent(`/${client.user}/Jotta/Archive/gone.txt`)}`);

		expect(moved.status).toBe(200);
		expect(['a', 'gone', 'older'].map(text => sandbox.state.revisions.isKnown(md5Of(text), text.length))).toEqual([true, false, false]);
		expect((await client.get('/Jotta/Trash')).text).not.toContain('gone.txt');
	});

	it('takes the place of a folder with all that is below it', async () => {
		const {client, sandbox} = await open({switches: {movesOntoTombstones: true}});
		await client.upload('/Jotta/Archive/f/a.txt', 'a');
		await client.upload('/Jotta/Archive/gone/b.txt', 'b');
		await client.post('/Jotta/Archive/gone?dlDir=true');

		const moved = await client.post(`/Jotta/Archive/f/?mvDir=${encodeURIComponent(`/${client.user}/Jotta/Archive/gone`)}`);

		expect(moved.status).toBe(200);
		expect(['a', 'b'].map(text => sandbox.state.revisions.isKnown(md5Of(text), 1))).toEqual([true, false]);
		expect((await client.get('/Jotta/Archive/gone/a.txt')).status).toBe(200);
	});
});

describe('the trash', () => {
	it('is emptied on request, counted by its top entries, and lets go of the bytes (E53)', async () => {
		const {client, sandbox} = await open();
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
		const {client, sandbox} = await open();
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

describe('names', () => {
	it('are compared without case and keep their first spelling (E5)', async () => {
		const {client} = await open();
		await client.upload('/Jotta/Archive/Readme.txt', 'one');
		await client.upload('/jotta/ARCHIVE/readme.TXT', 'two');

		expect(namesIn((await client.get('/Jotta/Archive')).text)).toEqual(['Readme.txt']);
		expect((await client.get('/Jotta/Archive/README.TXT?mode=bin')).text).toBe('two');
	});

	it('are refused when new and bad, in every way to make one (E6)', async () => {
		const {client} = await open();
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

	it('that a phone has stored are listed and cannot be asked for (E6)', async () => {
		const {client} = await open({isDemo: true});

		expect(namesIn((await client.get('/Jotta/Archive/Odd%20names')).text)).toContain('msf:1234.jpg');
		expect((await client.get('/Jotta/Archive/Odd%20names/msf%3A1234.jpg')).status).toBe(404);
	});

	it('are decoded once; a plus is a space, and a bare semicolon ends them (E5)', async () => {
		const {client, sandbox} = await open();
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
