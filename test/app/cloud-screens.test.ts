import {writeFile} from 'node:fs/promises';
import {describe, expect, it} from 'vitest';
import {startEdit} from '../../source/app/actions/edit/edit.ts';
import {findEntry, findLive, trashEntry} from '../../source/jotta/changes.ts';
import {listTrash} from '../../source/jotta/trash/trash.ts';
import {allocate} from '../../source/jotta/upload.ts';
import {readVersions} from '../../source/jotta/versions.ts';
import {
	archive,
	pathsOf,
	put,
	rowsOf,
} from '../support/cloud.ts';
import {old, openCloudApp, pointAt} from '../support/app/cloud-app.ts';
import type {TestApp} from '../support/app/test-app.ts';
import {asked, eventually, said, type} from '../support/drive.ts';

async function openAt(app: TestApp, name: string): Promise<void> {
	type(app, 'g', 't');
	await eventually(() => {
		expect(app.trash.get().isLoading).toBe(false);
	});
	pointAt(app, name);
}

/** The trash is shown with old.txt in it, and by then something alive has its place. */
async function takenPlace() {
	const {app, sandbox} = await openCloudApp();
	const options = {client: await app.openClient('jotta')};
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

		expect(app.session.get().dialog).toBeUndefined();
		expect(app.trash.current()).toMatchObject({path: old});
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
			expect(app.trash.get().isLoading).toBe(false);
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
			expect(app.trash.get().rows.map(({path}) => path)).toEqual([`${archive}/drafts/one.txt`]);
		});
	}

	it('brings the folder in the trash back, alone, and says so', async () => {
		const {app} = await openCloudApp();
		const options = {client: await app.openClient('jotta')};
		await openFolder(app);

		type(app, 'r');
		await said(app, /Restored one\.txt\. .*drafts above came back, too, without other content/v);

		expect(await findLive(`${archive}/drafts/one.txt`, options)).toBeDefined();
	});

	it('puts nothing where a file has the place of the folder', async () => {
		const {app, sandbox} = await openCloudApp();
		await openFolder(app);
		const {tree, database} = sandbox.state;
		const parent = tree.find(['Jotta', 'Archive', 'drafts'])!;
		database.prepare('UPDATE nodes SET name = ?, key = ? WHERE id = ?').run('elsewhere', 'ELSEWHERE', parent.id);
		await put(await app.openClient('jotta'), `${archive}/drafts`, 'a file now');

		type(app, 'r');
		await said(app, 'drafts, above one.txt, is a file now: nothing can be in it. Rename that file, then try again.');
	});

	it('says that it is gone for good', async () => {
		const {app} = await openCloudApp();
		const options = {client: await app.openClient('jotta')};
		await openFolder(app);
		await app.openFileSystem({kind: 'cloud', account: 'jotta', path: archive}).then(async files => files.remove(`${archive}/drafts`, {kind: 'folder', permanent: true}));

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
	const {dialog} = app.session.get();
	expect(dialog && 'lines' in dialog ? dialog.lines[0] : '').toMatch(/^Experimental/v);
	type(app, 'y');
	await said(app, /Restored Music with 1 file/v);

	expect(await findLive('/NAS/Music/song.mp3', {client: await app.openClient('jotta')})).toBeDefined();
});

describe('links in the pane', () => {
	it.each(['plan.txt', 'shelf'])('are made, copied and turned off for %s', async name => {
		const {app} = await openCloudApp();
		const options = {client: await app.openClient('jotta')};
		await put(options.client, `${archive}/shelf/book.txt`, 'once upon a time');
		type(app, 'Ctrl-R');
		await eventually(() => {
			expect(app.panes[1].get().rows.map(row => row.name)).toContain('shelf');
		});
		pointAt(app, name);

		type(app, 'y', 'l');
		await said(app, `Whoever has this address can read ${name}`);
		await eventually(() => {
			expect(app.ways.at(-1)).toMatch(/^copy http/v);
		});
		type(app, 'y', 'u');
		await asked(app, 'Turn the link off?');
		type(app, 'y');

		await said(app, `${name} is shared no longer.`);
	});
});

describe('the account screen', () => {
	async function roomLines(app: TestApp, words: RegExp): Promise<void> {
		type(app, 'g', 'a');
		await eventually(() => {
			const {dialog} = app.session.get();
			expect(dialog && 'lines' in dialog ? dialog.lines.join('\n') : '').toMatch(words);
		});
	}

	it.each([
		['write', /Writing is locked\. Looking and copying from the cloud still work/v],
		['read', /Reading is locked\. Copying to the cloud may still work/v],
		['locked', /The account is locked: nothing can be read or written\. Only Jottacloud can unlock it/v],
	] as const)('has the lock %s in words, with what still works', async (lock, words) => {
		const {app, sandbox} = await openCloudApp();
		sandbox.state.switches.locks = [lock];

		await roomLines(app, words);
	});

	it('says that a full account still can look, copy from the cloud and delete', async () => {
		const {app, sandbox} = await openCloudApp();
		sandbox.state.limits.capacity = 10;

		await roomLines(app, /The account is full: .* Looking, copying from the cloud and deleting still work/v);
	});

	it('calls a plan without a capacity unlimited', async () => {
		const {app} = await openCloudApp({capacity: -1});

		await roomLines(app, /bytes used, unlimited/v);
		await roomLines(app, /bytes {2}Jotta › Archive/v); // where most of it is
	});
});

it('the version that is current is not asked about', async () => {
	const {app} = await openCloudApp();
	pointAt(app, 'plan.txt');
	type(app, 'V');
	await eventually(() => {
		expect(app.versions.current()?.state).toBe('current');
	});

	type(app, 'r');

	await said(app, 'is the current one already.');
	expect(app.session.get().dialog).toBeUndefined();
});

it('what the editor has changed is said to be looked up, no longer to be fetched', async () => {
	const {app} = await openCloudApp();
	pointAt(app, 'plan.txt');

	startEdit({...app, editFile: async path => writeFile(path, 'mine')});

	await said(app, 'Changed: looking whether plan.txt is still the same in the cloud…');
	await said(app, 'Changed: it is sent now.');
});

it('a failed upload is shown among the versions, and cleared away', async () => {
	const {app} = await openCloudApp();
	const options = {client: await app.openClient('jotta')};
	const half = `${archive}/half.bin`;
	await allocate({
		path: half, size: 10, md5: 'c3fcd3d76192e4007dfb496cca67e13b', onConflict: 'new-revision',
	}, options);

	type(app, 'g', 'T');
	await eventually(() => {
		expect(app.trash.get().rows.map(({entry}) => entry.state)).toContain('incomplete');
	});
	pointAt(app, 'half.bin');
	type(app, 'x');
	await asked(app, 'Delete for good?');
	type(app, 'y');
	await said(app, 'half.bin is deleted for good.');

	expect(await findEntry(half, options)).toBeUndefined();
});

describe('a place', () => {
	it.each([
		['a'.repeat(256), 'has 256 characters; Jottacloud takes 255'],
		['nas', 'There is a device of the name nas already'],
		['NAS/music', 'There is a mountpoint of the name music already, in the trash. Restore it'],
		['NAS/photos', 'There is a mountpoint of the name photos already. Choose another name'],
		['Jotta/Mine', 'Jotta has its own mountpoints'],
		['A/B/C', 'folders are made in the pane'],
		['bad\u{FEFF}name', 'invisible character'],
	])('cannot be called %s', async (name, words) => {
		const {app, sandbox} = await openCloudApp();
		type(app, 'g', 'd');
		await eventually(() => {
			expect(app.places.get().isLoading).toBe(false);
		});
		sandbox.log.length = 0;

		type(app, 'n');
		await asked(app, 'New');
		type(app, ...`/${name}`, 'Enter');
		await said(app, words);

		expect(sandbox.log.filter(({method}) => method === 'POST')).toEqual([]);
	});
});

it('what can only be read refuses a new folder with a sentence', async () => {
	const {app, sandbox} = await openCloudApp();
	await app.panes[1].goTo({kind: 'cloud', account: 'jotta', path: '/Jotta/Shared'});
	expect(app.panes[1].get().location.path).toBe('/Jotta/Shared');
	sandbox.log.length = 0;

	type(app, 'F7');
	await asked(app, 'New folder');
	type(app, ...'mine', 'Enter');
	await said(app, 'Shared can only be read here');

	expect(sandbox.log.filter(({method}) => method === 'POST')).toEqual([]);
});

it('a name with a plain percent sign is shown, and each act says why it cannot be', async () => {
	const {app, sandbox} = await openCloudApp();
	const {tree, database} = sandbox.state;
	database.prepare('UPDATE nodes SET name = ?, key = ? WHERE id = ?').run('100%.txt', '100%.TXT', tree.find(['Jotta', 'Archive', 'plan.txt'])!.id);
	type(app, 'Ctrl-R');
	await eventually(() => {
		expect(app.panes[1].get().rows.map(row => row.name)).toContain('100%.txt');
	});
	pointAt(app, '100%.txt');
	const refused = 'Jottacloud lists 100%.txt, but answers no request for a name with a plain percent sign in it';

	for (const keys of [['V'], ['y', 'l'], ['i']]) {
		app.session.change({log: []});
		type(app, ...keys);
		await eventually(() => {
			const {log} = app.session.get();
			expect(`${log.map(({text}) => text).join('\n')} ${app.versions.get().problem?.sentence ?? ''}`).toContain(refused);
		});
		type(app, 'Esc');
	}

	expect(app.session.get().screen).toBe('browser');
});
