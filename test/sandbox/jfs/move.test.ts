import {describe, expect, it} from 'vitest';
import {md5Of, openOwnSandbox} from '../../support/sandbox/sandbox-client.ts';

describe('moving', () => {
	it('keeps what a file is, makes parents, and refuses what is in the way (E27)', async () => {
		const {client, sandbox} = await openOwnSandbox();
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
		const {client, sandbox} = await openOwnSandbox({switches: {movesOntoTombstones: true}});
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
		const {client, sandbox} = await openOwnSandbox({switches: {movesOntoTombstones: true}});
		await client.upload('/Jotta/Archive/f/a.txt', 'a');
		await client.upload('/Jotta/Archive/gone/b.txt', 'b');
		await client.post('/Jotta/Archive/gone?dlDir=true');

		const moved = await client.post(`/Jotta/Archive/f/?mvDir=${encodeURIComponent(`/${client.user}/Jotta/Archive/gone`)}`);

		expect(moved.status).toBe(200);
		expect(['a', 'b'].map(text => sandbox.state.revisions.isKnown(md5Of(text), 1))).toEqual([true, false]);
		expect((await client.get('/Jotta/Archive/gone/a.txt')).status).toBe(200);
	});
});

/** What a file's document says first under a name: of its current revision. */
const fieldOf = (xml: string, name: string) => new RegExp(`<${name}>(?<value>[^<]*)<`, 'v').exec(xml)?.groups?.value;

const uuidOf = (xml: string) => /uuid="(?<uuid>[^"]+)"/v.exec(xml)?.groups?.uuid;

describe('a copy', () => {
	it('is a file of its own with the times of its source; onto a live file it is a new version (E28)', async () => {
		const {client, sandbox: {state}} = await openOwnSandbox();
		await client.upload('/Jotta/Archive/a.txt', 'a');
		await client.upload('/Jotta/Archive/b.txt', 'b');
		state.clock.advance(60_000);
		const copy = async (to: string) => (await client.post(`/Jotta/Archive/a.txt?cp=${encodeURIComponent(`/${client.user}/Jotta/Archive/${to}`)}`)).text;

		const [source, fresh, onto] = [(await client.get('/Jotta/Archive/a.txt')).text, await copy('new/c.txt'), await copy('b.txt')];

		expect(uuidOf(fresh)).not.toBe(uuidOf(source));
		expect([fieldOf(fresh, 'number'), fieldOf(onto, 'number')]).toEqual(['1', '2']);
		for (const name of ['created', 'modified', 'md5']) {
			expect([fieldOf(fresh, name), fieldOf(onto, name)]).toEqual([fieldOf(source, name), fieldOf(source, name)]);
		}

		expect(fieldOf(fresh, 'updated')).not.toBe(fieldOf(source, 'updated'));
	});
});

describe('what was trashed under the name (N25)', () => {
	it('keepsTombstones: it stays in the trash, with all that is below it, and its content is known', async () => {
		const {client, sandbox} = await openOwnSandbox({profile: 'lenient'});
		await client.upload('/Jotta/Archive/f/a.txt', 'a');
		await client.upload('/Jotta/Archive/gone/b.txt', 'b');
		await client.post('/Jotta/Archive/gone?dlDir=true');

		const moved = await client.post(`/Jotta/Archive/f?mvDir=${encodeURIComponent(`/${client.user}/Jotta/Archive/gone`)}`);

		expect(moved.status).toBe(200);
		expect((await client.get('/Jotta/Trash')).text).toContain('<folder name="gone" deleted=');
		expect((await client.get('/Jotta/Archive/gone')).text).not.toContain('deleted=');
		expect(sandbox.state.revisions.isKnown(md5Of('b'), 1)).toBe(true);
		expect(JSON.parse((await client.api('/files/v1/purge_trash')).text)).toEqual({files: 0, folders: 1});
		expect(sandbox.state.revisions.isKnown(md5Of('b'), 1)).toBe(false);
	});

	it('copiesOntoTombstones: the copy is alive, with nothing of what was there', async () => {
		const {client} = await openOwnSandbox({switches: {copiesOntoTombstones: true, keepsTombstones: true}});
		await client.upload('/Jotta/Archive/a.txt', 'a');
		await client.upload('/Jotta/Archive/gone.txt', 'gone');
		await client.post('/Jotta/Archive/gone.txt?dl=true');

		const copied = await client.post(`/Jotta/Archive/a.txt?cp=${encodeURIComponent(`/${client.user}/Jotta/Archive/gone.txt`)}`);

		expect([copied.text.includes('deleted='), fieldOf(copied.text, 'number')]).toEqual([false, '1']);
		expect((await client.get('/Jotta/Trash')).text).toContain(md5Of('gone'));
	});
});

describe('a rename that changes only the case (U5)', () => {
	it.each([
		[true, 200, 'A.txt'],
		[false, 409, 'a.txt'],
	])('renamesCaseOnly: %s', async (renamesCaseOnly, status, name) => {
		const {client, sandbox: {state}} = await openOwnSandbox({switches: {renamesCaseOnly}});
		await client.upload('/Jotta/Archive/a.txt', 'a');

		expect((await client.post(`/Jotta/Archive/a.txt?mv=${encodeURIComponent(`/${client.user}/Jotta/Archive/A.txt`)}`)).status).toBe(status);
		expect(state.tree.find(['Jotta', 'Archive', 'a.txt'])?.name).toBe(name);
	});
});
