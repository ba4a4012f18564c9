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
import {
	asked,
	eventually,
	said,
	type,
} from '../../../support/drive.ts';
import {standardNames} from '../../../support/names.ts';

/** Marks all that is in a pane and opens the names in an editor that changes its text so. Gives what the editor was given. */
function renameAll(app: TestApp, side: 0 | 1, change: (text: string) => string): () => string {
	app.stores.window.activate(side);
	app.panes[side].change(state => withMarksWhere(state, () => true));
	let given = '';
	startBulkRename(withEditor(app, async path => {
		given = await readFile(path, 'utf8');
		await writeFile(path, change(given));
	}));
	return () => given;
}

describe('names in the editor', () => {
	it('are quoted where a line of text cannot hold them, and can be changed like any other', async () => {
		const app = await openTestApp({local: {'/home/per': [file('a.txt'), file('line\nbreak.txt'), file('caf\u{DCE9}.txt'), file(String.raw`"\n"`)]}});

		const given = renameAll(app, 0, text => text.replace('break', 'end').replace('caf', 'Caf'));
		await asked(app, 'Rename 2 items?');
		type(app, 'y');

		await said(app, 'Renamed; u undoes it.');
		expect(given().split('\n').toSorted()).toEqual(['', String.raw`"\"\\n\""`, String.raw`"caf\udce9.txt"`, String.raw`"line\nbreak.txt"`, 'a.txt']);
		expect(app.local.calls.filter(call => call.startsWith('rename'))).toEqual(expect.arrayContaining([
			'rename /home/per/caf\u{DCE9}.txt /home/per/Caf\u{DCE9}.txt', 'rename /home/per/line\nbreak.txt /home/per/line\nend.txt',
		]));
	});

	it.each([
		['before and behind the quotes', (text: string) => text.replaceAll(/^./gmv, 'y$&').replaceAll(/.$/gmv, '$&z'), 'yline\nbreakz'],
		['so that nothing in them needs quotes', (text: string) => text.replace(String.raw`\n`, ' '), 'line break'],
		['without the quotes', () => 'plain\n', 'plain'],
	] as const)('that are quoted can be changed %s', async (_, change, name) => {
		const app = await openTestApp({local: {'/home/per': [file('line\nbreak')]}});

		renameAll(app, 0, change);
		await asked(app, 'Rename 1 item?');
		type(app, 'y');

		await said(app, 'Renamed; u undoes it.');
		expect(app.local.calls.filter(call => call.startsWith('rename'))).toEqual([`rename /home/per/line\nbreak /home/per/${name}`]);
	});

	it('whose quotes hold no name any more rename nothing', async () => {
		const app = await openTestApp({local: {'/home/per': [file('line\nbreak')]}});

		renameAll(app, 0, text => text.replace(String.raw`\n`, String.raw`\q`));

		await said(app, /cannot be read: .+ Nothing was renamed\./v);
		expect(app.local.calls.filter(call => call.startsWith('rename'))).toEqual([]);
	});

	it('that are not changed rename nothing, however the service keeps them', async () => {
		const asStored = (segment: string) => ({...file(standardNames.toShown(segment)), segment});
		const app = await openTestApp({cloud: {'/Jotta/Archive': ['msf:1.jpg', 'a␀b', 'a‛／b', '‛bf', '．', 'plain'].map(segment => asStored(segment))}});

		renameAll(app, 1, text => text.replace('plain', 'simple'));
		await asked(app, 'Rename 1 item?');
		type(app, 'y');

		await said(app, 'Renamed; u undoes it.');
		expect(app.cloud.calls.filter(call => call.startsWith('rename'))).toEqual(['rename /Jotta/Archive/plain /Jotta/Archive/simple']);
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
