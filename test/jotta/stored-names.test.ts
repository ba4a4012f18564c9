import {describe, expect, it} from 'vitest';
import {openJotta} from '../../source/jotta/jotta-file-system.ts';
import {makeFolder, trashEntry} from '../../source/jotta/changes.ts';
import {readEntry} from '../../source/jotta/find.ts';
import {listLatest} from '../../source/jotta/latest.ts';
import {listLinks, makeLink, removeLink} from '../../source/jotta/links.ts';
import {listFolder} from '../../source/jotta/listing.ts';
import {listTree} from '../../source/jotta/xml/tree-stream.ts';
import {restoreEntry} from '../../source/jotta/trash/restore.ts';
import {destroyTrashed, listTrash} from '../../source/jotta/trash/trash.ts';
import {readVersion, readVersions, restoreVersion} from '../../source/jotta/versions.ts';
import {
	archive,
	pathsOf,
	put,
	rowsOf,
	textOf,
} from '../support/cloud.ts';
import {standardNames} from '../support/names.ts';
import {openWithRawNames, rawCharacters} from '../support/sandbox/raw-names.ts';

const segmentsIn = async (client: Parameters<typeof put>[0], folder: string) => (await rowsOf(listFolder(folder, {client}))).filter(({deletedAt}) => deletedAt === undefined).map(({segment}) => segment);

describe.each(rawCharacters)('a name with a plain %s, as another program has stored it', character => {
	const name = `a${character}b.txt`;
	const path = `${archive}/${name}`;

	it('is listed, read and found in every list as it is stored', async () => {
		const {client, other} = await openWithRawNames();
		await other.upload(path, 'old content');
		await other.upload(path, 'content');

		const [entry] = await rowsOf(listFolder(archive, {client}));
		const files = openJotta(client);
		expect(entry).toMatchObject({segment: name, name: standardNames.toShown(name)});
		expect(await readEntry(path, {client})).toEqual({...entry, mime: expect.any(String) as string});
		expect(await textOf(await files.read(path))).toBe('content');
		expect(pathsOf(await rowsOf(listTree(archive, {client})))).toEqual([path]);
		expect(pathsOf(await rowsOf(listLatest(10, {client})))).toEqual([path]);

		const {download} = await makeLink(path, {client});
		expect(await (await fetch(download)).text()).toBe('content');
		expect(pathsOf(await rowsOf(listLinks({client})))).toEqual([path]);
		await removeLink(path, {client});
		expect(await rowsOf(listLinks({client}))).toEqual([]);
	});

	it('has versions, is written over, and gets another time', async () => {
		const {client, other} = await openWithRawNames();
		await other.upload(path, 'first');

		await put(client, path, 'second');
		expect(await openJotta(client).setModified(path, 1_650_000_000_000)).toBe(1_650_000_000_000);
		const {versions} = await readVersions(path, {client});
		const oldest = Math.min(...versions.map(({number}) => number));
		expect(await textOf(await readVersion(path, oldest, {client}))).toBe('first');
		await restoreVersion(path, oldest, {client});

		expect(await textOf(await openJotta(client).read(path))).toBe('first');
		expect(await segmentsIn(client, archive)).toEqual([name]);
	});

	it('is copied, moved and renamed, from and to', async () => {
		const {client, other} = await openWithRawNames();
		await other.upload(path, 'content');
		const files = openJotta(client);

		await makeFolder(`${archive}/in ${name}`, {client});
		await files.copy(path, `${archive}/in ${name}/${name}`);
		await files.rename(path, `${archive}/plain.txt`);
		await files.rename(`${archive}/plain.txt`, `${archive}/B${name}`);
		await files.rename(`${archive}/B${name}`, `${archive}/b${name}`);
		await files.rename(`${archive}/in ${name}`, `${archive}/moved ${name}`);

		expect(await segmentsIn(client, archive)).toEqual([`moved ${name}`, `b${name}`]);
		expect(await segmentsIn(client, `${archive}/moved ${name}`)).toEqual([name]);
		expect(await textOf(await files.read(`${archive}/moved ${name}/${name}`))).toBe('content');
	});

	it('goes to the trash and comes back, with its folder, and is deleted for good', async () => {
		const {client, other, sandbox} = await openWithRawNames();
		const folder = `${archive}/in ${name}`;
		await other.upload(path, 'content');
		await other.upload(`${folder}/${name}`, 'below');

		await trashEntry(path, 'file', {client});
		sandbox.state.clock.advance(2000);
		await trashEntry(folder, 'folder', {client});
		expect(pathsOf(await rowsOf(listTrash({client}))).toSorted()).toEqual([folder, path].toSorted());
		await restoreEntry(path, {client});
		await restoreEntry(folder, {client});
		expect(await textOf(await openJotta(client).read(path))).toBe('content');
		expect(await textOf(await openJotta(client).read(`${folder}/${name}`))).toBe('below');

		await trashEntry(path, 'file', {client});
		await destroyTrashed(path, {client});
		await openJotta(client).remove(folder, {kind: 'folder', permanent: true});
		expect(await rowsOf(listFolder(archive, {client}))).toEqual([]);
	});
});

describe('names that are one once they are mapped', () => {
	it('are both shown and told apart, and each is what it is asked for', async () => {
		const {client, other} = await openWithRawNames();
		await other.upload(`${archive}/a:b`, 'raw');
		await put(client, `${archive}/a：b`, 'mapped');

		const rows = await rowsOf(openJotta(client).list(archive));
		const files = openJotta(client);
		expect(rows.map(({name}) => name).toSorted()).toEqual(['a:b', '‛a:b']);
		expect(new Set(rows.map(({name}) => standardNames.fromShown(name)))).toEqual(new Set(rows.map(({segment}) => segment)));
		for (const {name, segment} of rows) {
			expect(await textOf(await files.read(`${archive}/${segment}`))).toBe(name === 'a:b' ? 'mapped' : 'raw');
		}

		await files.remove(`${archive}/a:b`, {kind: 'file'});
		expect(await segmentsIn(client, archive)).toEqual(['a：b']);
		await restoreEntry(`${archive}/a:b`, {client});
		await files.rename(`${archive}/a：b`, `${archive}/c`);
		expect(await segmentsIn(client, archive)).toEqual(['a:b', 'c']);
	});
});

describe('a name with a plain percent sign', () => {
	it('leaves what is beside and above it alone', async () => {
		const {client, sandbox} = await openWithRawNames();
		await put(client, `${archive}/folder/50.txt`, 'half');
		const folder = sandbox.state.tree.find(['Jotta', 'Archive', 'folder'])!;
		sandbox.state.tree.move(sandbox.state.tree.child(folder.id, '50.txt')!.id, folder.id, '50%.txt');
		await put(client, `${archive}/folder/beside.txt`, 'beside');

		const files = openJotta(client);
		expect(pathsOf(await rowsOf(listTree(`${archive}/folder`, {client})))).toEqual([`${archive}/folder/50%.txt`, `${archive}/folder/beside.txt`]);
		await expect(files.rename(`${archive}/folder/50%.txt`, `${archive}/x`)).rejects.toMatchObject({code: 'name-not-allowed', message: expect.stringContaining('‛50%.txt') as string});
		await files.rename(`${archive}/folder`, `${archive}/moved`);
		await trashEntry(`${archive}/moved`, 'folder', {client});
		expect(pathsOf(await rowsOf(listTrash({client})))).toEqual([`${archive}/moved`]);
	});

	it('is named when its folder comes back without it, and stays in the trash', async () => {
		const {client, sandbox: {state: {tree}}} = await openWithRawNames();
		await put(client, `${archive}/folder/50.txt`, 'half');
		await put(client, `${archive}/folder/beside.txt`, 'beside');
		const folder = tree.find(['Jotta', 'Archive', 'folder'])!;
		tree.move(tree.child(folder.id, '50.txt')!.id, folder.id, '50%.txt');
		await trashEntry(`${archive}/folder`, 'folder', {client});

		const {files, failures} = await restoreEntry(`${archive}/folder`, {client});

		expect(files).toBe(1);
		expect(failures).toMatchObject([{path: `${archive}/folder/50%.txt`, failure: {message: expect.stringContaining('‛50%.txt') as string}}]);
		expect(await segmentsIn(client, `${archive}/folder`)).toEqual(['beside.txt']);
		expect(tree.child(folder.id, '50%.txt')).toMatchObject({deleted: expect.any(Number) as number});
	});

	it('is not given to anything: the sentence says so', async () => {
		const {client} = await openWithRawNames();
		await put(client, `${archive}/a.txt`, 'a');

		for (const act of [
			async () => openJotta(client).rename(`${archive}/a.txt`, `${archive}/50%.txt`),
			async () => openJotta(client).copy(`${archive}/a.txt`, `${archive}/50%.txt`),
			async () => put(client, `${archive}/50%.txt`, 'new'),
			async () => makeFolder(`${archive}/50%`, {client}),
		]) {
			await expect(act()).rejects.toMatchObject({code: 'name-not-allowed', message: expect.stringMatching(/plain percent sign/v) as string});
		}

		expect(await segmentsIn(client, archive)).toEqual(['a.txt']);
	});
});
