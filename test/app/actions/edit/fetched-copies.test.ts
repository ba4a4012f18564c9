import {createHash} from 'node:crypto';
import {mkdir, readdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {withFileSystem} from '../../../support/app/replaced.ts';
import {clearOldCopies} from '../../../../source/app/actions/edit/fetched-copies.ts';
import {startEdit} from '../../../../source/app/actions/edit/edit.ts';
import {withCursor} from '../../../../source/app/stores/pane/cursor.ts';
import {temporaryFolder} from '../../../support/temp-files.ts';
import {file, openTestApp} from '../../../support/app/test-app.ts';
import {type} from '../../../support/drive.ts';

const md5 = createHash('md5').update('as fetched').digest('hex');

describe('copies that a dead program has left', () => {
	it.each([
		['was not fetched whole', 'jottafm-fetch-7-abc123', 'as fet', []],
		['nobody has touched', `jottafm-edit-7-${md5}-abc123`, 'as fetched', []],
		['somebody has written', `jottafm-edit-7-${md5}-abc123`, 'not sent yet', ['mine']],
		['is open with a program of the desktop', `jottafm-open-7-${md5}-abc123`, 'as fetched', ['mine']],
		['belongs to a program that runs', `jottafm-edit-8-${md5}-abc123`, 'as fetched', ['mine']],
		['is no copy of ours', 'jottafm-edit-notes', 'as fetched', ['mine']],
	])('go or stay: one that %s', async (_, name, content, left) => {
		const temporary = await temporaryFolder();
		await mkdir(join(temporary, name));
		await writeFile(join(temporary, name, 'note.txt'), content);

		const kept = await clearOldCopies(temporary, {isAlive: pid => pid === 8, needed: []});

		expect(await readdir(temporary)).toEqual(left.length === 0 ? [] : [name]);
		expect(kept).toEqual(content === 'not sent yet' ? [join(temporary, name)] : []);
	});
});

it('a copy that the queue is to send stays, whatever is in it, and is not told of', async () => {
	const home = await temporaryFolder();
	const folder = join(home, `jottafm-edit-7-${md5}-abc123`);
	await mkdir(folder);
	await writeFile(join(folder, 'note.txt'), 'as fetched');

	const kept = await clearOldCopies(home, {isAlive: () => false, needed: [join(folder, 'note.txt')]});

	expect([kept, await readdir(folder)]).toEqual([[], ['note.txt']]);
});

it('where nothing was ever edited there is nothing to clear', async () => {
	const home = await temporaryFolder();

	expect(await clearOldCopies(join(home, 'edits'), {isAlive: () => false, needed: []})).toEqual([]);
});

describe('fetching a file for the editor', () => {
	it('is left by Esc: the editor does not open, and nothing of it stays', async () => {
		const app = await openTestApp({cloud: {'/Jotta/Archive': [file('note.txt')]}});
		const read = Promise.withResolvers<AbortSignal>();
		const slow = withFileSystem(app, async () => ({
			...app.cloud,
			async read(_, {signal} = {}) {
				read.resolve(signal!);
				return (async function * () {
					yield new Uint8Array(5);
					await new Promise(resolve => {
						signal!.addEventListener('abort', resolve);
					});
					signal!.throwIfAborted();
				})();
			},
		}));
		app.stores.window.activate(1);
		app.panes[1].change(state => withCursor(state, 1));

		startEdit(slow);
		const signal = await read.promise;
		const {edits} = app.service.accounts.tools.directories;
		await expect.poll(async () => readdir(edits)).toHaveLength(1);
		type(app, 'Esc');

		expect(signal.aborted).toBe(true);
		await expect.poll(async () => readdir(edits)).toEqual([]);
		expect(app.terminalCalls).toEqual([]);
	});
});
