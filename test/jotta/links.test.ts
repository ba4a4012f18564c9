import {describe, expect, it} from 'vitest';
import {trashEntry} from '../../source/jotta/changes.ts';
import {listFolder} from '../../source/jotta/listing.ts';
import {readEntry} from '../../source/jotta/find.ts';
import {listLinks, makeLink, removeLink} from '../../source/jotta/links.ts';
import {
	archive,
	openAccount,
	pathsOf,
	put,
	rowsOf,
} from '../support/cloud.ts';
import {scriptedService} from '../support/scripted-service.ts';

describe('a public link', () => {
	it('lets anybody read the file, until it is turned off', async () => {
		const {client} = await openAccount();
		await put(client, `${archive}/a.txt`, 'for all');

		const {download, page, id} = await makeLink(`${archive}/a.txt`, {client});

		expect(await (await fetch(download)).text()).toBe('for all');
		expect(page).toContain(id);
		expect(await readEntry(`${archive}/a.txt`, {client})).toMatchObject({publicLink: id});
		await removeLink(`${archive}/a.txt`, {client});
		expect((await fetch(download)).status).toBe(404);
	});

	it('is the same when it is asked for again, and another one after it was off', async () => {
		const {client} = await openAccount();
		await put(client, `${archive}/a.txt`, 'a');

		const first = await makeLink(`${archive}/a.txt`, {client});
		expect(await makeLink(`${archive}/a.txt`, {client})).toEqual(first);
		await removeLink(`${archive}/a.txt`, {client});
		await removeLink(`${archive}/a.txt`, {client});
		expect((await makeLink(`${archive}/a.txt`, {client})).id).not.toBe(first.id);
	});

	it('is there for folders, too', async () => {
		const {client} = await openAccount();
		await put(client, `${archive}/folder/a.txt`, 'a');

		const {download, id} = await makeLink(`${archive}/folder`, {client});

		expect(download).toContain(id);
		expect(await readEntry(`${archive}/folder`, {client})).toMatchObject({kind: 'folder', publicLink: id});
		await removeLink(`${archive}/folder`, {client});
		expect(await readEntry(`${archive}/folder`, {client})).not.toHaveProperty('publicLink');
	});

	it('is not made for what is missing or in the trash, and asks the service nothing then', async () => {
		const {client, sandbox} = await openAccount();
		await put(client, `${archive}/a.txt`, 'a');
		await trashEntry(`${archive}/a.txt`, 'file', {client});

		await expect(makeLink(`${archive}/a.txt`, {client})).rejects.toMatchObject({code: 'not-found', nextStep: 'Restore it first.'});
		await expect(makeLink(`${archive}/b.txt`, {client})).rejects.toMatchObject({code: 'not-found'});

		expect(sandbox.log.filter(each => each.path.includes('Share'))).toEqual([]);
	});
});

describe('an answer about a public link', () => {
	const file = `${archive}/a.txt`;
	const answering = (share: string) => scriptedService(({url}) => url.includes('?mode=') ? share : '<file name="a.txt"><currentRevision><state>COMPLETED</state></currentRevision></file>');

	it('may have a page of the web site, or none', async () => {
		const withPage = answering('<file><publicURI>abc</publicURI><publicSharePath>/s/abc</publicSharePath></file>');
		const without = answering('<file><publicURI>abc</publicURI></file>');

		const download = 'https://www.jottacloud.com/opin/io/downloadPublic/f3a1/abc';
		expect(await makeLink(file, withPage)).toEqual({id: 'abc', download, page: 'https://www.jottacloud.com/s/abc'});
		expect(await makeLink(file, without)).toEqual({id: 'abc', download});
	});

	it('that has none in it is no link', async () => {
		const share = answering('<file name="a.txt"></file>');

		await expect(makeLink(file, share)).rejects.toMatchObject({code: 'service', message: 'Jottacloud did not make a link for a.txt.'});
		await removeLink(file, share);
	});

	it.each(['<html>', '<html><body/></html>', '<file name="a.txt"><publi', ''])('that is none says neither that there is a link nor that there is none: “%s”', async share => {
		const failure = {code: 'corrupt', message: 'Jottacloud answered about a.txt with something that is not understood.'};

		await expect(makeLink(file, answering(share))).rejects.toMatchObject(failure);
		await expect(removeLink(file, answering(share))).rejects.toMatchObject(failure);
	});

	it.each(['https://elsewhere.example/s/abc', '//elsewhere.example/s/abc'])('has no page of somebody else: “%s”', async page => {
		expect(await makeLink(file, answering(`<file><publicURI>abc</publicURI><publicSharePath>${page}</publicSharePath></file>`))).not.toHaveProperty('page');
	});

	it('that still has one after it was turned off is told', async () => {
		await expect(removeLink(file, answering('<file><publicURI>abc</publicURI></file>'))).rejects.toMatchObject({code: 'service', message: 'The link of a.txt is still there.'});
	});
});

describe('the list of what is shared', () => {
	it('is empty where the service has none, and fails where that cannot be told', async () => {
		expect(await rowsOf(listLinks(scriptedService(() => ({status: 404}))))).toEqual([]);
		await expect(rowsOf(listLinks(scriptedService(() => ({status: 503}))))).rejects.toMatchObject({code: 'service'});
	});

	it('tells where each file is, also of one in the trash', async () => {
		const {client} = await openAccount();
		await put(client, `${archive}/one/a.txt`, 'a');
		await put(client, `${archive}/two/b.txt`, 'b');
		await makeLink(`${archive}/one/a.txt`, {client});
		const {id} = await makeLink(`${archive}/two/b.txt`, {client});
		await trashEntry(`${archive}/two/b.txt`, 'file', {client});

		const rows = await rowsOf(listLinks({client}));

		expect(pathsOf(rows)).toEqual([`${archive}/one/a.txt`, `${archive}/two/b.txt`]);
		expect(rows[1]?.entry).toMatchObject({publicLink: id, deletedAt: expect.any(Number) as number});
	});

	it('has folders where the service tells of them, as listings do', async () => {
		const {client, sandbox} = await openAccount();
		sandbox.state.switches.tellsSharedFolders = true;
		await put(client, `${archive}/one/two/a.txt`, 'a');
		const {id} = await makeLink(`${archive}/one/two`, {client});

		expect(await rowsOf(listLinks({client}))).toMatchObject([{path: `${archive}/one/two`, entry: {kind: 'folder', publicLink: id}}]);
		expect(await rowsOf(listFolder(`${archive}/one`, {client}))).toMatchObject([{name: 'two', kind: 'folder', publicLink: id}]);
	});
});
