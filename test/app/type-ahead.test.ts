import {describe, expect, it} from 'vitest';
import {press} from '../../source/app/keymap/press.ts';
import type {FileSystem} from '../../source/files/file-system.ts';
import {file, openTestApp, type TestApp} from './support.ts';

/** A disk that answers when it is told to: until then nobody knows what will be asked. */
async function openSlowApp(): Promise<{readonly app: TestApp; readonly answer: () => Promise<void>; readonly fail: (error: Error) => Promise<void>}> {
	const ready = await openTestApp({local: {'/home/per': [file('a.txt'), file('b.txt')]}});
	const opened = Promise.withResolvers<FileSystem>();
	const app = {...ready, openFileSystem: async () => opened.promise};
	const ended = async () => new Promise<void>(resolve => {
		setTimeout(resolve, 0);
	});
	return {
		app,
		async answer() {
			opened.resolve(ready.local);
			await ended();
		},
		async fail(error) {
			opened.reject(error);
			await ended();
		},
	};
}

function type(app: TestApp, ...keys: readonly string[]): void {
	for (const key of keys) {
		press(app, {kind: 'key', key, ...(key.length === 1 && {text: key})});
	}
}

const names = ({local}: TestApp) => local.tree.get('/home/per')?.map(({name}) => name);
const cursor = ({panes}: TestApp) => panes[0].get().cursor;

describe('keys typed before a question has opened', () => {
	it('answer it', async () => {
		const {app, answer} = await openSlowApp();

		type(app, 'Down', 'F8', 'y');
		expect(app.session.get().dialog).toBeUndefined();
		expect(app.session.get().prefix).toBe('');
		await answer();

		await expect.poll(() => names(app)).toEqual(['b.txt']);
		expect(app.session.get().prefix).toBe('');
	});

	it('go on in the panes behind the answer', async () => {
		const {app, answer} = await openSlowApp();

		type(app, 'Down', 'F8', 'Enter', 'Down', 'Down');
		await answer();

		expect(names(app)).toEqual(['a.txt', 'b.txt']);
		expect(app.session.get().dialog).toBeUndefined();
		expect(cursor(app)).toBe(2);
	});

	it.each(['Esc', 'Ctrl-C'])('are given up by %s, and so is the question', async leave => {
		const {app, answer} = await openSlowApp();

		type(app, 'Down', 'F8', 'y', leave, 'Down');
		expect(cursor(app)).toBe(2);
		await answer();

		expect(app.session.get().dialog).toBeUndefined();
		expect(names(app)).toEqual(['a.txt', 'b.txt']);
	});

	it('are dropped when the question never comes', async () => {
		const {app, fail} = await openSlowApp();

		type(app, 'Down', 'F8', 'y', 'Down');
		await fail(new Error('no answer'));

		expect(app.session.get().dialog).toBeUndefined();
		expect(app.session.get()).toMatchObject({prefix: '', message: {isProblem: true}});
		expect(cursor(app)).toBe(1);
	});

	it('are no more than somebody can have meant', async () => {
		const {app, answer} = await openSlowApp();
		const moves = Array.from({length: 5000}, () => 'Tab');

		type(app, 'Down', 'F8', 'Enter', ...moves, 'y');
		await answer();

		expect(app.session.get().active).toBe(1); // 99 of them
		expect(app.session.get().prefix).toBe('');
	});

	it('do not hold clicks, which are for what is seen', async () => {
		const {app, answer} = await openSlowApp();

		type(app, 'Down', 'F8');
		press(app, {
			kind: 'mouse', button: 0, column: 5, row: 4, isDown: true,
		});
		await answer();

		expect(app.session.get().dialog).toMatchObject({kind: 'question'});
		expect(cursor(app)).toBe(1);
	});
});

describe('keys typed while a setting is written', () => {
	it('go into the form, not into the panes behind it', async () => {
		const app = await openTestApp({local: {'/home/per': [file('a.txt')]}});

		type(app, 'g', ',', 'Down', 'Delete', 'Down', 'Down');

		await expect.poll(() => app.session.get().dialog).toMatchObject({kind: 'list', title: 'Settings', cursor: 3});
		expect(cursor(app)).toBe(0);
	});
});
