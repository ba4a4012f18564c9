import {readdir, readFile, writeFile} from 'node:fs/promises';
import {describe, expect, it} from 'vitest';
import {startEdit} from '../../source/app/actions/edit/edit.ts';
import {Failure} from '../../source/failure.ts';
import {archive, put} from '../support/cloud.ts';
import {openCloudApp, plan, pointAt} from '../support/app/cloud-app.ts';
import type {TestApp} from '../support/app/test-app.ts';
import {eventually, said, type} from '../support/drive.ts';

const broken = 'GET /jfs/* status=500';

/** The cloud with three folders of a file each. */
async function openFolders() {
	const {app, sandbox} = await openCloudApp();
	const client = await app.openClient('jotta');
	for (const name of ['a', 'b', 'c']) {
		await put(client, `${archive}/${name}/${name}.txt`, name.repeat(1000));
	}

	type(app, 'Ctrl-R');
	await eventually(() => {
		expect(app.panes[1].get().rows.map(({name}) => name)).toContain('c');
	});
	return {app, sandbox};
}

const names = (app: TestApp) => app.panes[1].get().rows.map(({name}) => name);

describe('when the line fails', () => {
	it('counting says which folder is not counted, and keeps those that are', async () => {
		const {app, sandbox} = await openFolders();
		app.panes[1].change(state => ({...state, marks: new Set(['a', 'b', 'c'])}));

		sandbox.setFaults('GET /jfs/*/b* status=500; GET /jfs/*/c* status=500');
		type(app, 'z');
		await said(app, /b is not counted; 1 of 3 folders are: Jottacloud had a problem .*Try again/v);

		expect(app.panes[1].get().entries.filter(({kind}) => kind === 'folder').map(({size}) => size)).toEqual([1000, undefined, undefined]);
	});

	it('a search keeps what was found, and says that it is not all', async () => {
		const {app, sandbox} = await openFolders();
		const rows = () => {
			const {dialog} = app.session.get();
			return dialog?.kind === 'list' && dialog.isLoading !== true ? dialog : undefined;
		};

		sandbox.setFaults('GET /jfs/* cut-after=600');
		type(app, 'f', ...'txt', 'Enter');
		await eventually(() => {
			expect(rows()?.foot).toMatch(/^broken off after \d+ names?; Enter goes there/v);
		});
		expect(app.session.get().message).toMatchObject({isProblem: true});
		sandbox.setFaults(broken);
		type(app, 'Esc', 'f', ...'txt', 'Enter');

		await eventually(() => {
			expect(rows()).toMatchObject({rows: [], whenEmpty: 'The search was broken off before anything was found.'});
		});
	});

	it('renaming many says how far it went, and u takes that back', async () => {
		const {app, sandbox} = await openFolders();
		const before = names(app);
		const editor = {
			...app, async editFile(file: string) {
				await writeFile(file, (await readFile(file, 'utf8')).replaceAll(/^./gmv, '$&$&'));
			},
		};
		app.panes[1].change(state => ({...state, marks: new Set(['a', 'b', 'c'])}));
		sandbox.setFaults('POST /jfs/*/b?* status=500; GET /jfs/*/bb* status=500');

		type(editor, 'r');
		await eventually(() => {
			expect(app.session.get().dialog).toMatchObject({title: 'Rename 3 items?'});
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

	it.each([
		['cut', 'cut-after=2', /could not be reached|broke|interrupted|connection/v],
		['truncated', 'truncate=2', /plan\.txt arrived damaged: .*Nothing was opened or changed: try again/v],
		['damaged', 'flip', /plan\.txt arrived damaged/v],
		['refused', 'status=500', /had a problem with .*Try again/v],
	])('a file that is to be edited and arrives %s does not open, and no copy of it stays', async (_, fault, words) => {
		const {app, sandbox} = await openCloudApp();
		pointAt(app, 'plan.txt');

		sandbox.setFaults(`GET /jfs/*mode=bin* ${fault}`);
		startEdit(app);
		await said(app, words);

		expect(app.ways.filter(way => way.startsWith('edit'))).toEqual([]);
		expect(await readdir(app.accounts.tools.directories.edits)).toEqual([]);
	});

	it('what was written in the editor waits in the queue when the service cannot be asked about it', async () => {
		const {app, sandbox} = await openCloudApp();
		pointAt(app, 'plan.txt');

		startEdit({
			...app, async editFile(file) {
				await writeFile(file, 'mine');
				sandbox.setFaults(broken);
			},
		});
		await said(app, /had a problem with .*What you wrote waits in the queue\. It is sent when the service answers again/v);

		const {file, basis} = app.queue.findSave({kind: 'cloud', account: 'jotta', path: plan})!;
		expect(await readFile(file, 'utf8')).toBe('mine');
		expect(basis.size).toBe('second'.length);
	});

	it('what was written in an editor that ended badly is kept, and nothing is where nothing was', async () => {
		const {app} = await openCloudApp();
		pointAt(app, 'plan.txt');
		const ended = () => new Failure('permission', 'The editor ended with an error.', {nextStep: ''});

		startEdit({
			...app, async editFile() {
				throw ended();
			},
		});
		await said(app, 'The editor ended with an error.');
		await eventually(async () => {
			expect(await readdir(app.accounts.tools.directories.edits)).toEqual([]);
		});
		startEdit({
			...app, async editFile(file) {
				await writeFile(file, 'mine');
				throw ended();
			},
		});

		await said(app, /What you wrote is kept in .*plan\.txt\. Copy it up with F5/v);
		expect(await readdir(app.accounts.tools.directories.edits)).toHaveLength(1);
	});

	it('the viewer keeps what it has read, says so, and reads on', async () => {
		const {app, sandbox} = await openCloudApp();
		await put(await app.openClient('jotta'), plan, 'a line of text\n'.repeat(40_000));
		type(app, 'Ctrl-R');
		await eventually(() => {
			expect(app.panes[1].get().entries.find(({name}) => name === 'plan.txt')?.size).toBe(600_000);
		});
		pointAt(app, 'plan.txt');
		type(app, 'F3');
		await eventually(() => {
			expect(app.viewer.get()).toMatchObject({isLoading: false, name: 'plan.txt'});
		});
		const read = app.viewer.get().bytes.length;

		sandbox.setFaults(broken);
		await app.viewer.more();
		expect(app.viewer.get().problem?.sentence).toMatch(/had a problem/v);
		expect(app.viewer.get().bytes).toHaveLength(read);
		sandbox.setFaults('');
		type(app, 'Ctrl-R');

		await eventually(() => {
			expect(app.viewer.get().problem).toBeUndefined();
			expect(app.viewer.get().bytes.length).toBeGreaterThan(read);
		});
	});
});
