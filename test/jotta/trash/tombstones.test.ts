import {describe, expect, it} from 'vitest';
import {makeFolder, setModified, trashEntry} from '../../../source/jotta/changes.ts';
import {findEntry, readEntry} from '../../../source/jotta/find.ts';
import {openJotta} from '../../../source/jotta/jotta-file-system.ts';
import {listFolder} from '../../../source/jotta/listing.ts';
import {listPlaces} from '../../../source/jotta/place-tree.ts';
import {listHidden, listTrashed} from '../../../source/jotta/trash/tombstones.ts';
import {destroyUnfinished} from '../../../source/jotta/trash/trash.ts';
import {allocate} from '../../../source/jotta/upload.ts';
import {
	archive,
	openAccount,
	pathsOf,
	put,
	rowsOf,
	textOf,
	renameStored,
} from '../../support/cloud.ts';

describe('what folders hide', () => {
	it('is what went with a folder, without what was trashed earlier; and can be walked and read', async () => {
		const {client, sandbox} = await openAccount();
		await put(client, `${archive}/tree/earlier.txt`, 'earlier');
		await trashEntry(`${archive}/tree/earlier.txt`, 'file', {client});
		await put(client, `${archive}/tree/deep/a.txt`, 'a');
		sandbox.state.clock.advance(60_000);
		await trashEntry(`${archive}/tree`, 'folder', {client});
		const {deletedAt} = await readEntry(`${archive}/tree`, {client});

		const files = openJotta(client);
		expect(pathsOf(await rowsOf(listTrashed(`${archive}/tree`, deletedAt!, {client})))).toEqual([`${archive}/tree/deep`]);
		expect(pathsOf(await rowsOf(files.walk(`${archive}/tree`)))).toEqual([`${archive}/tree/deep`, `${archive}/tree/deep/a.txt`]);
		expect(await textOf(await files.read(`${archive}/tree/deep/a.txt`))).toBe('a');
	});

	it('is told of each folder below, without what went to the trash with its folder', async () => {
		const {client} = await openAccount();
		for (const name of ['live/gone.txt', 'live/here.txt', 'gone/a.txt']) {
			await put(client, `${archive}/${name}`, name);
		}

		await trashEntry(`${archive}/live/gone.txt`, 'file', {client});
		await trashEntry(`${archive}/gone`, 'folder', {client});

		expect(pathsOf(await rowsOf(listHidden(archive, {client, isRecursive: true})))).toEqual([`${archive}/gone`, `${archive}/live/gone.txt`]);
	});

	it('is an upload that was never completed: cleared away, unless it has been completed by then', async () => {
		const {client} = await openAccount();
		await allocate({
			path: `${archive}/half.bin`, size: 10, md5: 'c3fcd3d76192e4007dfb496cca67e13b', onConflict: 'new-revision',
		}, {client});
		await put(client, `${archive}/whole.bin`, 'whole');
		expect(await rowsOf(listHidden(archive, {client}))).toMatchObject([{path: `${archive}/half.bin`, entry: {state: 'incomplete'}}]);

		await destroyUnfinished(`${archive}/half.bin`, {client});
		await expect(destroyUnfinished(`${archive}/whole.bin`, {client})).rejects.toMatchObject({code: 'already-exists'});

		expect(await findEntry(`${archive}/half.bin`, {client})).toBeUndefined();
		expect(await findEntry(`${archive}/whole.bin`, {client})).toBeDefined();
	});
});

describe('what the service makes difficult', () => {
	it('is a folder with too many files: its live ones are listed by the recursive list, and that is said', async () => {
		const {client, sandbox} = await openAccount();
		await put(client, `${archive}/big/a.txt`, 'a');
		await put(client, `${archive}/big/b.txt`, 'b');
		await put(client, `${archive}/big/deep/c.txt`, 'c');
		sandbox.state.switches.largestListing = 1;
		const remarks: string[] = [];

		const entries = await rowsOf(listFolder(`${archive}/big`, {
			client, onNotice(text) {
				remarks.push(text);
			},
		}));

		expect(entries.map(({name}) => name).toSorted()).toEqual(['a.txt', 'b.txt', 'deep']);
		expect(remarks).toEqual([expect.stringContaining('big has too many files for an ordinary list')]);
	});

	it('is a name with a plain percent sign: listed, and each action says why it fails', async () => {
		const {client, sandbox} = await openAccount();
		await put(client, `${archive}/a.txt`, 'a');
		renameStored(sandbox, 'a.txt', '100%.txt');

		const [entry] = await rowsOf(listFolder(archive, {client}));
		expect(entry).toMatchObject({name: '‛100%.txt'});
		for (const act of [
			async () => trashEntry(`${archive}/100%.txt`, 'file', {client}),
			async () => setModified(`${archive}/100%.txt`, 0, {client}),
			async () => textOf(await openJotta(client).read(`${archive}/100%.txt`)),
		]) {
			await expect(act()).rejects.toMatchObject({code: 'name-not-allowed', message: expect.stringContaining('100%.txt, but answers no request for a name with a plain percent sign') as string});
		}
	});

	it('is what can only be read: nothing is sent to it', async () => {
		const {client, sandbox} = await openAccount();
		await put(client, `${archive}/a.txt`, 'a');
		sandbox.log.length = 0;

		const files = openJotta(client);
		for (const act of [
			async () => files.mkdir('/Jotta/Shared/new'),
			async () => files.copy(`${archive}/a.txt`, '/Jotta/Shared/a.txt'),
			async () => files.rename(`${archive}/a.txt`, '/jotta/latest/a.txt'),
			async () => files.remove('/Jotta/Links/a.txt', {kind: 'file'}),
		]) {
			await expect(act()).rejects.toMatchObject({code: 'permission', message: expect.stringContaining('can only be read here') as string});
		}

		expect(sandbox.log).toEqual([]);
	});
});

describe('the tree of places', () => {
	it('has Jotta first, its views as what they are, and what is in the trash', async () => {
		const {client} = await openAccount({isDemo: true});

		const places = await rowsOf(listPlaces({client}));

		expect(places.map(({path, role}) => `${path} ${role}`).join(', ')).toBe([
			'/Jotta device, /Jotta/Archive mountpoint, /Jotta/Shared shared, /Jotta/Sync mountpoint',
			'/Jotta/Latest latest, /Jotta/Links links, /Jotta/Trash trash',
			'/LAPTOP-01 device, /LAPTOP-01/Home mountpoint, /LAPTOP-01/Projects mountpoint',
		].join(', '));
	});
});

describe('a modification time', () => {
	it('is set to whole seconds without sending content; a folder has none', async () => {
		const {client, sandbox} = await openAccount();
		const md5 = await put(client, `${archive}/a.txt`, 'a');
		await makeFolder(`${archive}/folder`, {client});
		sandbox.log.length = 0;

		expect(await setModified(`${archive}/a.txt`, 1_234_567_890_999, {client})).toBe(1_234_567_890_000);
		await expect(setModified(`${archive}/folder`, 0, {client})).rejects.toMatchObject({code: 'permission'});

		expect(await readEntry(`${archive}/a.txt`, {client})).toMatchObject({modified: 1_234_567_890_000, md5});
		expect(sandbox.log.filter(each => each.received > 0)).toEqual([]);
	});
});
