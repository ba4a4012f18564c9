import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {makeFolder, trashEntry} from '../../../source/jotta/changes.ts';
import {readEntry} from '../../../source/jotta/find.ts';
import {allocate} from '../../../source/jotta/upload.ts';
import {archive, put, renameStored} from '../../support/cloud.ts';
import {keys, moveCursorTo} from '../../support/program/app.ts';
import {openProgramOn} from '../../support/program/program-on-sandbox.ts';
import {openProgramWith, jsonRows} from '../../support/program/program.ts';
import {signInTo, startTestSandbox} from '../../support/sandbox.ts';

async function open() {
	const sandbox = await startTestSandbox();
	const {client} = await signInTo(sandbox);
	return {
		...await openProgramOn(sandbox),
		sandbox,
		client,
		/** As other programs can, and this one refuses to. */
		rename(from: string, to: string) {
			renameStored(sandbox, from, to);
		},
	};
}

describe('a restore by command', () => {
	it('brings the folder above back, alone, when that went, too; and says when it is a file by now', async () => {
		const {client, run, rename} = await open();
		await put(client, `${archive}/a/one.txt`, 'one');
		await put(client, `${archive}/a/two.txt`, 'two');
		await trashEntry(`${archive}/a`, 'folder', {client});

		expect(await run(['trash', 'restore', 'jotta:a/one.txt'])).toMatchObject({status: 0, out: expect.stringContaining('its folder jotta:a came back, too, without its other content') as string});
		expect((await run(['ls', 'jotta:a'])).out).toBe('one.txt\n');
		rename('a', 'elsewhere');
		await put(client, `${archive}/a`, 'a file now');

		expect(await run(['trash', 'restore', 'jotta:a/two.txt'])).toMatchObject({status: 1, err: expect.stringContaining('a, above two.txt, is a file now: nothing can be in it. Rename that file') as string});
		expect((await run(['cat', 'jotta:a'])).out).toBe('a file now');
	});

	it('takes the one that is meant of two of a name: files and folders', async () => {
		const {client, run} = await open();
		for (const side of ['left', 'right']) {
			await put(client, `${archive}/${side}/plan.txt`, side);
			await put(client, `${archive}/${side}/notes/in.txt`, side);
			await trashEntry(`${archive}/${side}/plan.txt`, 'file', {client});
			await trashEntry(`${archive}/${side}/notes`, 'folder', {client});
		}

		expect(await run(['trash', 'restore', 'jotta:right/plan.txt', 'jotta:left/notes'])).toMatchObject({status: 0, err: ''});

		expect((await run(['ls', '-R', 'jotta:'])).out.split('\n').toSorted()).toEqual(['', 'left/', 'left/notes/', 'left/notes/in.txt', 'right/', 'right/plan.txt']);
		expect((await run(['cat', 'jotta:right/plan.txt'])).out).toBe('right');
		expect((await run(['trash', 'ls'])).out).toMatch(/right\/notes\/[\s\S]*left\/plan\.txt/v);
	});

	it('takes the one of its time where one place was trashed twice', async () => {
		const {client, run, sandbox} = await open();
		const days = `${archive}/days`;
		await put(client, `${days}/first.txt`, 'first');
		await trashEntry(days, 'folder', {client});
		const {deletedAt} = await readEntry(days, {client});
		sandbox.state.clock.advance(60_000);
		await makeFolder(days, {client});
		await put(client, `${days}/second.txt`, 'second');
		await trashEntry(days, 'folder', {client});

		expect(await run(['trash', 'restore', 'jotta:days'])).toMatchObject({status: 0});
		expect((await run(['ls', 'jotta:days'])).out).toBe('second.txt\n');
		expect(await run(['trash', 'restore', '--deleted', String(deletedAt), 'jotta:days'])).toMatchObject({status: 0});
		expect((await run(['ls', 'jotta:days'])).out).toBe('first.txt\nsecond.txt\n');
		await trashEntry(`${days}/first.txt`, 'file', {client});
		expect(await run(['trash', 'restore', '--deleted', String(deletedAt), 'jotta:days/first.txt'])).toMatchObject({status: 4, err: expect.stringContaining('in the trash from another time than was listed') as string});
	});
});

it('a name with a plain percent sign is listed; typed, it means the quoted one (protocol.md 16), and each command names what is not there', async () => {
	const {client, run, rename} = await open();
	await put(client, `${archive}/a.txt`, 'a');
	rename('a.txt', '100%.txt');
	expect((await run(['ls', 'jotta:'])).out).toBe('‛100%.txt\n');

	for (const [command, ...more] of [['rm'], ['cat'], ['link'], ['versions'], ['trash restore'], ['trash rm'], ['mv', 'jotta:b.txt'], ['cp', 'jotta:b.txt']]) {
		const {status, err} = await run([...command!.split(' '), 'jotta:100%.txt', ...more]);
		expect([command, err]).toEqual([command, expect.stringContaining('100%.txt')]);
		expect([1, 4]).toContain(status);
	}

	expect((await run(['ls', 'jotta:'])).out).toBe('‛100%.txt\n');
});

it('a failed upload is told among the versions, and x says what becomes of it', async () => {
	const {client, openScreen, folder} = await open();
	await put(client, `${archive}/whole.bin`, 'whole');
	await allocate({
		path: `${archive}/whole.bin`, size: 10, md5: 'c3fcd3d76192e4007dfb496cca67e13b', onConflict: 'new-revision',
	}, {client});
	const terminal = openScreen([folder, 'jotta:']);
	await terminal.waitFor('whole.bin');
	terminal.type(keys.Tab);
	await moveCursorTo(terminal, 'whole.bin');

	terminal.type('V');
	await terminal.waitFor(/v2 incomplete/v);
	terminal.type('x');
	await terminal.waitFor('Version 2 was never completed, and nothing is lost by it');

	terminal.type(keys.Esc);
	await terminal.waitFor('whole.bin                    5');
});

describe('trash', () => {
	it('lists what was removed, brings it back, and deletes for good', async () => {
		const {run} = await openProgramWith({'a/one.txt': 'one', 'a/two.txt': 'two', 'b.txt': 'three'});
		await run(['rm', 'jotta:a', 'jotta:b.txt']);

		const listed = jsonRows(await run(['trash', 'ls', '--json']));
		expect(listed).toMatchObject([{path: 'jotta:a', kind: 'folder', daysLeft: 30}, {path: 'jotta:b.txt', kind: 'file', size: 5}]);

		expect(await run(['trash', 'restore', '--json', 'jotta:a'])).toMatchObject({status: 0, out: expect.stringContaining('"files":2') as string});
		expect(await run(['trash', 'rm', 'jotta:b.txt'])).toMatchObject({status: 0, out: 'jotta:b.txt: deleted for good\n'});
		expect(await run(['cat', 'jotta:a/two.txt'])).toMatchObject({status: 0, out: 'two'});
		expect(jsonRows(await run(['trash', 'ls', '--json']))).toEqual([]);
	});

	it('goes on with a restore that broke off by the command that it prints', async () => {
		const {run, ready} = await openProgramWith({'a/one.txt': 'one', 'a/two.txt': 'two'});
		await run(['rm', 'jotta:a']);
		await fetch(`${ready.url}/sandbox/faults`, {method: 'POST', body: 'POST /jfs/*.txt status=403'});

		const broken = await run(['trash', 'restore', 'jotta:a']);
		await fetch(`${ready.url}/sandbox/faults`, {method: 'POST', body: ''});
		const [, command = ''] = /This goes on: jottafm (?<command>.+)/v.exec(broken.err) ?? [];

		expect(broken.status).toBe(1);
		expect(await run(command.split(' '))).toMatchObject({status: 0});
		expect(jsonRows(await run(['ls', '--json', 'jotta:a']))).toHaveLength(2);
	});

	it('is emptied only when that is meant', async () => {
		const {run} = await openProgramWith({'a.txt': 'a'});
		await run(['rm', 'jotta:a.txt']);

		expect(await run(['trash', 'empty'])).toMatchObject({status: 2, err: expect.stringContaining('--yes') as string});
		expect(jsonRows(await run(['trash', 'empty', '--yes', '--json']))).toEqual([{files: 1, folders: 0}]);
	});

	it.each([
		[['trash', 'restore', 'jotta:nowhere.txt'], 4, 'is not in the trash'],
		[['trash', 'restore', 'jotta:alive.txt'], 1, 'alive'],
		[['trash', 'rm', 'jotta:alive.txt'], 1, 'alive'],
		[['trash', 'rm', './local.txt'], 2, 'local path'],
		[['trash', 'rm', '--deleted', 'yesterday', 'jotta:alive.txt'], 2, 'no time'],
		[['trash', 'restore', '--to', 'jotta:b', 'jotta:x', 'jotta:y'], 2, 'one by one'],
		[['trash', 'resotre', 'jotta:x'], 2, 'restore'],
	])('%j ends with status %i', async (args, status, words) => {
		const {run} = await openProgramWith({'alive.txt': 'alive'});

		expect(await run(args)).toMatchObject({status, err: expect.stringContaining(words) as string});
		expect(await run(['cat', 'jotta:alive.txt'])).toMatchObject({out: 'alive'});
	});

	it('is seen from any folder with ls --trashed, and is what ls shows with the setting trashed_only', async () => {
		const {run, folder} = await openProgramWith({'a/one.txt': 'one', 'a/two.txt': 'two'});
		await run(['rm', 'jotta:a/one.txt']);

		expect(jsonRows(await run(['ls', '--trashed', '-R', '--json', 'jotta:']))).toMatchObject([{name: 'a/one.txt', deletedAt: expect.any(Number) as number}]);
		await run(['config', 'set', 'trashed_only', 'true']);
		expect((await run(['ls', 'jotta:a'])).out).toBe('one.txt\n');
		expect((await run(['ls', '-R', 'jotta:'])).out).toBe('a/one.txt\n');
		expect(await run(['ls', 'jotta:a/one.txt'])).toMatchObject({status: 0, out: 'one.txt\n'});
		expect(await run(['ls', 'jotta:a/two.txt'])).toMatchObject({status: 4, err: expect.stringContaining('is not in the trash') as string});
		await writeFile(path.join(folder, 'mine.txt'), 'mine');
		expect((await run(['ls', folder])).out).toBe('mine.txt\n'); // the disk has none
	});
});
