import {
	link,
	readdir,
	readFile,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {withCursor} from '../../../../source/app/stores/pane/cursor.ts';
import {withMarksWhere} from '../../../../source/app/stores/pane/marks.ts';
import {openLocal} from '../../../../source/files/local-file-system.ts';
import {withEditor, withFileSystem} from '../../../support/app/replaced.ts';
import {openTestApp, type TestApp} from '../../../support/app/test-app.ts';
import {caselessFolder} from '../../../support/caseless-folder.ts';
import {asked, said, type} from '../../../support/drive.ts';
import {jobsIn} from '../../../support/queue-file.ts';
import {temporaryFolder} from '../../../support/temp-files.ts';
import {makeTree} from '../../../support/trees.ts';

/** A folder of the disk in both panes, with the cursor of the left one on a name. */
async function openOn(folder: string, name: string, files = openLocal()): Promise<TestApp> {
	const entries = await Array.fromAsync(openLocal().list(folder));
	const app = await openTestApp({local: {[folder]: entries.flat()}});
	for (const pane of app.panes) {
		await pane.goTo({kind: 'local', path: folder});
	}

	app.panes[0].change(state => withCursor(state, state.rows.findIndex(row => row.name === name)));
	return withFileSystem(app, async () => files);
}

describe('a hard link', () => {
	it.each(['again.txt', 'A.TXT'])('is not taken for a free name: both stay, with a sentence, by r and by F6 that overwrites (%s)', async second => {
		const folder = await temporaryFolder();
		await makeTree(folder, {'a.txt': 'precious'});
		await link(path.join(folder, 'a.txt'), path.join(folder, second));
		const app = await openOn(folder, 'a.txt');

		type(app, 'r', 'Ctrl-U', 'Ctrl-K', ...second, 'Enter');
		await said(app, /already/v);
		type(app, 'F6', 'Ctrl-U', ...second, 'Tab', 'Tab', 'Enter');
		await said(app, `a.txt and ${second} there are one file already: it stays as it is.`);

		expect(jobsIn(app.service.queue)).toEqual([]);
		expect((await readdir(folder)).toSorted()).toEqual(['a.txt', second].toSorted());
		expect(await readFile(path.join(folder, second), 'utf8')).toBe('precious');
	});
});

describe('a change of case on a disk that takes both for one name', () => {
	it('is made by r, by F6, and in the editor, where a name that another one gives up can be taken', async () => {
		const {folder, files} = await caselessFolder();
		await makeTree(folder, {'Dir/b.txt': 'b', one: '1', two: '2'});
		const app = await openOn(folder, 'Dir', files);

		type(app, 'r', 'Ctrl-U', ...'DIR', 'Enter');
		await said(app, 'Dir is now DIR; u undoes it.');
		expect(await readdir(folder)).toContain('DIR');

		const again = await openOn(folder, 'DIR', files);
		type(again, 'F6', 'Ctrl-U', ...'dir', 'Enter');
		await expect.poll(() => jobsIn(again.service.queue)).toMatchObject([{kind: 'move', target: {path: folder}, targetName: 'dir'}]);

		again.panes[0].change(state => withMarksWhere(state, ({kind}) => kind === 'file'));
		type(withEditor(again, async file => {
			await writeFile(file, (await readFile(file, 'utf8')).replace('two', 'Three').replace('one', 'TWO'));
		}), 'r');
		await asked(again, 'Rename 2 items?');
		type(again, 'y');
		await said(again, 'Renamed; u undoes it.');
		expect([await readFile(path.join(folder, 'TWO'), 'utf8'), await readFile(path.join(folder, 'Three'), 'utf8')]).toEqual(['1', '2']);
	});
});
