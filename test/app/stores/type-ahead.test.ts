import {readdir, writeFile} from 'node:fs/promises';
import {describe, expect, it} from 'vitest';
import {withEditor, withFileSystem} from '../../support/app/replaced.ts';
import {press} from '../../../source/app/input/press.ts';
import type {Entry} from '../../../source/files/entry.ts';
import type {FileSystem} from '../../../source/files/file-system.ts';
import {
	file,
	folder,
	openTestApp,
	type TestApp,
} from '../../support/app/test-app.ts';
import {eventually, fieldText, type} from '../../support/drive.ts';

const twoFiles = {'/home/per': [file('a.txt'), file('b.txt')]};

type SlowApp = {readonly app: TestApp; readonly answer: () => Promise<void>; readonly fail: (error: Error) => Promise<void>};

/** A disk that answers when it is told to: until then nobody knows what will be asked. */
async function openSlowApp(local: Readonly<Record<string, readonly Entry[]>> = twoFiles): Promise<SlowApp> {
	const ready = await openTestApp({local});
	const opened = Promise.withResolvers<FileSystem>();
	const waits: Array<Promise<unknown>> = []; // for which keys are held
	const {during} = ready.typeAhead;
	Object.assign(ready.typeAhead, {
		async during(...work: Parameters<typeof during>) {
			const wait = during(...work);
			waits.push(wait);
			return wait;
		},
	});
	const app = withFileSystem(ready, async () => opened.promise);
	return {
		app,
		async answer() {
			opened.resolve(ready.local);
			await Promise.allSettled(waits);
		},
		async fail(error) {
			opened.reject(error);
			await Promise.allSettled(waits);
		},
	};
}

const names = ({local}: TestApp) => local.tree.get('/home/per')?.map(({name}) => name);
const cursor = ({panes}: TestApp) => panes[0].get().cursor;

describe('keys typed before a question has opened', () => {
	it('answer it', async () => {
		const {app, answer} = await openSlowApp();

		type(app, 'Down', 'F8', 'y');
		expect(app.stores.window.get().dialog).toBeUndefined();
		expect(app.stores.window.get().prefix).toBe('');
		await answer();

		await expect.poll(() => names(app)).toEqual(['b.txt']);
		expect(app.stores.window.get().prefix).toBe('');
	});

	it('go on in the panes behind the answer', async () => {
		const {app, answer} = await openSlowApp();

		type(app, 'Down', 'F8', 'Enter', 'Down', 'Down');
		await answer();

		expect(names(app)).toEqual(['a.txt', 'b.txt']);
		expect(app.stores.window.get().dialog).toBeUndefined();
		expect(cursor(app)).toBe(2);
	});

	it.each(['Esc', 'Ctrl-C'])('are given up by %s, and so is the question', async leave => {
		const {app, answer} = await openSlowApp();

		type(app, 'Down', 'F8', 'y', leave, 'Down');
		expect(cursor(app)).toBe(2);
		await answer();

		expect(app.stores.window.get().dialog).toBeUndefined();
		expect(names(app)).toEqual(['a.txt', 'b.txt']);
	});

	it('are dropped when the question never comes', async () => {
		const {app, fail} = await openSlowApp();

		type(app, 'Down', 'F8', 'y', 'Down');
		await fail(new Error('no answer'));

		await eventually(() => {
			expect(app.stores.window.get().prefix).toBe('');
			expect(app.stores.messages.get().message).toMatchObject({isProblem: true});
		});
		expect(app.stores.window.get().dialog).toBeUndefined();
		expect(cursor(app)).toBe(1);
	});

	it('are no more than somebody can have meant', async () => {
		const {app, answer} = await openSlowApp();
		const moves = Array.from({length: 5000}, () => 'Tab');

		type(app, 'Down', 'F8', 'Enter', ...moves, 'y');
		await answer();

		expect(app.stores.window.get().active).toBe(1); // 99 of them
		expect(app.stores.window.get().prefix).toBe('');
	});

	it('do not hold clicks, which are for what is seen', async () => {
		const {app, answer} = await openSlowApp();

		type(app, 'Down', 'F8');
		press(app, {
			kind: 'mouse', button: 0, column: 5, row: 4, isDown: true,
		});
		await answer();

		expect(app.stores.window.get().dialog).toMatchObject({kind: 'question'});
		expect(cursor(app)).toBe(1);
	});
});

describe('keys typed while Tab completes', () => {
	const tree = {'/home/per': [folder('album')], '/home/per/album': [folder('inner')], '/home/per/album/inner': []};

	it('go on from what it has made', async () => {
		const {app, answer} = await openSlowApp(tree);

		type(app, 'g', 'p', 'a', 'Tab', 'i', 'Tab', 'Enter');
		expect(fieldText(app)).toBe('/home/per/a');
		await answer();

		await expect.poll(() => app.panes[0].get().location.path).toBe('/home/per/album/inner');
	});

	it('are given up by Esc, and the text stays as it was', async () => {
		const {app, answer} = await openSlowApp(tree);

		type(app, 'g', 'p', 'a', 'Tab', 'x', 'Esc', 'l');
		await answer();

		expect(fieldText(app)).toBe('/home/per/al');
	});
});

describe('keys typed while names are given in the editor', () => {
	it('answer the plan when it has been left, and are the editor’s before', async () => {
		const left = Promise.withResolvers<undefined>();
		const ready = await openTestApp({local: {'/home/per': [file('a.txt')]}});
		const app: TestApp = withEditor(ready, async path => {
			type(app, 'Down', 'y');
			await writeFile(path, 'b.txt\n');
			left.resolve(undefined);
		});

		type(app, 'Ctrl-A', 'r');
		await left.promise;
		await expect.poll(() => app.stores.window.get().dialog).toMatchObject({title: 'Rename 1 item?', cursor: 0});
		expect(names(app)).toEqual(['a.txt']);
	});

	it('wait for the plan', async () => {
		const ready = await openTestApp({local: {'/home/per': [file('a.txt')]}});
		const app: TestApp = withEditor(ready, async path => {
			await writeFile(path, 'b.txt\n');
			setImmediate(() => {
				type(app, 'y');
			});
		});

		type(app, 'Ctrl-A', 'r');

		await expect.poll(() => names(app)).toEqual(['b.txt']);
		expect(app.stores.window.get()).toMatchObject({dialog: undefined, prefix: ''});
	});

	it('do not open an editor that Esc has given up', async () => {
		const ready = await openTestApp({local: {'/home/per': [file('a.txt')]}});

		type(ready, 'Ctrl-A', 'r', 'Esc');
		await expect.poll(async () => readdir(ready.service.temporary)).toEqual([]);

		expect(ready.terminalCalls).toEqual([]);
		expect(ready.stores.window.get().dialog).toBeUndefined();
	});
});

describe('keys typed while a setting is written', () => {
	it('go into the form, not into the panes behind it', async () => {
		const app = await openTestApp({local: {'/home/per': [file('a.txt')]}});

		type(app, 'g', ',', 'Down', 'Delete', 'Down', 'Down');

		await expect.poll(() => app.stores.window.get().dialog).toMatchObject({kind: 'list', title: 'Settings', cursor: 3});
		expect(cursor(app)).toBe(0);
	});
});
