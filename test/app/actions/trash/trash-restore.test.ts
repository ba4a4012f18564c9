import {describe, expect, it} from 'vitest';
import {trashEntry} from '../../../../source/jotta/changes.ts';
import {findEntry, findLive} from '../../../../source/jotta/find.ts';
import {listTrash} from '../../../../source/jotta/trash/trash.ts';
import {readVersions} from '../../../../source/jotta/versions.ts';
import {old, openCloudApp, pointAt} from '../../../support/app/cloud-app.ts';
import type {TestApp} from '../../../support/app/test-app.ts';
import {
	archive,
	pathsOf,
	put,
	rowsOf,
	renameStored,
} from '../../../support/cloud.ts';
import {
	asked,
	eventually,
	said,
	type,
} from '../../../support/drive.ts';

async function openAt(app: TestApp, name: string): Promise<void> {
	type(app, 'g', 't');
	await eventually(() => {
		expect(app.stores.trash.get().isLoading).toBe(false);
	});
	pointAt(app, name);
}

/** The trash is shown with old.txt in it, and by then something alive has its place. */
async function takenPlace() {
	const {app, sandbox} = await openCloudApp();
	const options = {client: await app.service.openClient('jotta')};
	const {md5} = (await findEntry(old, options))!;
	await openAt(app, 'old.txt');
	const live = await put(options.client, old, 'alive now');
	return {
		app, sandbox, options, md5, live,
	};
}

describe('restoring where something alive is', () => {
	it('replaces it when that is chosen: it stays as an older version', async () => {
		const {app, options, md5, live} = await takenPlace();

		type(app, 'r');
		await asked(app, 'Its place is taken: old.txt');
		type(app, 'p');
		await said(app, 'Restored as old.txt.');

		const {versions} = await readVersions(old, options);
		expect(versions.find(({state}) => state === 'current')).toMatchObject({md5});
		expect(versions.filter(({state}) => state === 'older').map(version => version.md5)).toContain(live);
	});

	it('keeps both when that is chosen', async () => {
		const {app, options, md5, live} = await takenPlace();

		type(app, 'r');
		await asked(app, 'Its place is taken: old.txt');
		type(app, 'k');
		await said(app, 'Restored as old (1).txt.');

		expect(await findLive(old, options)).toMatchObject({md5: live});
		expect(await findLive(`${archive}/old (1).txt`, options)).toMatchObject({md5});
	});

	it('leaves all as it is by Enter', async () => {
		const {app, options, live} = await takenPlace();

		type(app, 'r');
		await asked(app, 'Its place is taken: old.txt');
		type(app, 'Enter');

		expect(app.stores.window.get().dialog).toBeUndefined();
		expect(app.stores.trash.current()).toMatchObject({path: old});
		expect(await findLive(old, options)).toMatchObject({md5: live});
	});

	it('never destroys it by "delete for good"', async () => {
		const {app, options, live} = await takenPlace();

		type(app, 'x');
		await asked(app, 'Delete for good?');
		type(app, 'y');
		await said(app, 'something of that name is alive in its place');

		expect(await findLive(old, options)).toMatchObject({md5: live});
	});

	it('takes a tombstone of another time for another one', async () => {
		const {app, sandbox, options} = await takenPlace();
		sandbox.state.clock.advance(60_000);
		await trashEntry(old, 'file', options);

		type(app, 'x');
		await asked(app, 'Delete for good?');
		type(app, 'y');
		await said(app, 'in the trash from another time than was listed');
		type(app, 'Ctrl-R');
		await eventually(() => {
			expect(app.stores.trash.get().isLoading).toBe(false);
		});
		pointAt(app, 'old.txt');
		type(app, 'r');
		await said(app, 'Restored old.txt.');

		expect(await findLive(old, options)).toMatchObject({size: 'alive now'.length});
	});
});

describe('restoring what was in a folder', () => {
	async function openFolder(app: TestApp): Promise<void> {
		await openAt(app, 'drafts');
		type(app, 'Enter');
		await eventually(() => {
			expect(app.stores.trash.get().rows.map(({path}) => path)).toEqual([`${archive}/drafts/one.txt`]);
		});
	}

	it('brings the folder in the trash back, alone, and says so', async () => {
		const {app} = await openCloudApp();
		const options = {client: await app.service.openClient('jotta')};
		await openFolder(app);

		type(app, 'r');
		await said(app, /Restored one\.txt\. .*drafts above came back, too, without other content/v);

		expect(await findLive(`${archive}/drafts/one.txt`, options)).toBeDefined();
	});

	it('puts nothing where a file has the place of the folder', async () => {
		const {app, sandbox} = await openCloudApp();
		await openFolder(app);
		renameStored(sandbox, 'drafts', 'elsewhere');
		const options = {client: await app.service.openClient('jotta')};
		const md5 = await put(options.client, `${archive}/drafts`, 'a file now');

		type(app, 'r');
		await said(app, 'drafts, above one.txt, is a file now: nothing can be in it. Rename that file, then try again.');

		expect(await findLive(`${archive}/drafts`, options)).toMatchObject({kind: 'file', md5});
	});

	it('says that it is gone for good', async () => {
		const {app} = await openCloudApp();
		const options = {client: await app.service.openClient('jotta')};
		await openFolder(app);
		await app.service.openFileSystem({kind: 'cloud', account: 'jotta', path: archive}).then(async files => files.remove(`${archive}/drafts`, {kind: 'folder', permanent: true}));

		type(app, 'r');
		await said(app, 'one.txt is not in the trash');

		expect(pathsOf(await rowsOf(listTrash(options)))).not.toContain(`${archive}/drafts`);
	});
});

it('a mountpoint comes back with all that went with it, and the question says that this is experimental', async () => {
	const {app} = await openCloudApp();
	await openAt(app, 'Music');

	type(app, 'r');
	await asked(app, 'Restore a whole mountpoint?');
	const {dialog} = app.stores.window.get();
	expect(dialog && 'lines' in dialog ? dialog.lines[0] : '').toMatch(/^Experimental/v);
	type(app, 'y');
	await said(app, /Restored Music with 1 file/v);

	expect(await findLive('/NAS/Music/song.mp3', {client: await app.service.openClient('jotta')})).toBeDefined();
});
