import {
	readFile,
	writeFile,
} from 'node:fs/promises';
import {describe, expect, it} from 'vitest';
import {withEditor} from '../../../support/app/replaced.ts';
import {startBulkRename} from '../../../../source/app/actions/files/bulk-rename.ts';
import {withMarksWhere} from '../../../../source/app/stores/pane/marks.ts';
import {openCloudFolders} from '../../../support/app/cloud-app.ts';
import {file, openTestApp, type TestApp} from '../../../support/app/test-app.ts';
import {eventually, said, type} from '../../../support/drive.ts';

describe('names in the editor', () => {
	it('leave out one that cannot stand in a text file, and say so', async () => {
		const app = await openTestApp({local: {'/home/per': [file('a.txt'), file('line\nbreak.txt')]}});
		app.panes[0].change(state => withMarksWhere(state, () => true));
		let given = '';

		startBulkRename(withEditor(app, async path => {
			given = await readFile(path, 'utf8');
			await writeFile(path, 'b.txt\n');
		}));

		await expect.poll(() => app.stores.window.get().dialog).toMatchObject({
			kind: 'question', title: 'Rename 1 item?', lines: ['a.txt → b.txt', expect.stringMatching(/^Left out, rename it by itself: line.break\.txt$/v)],
		});
		expect(given).toBe('a.txt\n');
	});
});

const names = (app: TestApp) => app.panes[1].get().rows.map(({name}) => name);

it('renaming many over a failing line says how far it went, and u takes that back', async () => {
	const {app, sandbox} = await openCloudFolders();
	const before = names(app);
	const editor = withEditor(app, async list => {
		await writeFile(list, (await readFile(list, 'utf8')).replaceAll(/^./gmv, '$&$&'));
	});
	app.panes[1].change(state => ({...state, marks: new Set(['a', 'b', 'c'])}));
	sandbox.setFaults('POST /jfs/*/b?* status=500; GET /jfs/*/bb* status=500');

	type(editor, 'r');
	await eventually(() => {
		expect(app.stores.window.get().dialog).toMatchObject({title: 'Rename 3 items?'});
	});
	type(app, 'y');
	await said(app, /Renamed until then: 1 of 3; u takes them back\./v);
	await eventually(() => {
		expect(names(app)).toEqual(expect.arrayContaining(['aa', 'b', 'c']));
	});
	sandbox.setFaults('');
	type(app, 'u');

	await eventually(() => {
		expect(names(app)).toEqual(before);
	});
});
