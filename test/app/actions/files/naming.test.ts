import {
	readdir,
	readFile,
	stat,
	writeFile,
} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {startBulkRename} from '../../../../source/app/actions/files/bulk-rename.ts';
import {clearOldCopies} from '../../../../source/app/actions/edit/fetched-copies.ts';
import {startNewFile} from '../../../../source/app/actions/files/naming.ts';
import {withMarksWhere} from '../../../../source/app/stores/pane/marks.ts';
import {openLocal} from '../../../../source/files/local-file-system.ts';
import {temporaryFolder} from '../../../support/temp-files.ts';
import {file, openTestApp} from '../../../support/app/test-app.ts';
import {fieldText, type} from '../../../support/drive.ts';

describe('a new file', () => {
	it('is made with its folder, as F7 makes folders in folders', async () => {
		const home = await temporaryFolder();
		const app = await openTestApp({local: {[home]: []}});
		const real = {...app, openFileSystem: async () => openLocal()};
		await app.panes[0].goTo({kind: 'local', path: home});

		startNewFile(real);
		type(app, ...'a/b.txt', 'Enter');

		await expect.poll(() => app.session.get().message?.text).toBe('Made the file a/b.txt.');
		expect(await stat(join(home, 'a', 'b.txt'))).toMatchObject({size: 0});
		expect(app.panes[0].get().entries.map(({name}) => name)).toEqual(['a']);
	});
});

describe('a new file in the cloud', () => {
	it('waits to be sent where no start of the machine takes it away, and stays there until then', async () => {
		const app = await openTestApp();
		const {edits} = app.accounts.tools.directories;
		app.session.change({active: 1});

		startNewFile(app);
		type(app, ...'b.txt', 'Enter');
		await expect.poll(() => app.session.get().message?.text).toBe('Made the file b.txt.');
		await clearOldCopies(edits, {isAlive: () => false, needed: app.queue.neededBelow(edits)});

		expect([await readdir(app.temporary), await readdir(edits)]).toEqual([[], [expect.stringContaining('jottafm-edit-')]]);
		app.queue.cancelAll();
		await clearOldCopies(edits, {isAlive: () => false, needed: app.queue.neededBelow(edits)});
		expect(await readdir(edits)).toEqual([]);
	});
});

describe('the prompt for a place', () => {
	it.each(['/', '~', 'jotta:'])('begins anew with %s', async start => {
		const app = await openTestApp();
		type(app, 'g', 'p', ...start);

		expect(fieldText(app)).toBe(start);
	});

	it('goes on from what it shows with a name', async () => {
		const app = await openTestApp();
		type(app, 'g', 'p', ...'a/b');

		expect(fieldText(app)).toBe('/home/per/a/b');
	});

	it('says of a place that never was that it is not there, once', async () => {
		const app = await openTestApp();
		type(app, 'g', 'p', ...'/home/nix/b', 'Enter');

		await expect.poll(() => app.session.get().log.map(({text}) => text)).toEqual(['There is no folder b; this is the nearest one above it.']);
		await expect.poll(() => app.panes[0].get().location.path).toBe('/home');
	});
});

describe('names in the editor', () => {
	it('leave out one that cannot stand in a text file, and say so', async () => {
		const app = await openTestApp({local: {'/home/per': [file('a.txt'), file('line\nbreak.txt')]}});
		app.panes[0].change(state => withMarksWhere(state, () => true));
		let given = '';

		startBulkRename({
			...app,
			async editFile(path) {
				given = await readFile(path, 'utf8');
				await writeFile(path, 'b.txt\n');
			},
		});

		await expect.poll(() => app.session.get().dialog).toMatchObject({
			kind: 'question', title: 'Rename 1 item?', lines: ['a.txt → b.txt', expect.stringMatching(/^Left out, rename it by itself: line.break\.txt$/v)],
		});
		expect(given).toBe('a.txt\n');
	});
});
