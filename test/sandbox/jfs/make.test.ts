import {describe, expect, it} from 'vitest';
import {openOwnSandbox} from '../../support/sandbox/sandbox-client.ts';

const namesIn = (xml: string) => [...xml.matchAll(/<(?:folder|file) name="(?<name>[^"]*)"/gv)].map(({groups}) => groups?.name);

describe('devices and mountpoints', () => {
	it('are made, listed and removed (E21)', async () => {
		const {client} = await openOwnSandbox();

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
		const {client} = await openOwnSandbox();
		await client.upload('/Jotta/Archive/a/b/c.txt', 'c');
		await client.post('/Jotta/Archive/a?dlDir=true');

		const revived = await client.post('/Jotta/Archive/a/b?mkDir=true');

		expect([revived.status, revived.text.includes('deleted=')]).toEqual([200, false]);
		expect((await client.get('/Jotta/Archive/a/b')).text).toMatch(/<file name="c\.txt" uuid="[^"]+" deleted="/v);
		expect((await client.post('/Jotta/Nowhere/f?mkDir=true')).status).toBe(404);
		expect((await client.post('/Jotta/Archive/a/b/c.txt?mkDir=true')).status).toBe(409);
	});

	it('list tombstones and unfinished files in their order, and count them (E22)', async () => {
		const {client} = await openOwnSandbox();
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
		const {client} = await openOwnSandbox();
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

describe('a folder where a trashed file had the name (N25)', () => {
	it.each([
		[false, false, 409, true],
		[true, false, 200, false],
		[true, true, 200, true],
	])('foldersOverTrashedFiles: %s, keepsTombstones: %s', async (foldersOverTrashedFiles, keepsTombstones, status, isInTrash) => {
		const {client} = await openOwnSandbox({switches: {foldersOverTrashedFiles, keepsTombstones}});
		await client.upload('/Jotta/Archive/x', 'x');
		await client.post('/Jotta/Archive/x?dl=true');

		expect((await client.post('/Jotta/Archive/x/deep?mkDir=true')).status).toBe(status);
		expect((await client.get('/Jotta/Trash')).text.includes('name="x"')).toBe(isInTrash);
	});
});
