import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {openProgram, type Program, type Result} from '../../support/program/program.ts';

const lines = ({out}: Result) => out.trim().split('\n').filter(line => line !== '').map(line => JSON.parse(line) as Record<string, unknown>);

async function withFiles(files: Readonly<Record<string, string>>): Promise<Program> {
	const program = await openProgram({isSignedIn: true});
	for (const [place, content] of Object.entries(files)) {
		const file = path.join(program.folder, path.basename(place));
		await writeFile(file, content);
		await program.run(['mkdir', `jotta:${path.dirname(place)}`]);
		await program.run(['cp', '--overwrite=always', file, `jotta:${place}`]);
	}

	return program;
}

describe('trash', () => {
	it('lists what was removed, brings it back, and deletes for good', async () => {
		const {run} = await withFiles({'a/one.txt': 'one', 'a/two.txt': 'two', 'b.txt': 'three'});
		await run(['rm', 'jotta:a', 'jotta:b.txt']);

		const listed = lines(await run(['trash', 'ls', '--json']));
		expect(listed).toMatchObject([{path: 'jotta:a', kind: 'folder', daysLeft: 30}, {path: 'jotta:b.txt', kind: 'file', size: 5}]);

		expect(await run(['trash', 'restore', '--json', 'jotta:a'])).toMatchObject({status: 0, out: expect.stringContaining('"files":2') as string});
		expect(await run(['trash', 'rm', 'jotta:b.txt'])).toMatchObject({status: 0, out: 'jotta:b.txt: deleted for good\n'});
		expect(await run(['cat', 'jotta:a/two.txt'])).toMatchObject({status: 0, out: 'two'});
		expect(lines(await run(['trash', 'ls', '--json']))).toEqual([]);
	});

	it('goes on with a restore that broke off by the command that it prints', async () => {
		const {run, ready} = await withFiles({'a/one.txt': 'one', 'a/two.txt': 'two'});
		await run(['rm', 'jotta:a']);
		await fetch(`${ready.url}/sandbox/faults`, {method: 'POST', body: 'POST /jfs/*.txt status=403'});

		const broken = await run(['trash', 'restore', 'jotta:a']);
		await fetch(`${ready.url}/sandbox/faults`, {method: 'POST', body: ''});
		const [, command = ''] = /This goes on: jottafm (?<command>.+)/v.exec(broken.err) ?? [];

		expect(broken.status).toBe(1);
		expect(await run(command.split(' '))).toMatchObject({status: 0});
		expect(lines(await run(['ls', '--json', 'jotta:a']))).toHaveLength(2);
	});

	it('is emptied only when that is meant', async () => {
		const {run} = await withFiles({'a.txt': 'a'});
		await run(['rm', 'jotta:a.txt']);

		expect(await run(['trash', 'empty'])).toMatchObject({status: 2, err: expect.stringContaining('--yes') as string});
		expect(lines(await run(['trash', 'empty', '--yes', '--json']))).toEqual([{files: 1, folders: 0}]);
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
		const {run} = await withFiles({'alive.txt': 'alive'});

		expect(await run(args)).toMatchObject({status, err: expect.stringContaining(words) as string});
		expect(await run(['cat', 'jotta:alive.txt'])).toMatchObject({out: 'alive'});
	});

	it('is seen from any folder with ls --trashed, and is what ls shows with the setting trashed_only', async () => {
		const {run, folder} = await withFiles({'a/one.txt': 'one', 'a/two.txt': 'two'});
		await run(['rm', 'jotta:a/one.txt']);

		expect(lines(await run(['ls', '--trashed', '-R', '--json', 'jotta:']))).toMatchObject([{name: 'a/one.txt', deletedAt: expect.any(Number) as number}]);
		await run(['config', 'set', 'trashed_only', 'true']);
		expect((await run(['ls', 'jotta:a'])).out).toBe('one.txt\n');
		expect((await run(['ls', '-R', 'jotta:'])).out).toBe('a/one.txt\n');
		expect(await run(['ls', 'jotta:a/one.txt'])).toMatchObject({status: 0, out: 'one.txt\n'});
		expect(await run(['ls', 'jotta:a/two.txt'])).toMatchObject({status: 4, err: expect.stringContaining('is not in the trash') as string});
		expect((await run(['ls', folder])).out).toBe('one.txt\ntwo.txt\n'); // the disk has none
	});
});

describe('versions', () => {
	it('are listed, read, and made current again', async () => {
		const {run, folder} = await withFiles({'a.txt': 'first'});
		await writeFile(path.join(folder, 'a.txt'), 'second');
		await run(['cp', '--overwrite=always', path.join(folder, 'a.txt'), 'jotta:a.txt']);

		expect(lines(await run(['versions', '--json', 'jotta:a.txt']))).toMatchObject([{version: 2, state: 'current', size: 6}, {version: 1, state: 'older', size: 5}]);
		expect(await run(['cat', '--version', '1', 'jotta:a.txt'])).toMatchObject({status: 0, out: 'first'});
		expect(lines(await run(['versions', '--restore', '1', '--json', 'jotta:a.txt']))).toEqual([{restored: 1, how: 'by-hash'}]);
		expect((await run(['cat', 'jotta:a.txt'])).out).toBe('first');
	});

	it.each([
		[['versions', 'jotta:nowhere.txt'], 4, 'Not found'],
		[['versions', 'jotta:'], 4, 'not a file'],
		[['versions', 'a.txt'], 2, 'local path'],
		[['versions', '--restore', '7', 'jotta:a.txt'], 4, 'no version 7'],
		[['versions', '--restore', 'x', 'jotta:a.txt'], 2, 'not a number'],
		[['cat', '--version', '1', 'a.txt'], 2, 'no versions'],
	])('%j ends with status %i', async (args, status, words) => {
		const {run} = await withFiles({'a.txt': 'a'});

		expect(await run(args)).toMatchObject({status, err: expect.stringContaining(words) as string});
	});
});

describe('link', () => {
	it('gives an address that works until it is off', async () => {
		const {run} = await withFiles({'a.txt': 'for all'});

		const made = await run(['link', 'jotta:a.txt']);
		expect(await (await fetch(made.out.trim())).text()).toBe('for all');
		expect(lines(await run(['link', '--list', '--json']))).toMatchObject([{path: 'jotta:a.txt', link: made.out.trim()}]);
		expect(lines(await run(['link', '--off', '--json', 'jotta:a.txt']))).toEqual([{path: 'jotta:a.txt', link: null}]);
		expect((await fetch(made.out.trim())).status).toBe(404);
	});

	it.each([
		[['link', 'jotta:nowhere.txt'], 4, 'not there'],
		[['link'], 2, 'path is needed'],
		[['link', './a.txt'], 2, 'local path'],
	])('%j ends with status %i', async (args, status, words) => {
		const {run} = await openProgram({isSignedIn: true});

		expect(await run(args)).toMatchObject({status, err: expect.stringContaining(words) as string});
	});
});

describe('places', () => {
	it('are made, listed, chosen as home, trashed and restored', async () => {
		const {run} = await openProgram({isSignedIn: true});

		expect(await run(['places', '--make', 'jotta:/NAS/Photos', '--type', 'workstation'])).toMatchObject({status: 0});
		expect(await run(['places', '--home', 'jotta:/NAS/Photos'])).toMatchObject({status: 0});
		expect(lines(await run(['places', '--json']))).toEqual(expect.arrayContaining([expect.objectContaining({device: 'NAS', mountpoint: 'Photos', home: true})]) as object[]);
		expect(await run(['mkdir', 'jotta:2026'])).toMatchObject({status: 0});
		expect((await run(['ls', 'jotta:/NAS/Photos'])).out).toBe('2026/\n');
		expect(await run(['places', '--trash', 'jotta:/NAS/Photos'])).toMatchObject({status: 0});
		expect(lines(await run(['trash', 'ls', '--json']))).toMatchObject([{path: 'jotta:/NAS/Photos'}]);
		expect(await run(['trash', 'restore', 'jotta:/NAS/Photos'])).toMatchObject({status: 0});
		expect(lines(await run(['trash', 'ls', '--json']))).toEqual([]);
	});

	it.each([
		[['places', '--make', 'jotta:/Jotta/Mine'], 1, 'Jotta has its own'],
		[['places', '--make', 'jotta:/A/B/C'], 2, 'no device or mountpoint'],
		[['places', '--home', 'jotta:/Jotta/Nowhere'], 4, 'no mountpoint'],
		[['places', 'nobody:'], 3, 'no account called nobody'],
	])('%j ends with status %i', async (args, status, words) => {
		const {run} = await openProgram({isSignedIn: true});

		expect(await run(args)).toMatchObject({status, err: expect.stringContaining(words) as string});
	});
});

describe('touch', () => {
	it('sets the time of a file in the cloud without sending it', async () => {
		const {run, requests} = await withFiles({'a.txt': 'a'});
		const before = (await requests()).length;

		expect(await run(['touch', '--time', '2020-01-01T12:00:00Z', 'jotta:a.txt'])).toMatchObject({status: 0});

		expect(lines(await run(['ls', '--json', 'jotta:a.txt']))).toMatchObject([{modified: Date.parse('2020-01-01T12:00:00Z')}]);
		expect((await requests()).slice(before).filter(each => each.received > 0)).toEqual([]);
	});

	it.each([
		[['touch', 'jotta:nowhere.txt'], 4, 'Not found'],
		[['touch', 'jotta:'], 1, 'folder'],
		[['touch', '--time', 'soon', 'jotta:a.txt'], 2, 'no time'],
		[['touch', './nowhere.txt'], 4, 'nowhere.txt'],
	])('%j ends with status %i', async (args, status, words) => {
		const {run} = await openProgram({isSignedIn: true});

		expect(await run(args)).toMatchObject({status, err: expect.stringContaining(words) as string});
	});
});

describe('config', () => {
	it('lists all settings with value, default and meaning, and sets them', async () => {
		const {run} = await openProgram();

		expect(lines(await run(['config', '--json']))).toEqual(expect.arrayContaining([expect.objectContaining({
			setting: 'transfers', value: 4, default: 4, changed: false,
		})]) as object[]);
		expect(lines(await run(['config', 'set', 'md5_memory_limit', '20M', '--json']))).toMatchObject([{value: 20_971_520, changed: true}]);
		expect(lines(await run(['config', 'get', 'md5_memory_limit', '--json']))).toMatchObject([{value: 20_971_520}]);
		expect(lines(await run(['config', 'unset', 'md5_memory_limit', '--json']))).toMatchObject([{value: 10_485_760, changed: false}]);
		expect((await run(['config', 'where'])).out).toContain('queue.sqlite');
	});

	it('says what in an edited file cannot be used, and goes on with the default', async () => {
		const {run, config} = await openProgram({isSignedIn: true});
		await writeFile(path.join(config, 'settings.json'), '{"transfers": "many", "colour": 1}');

		const result = await run(['config', 'get', 'transfers']);

		expect(result).toMatchObject({status: 0, out: expect.stringContaining('transfers = 4') as string});
		expect(result.err).toMatch(/transfers in .* is to be 1 to 64[\s\S]*colour in .* is no setting/v);
	});

	it('is obeyed: hard_delete leaves nothing in the trash', async () => {
		const {run, folder} = await withFiles({'a.txt': 'a', 'b/c.txt': 'c', 'd.txt': 'd'});
		await run(['rm', 'jotta:d.txt']);
		await run(['config', 'set', 'hard_delete', 'true']);

		expect(lines(await run(['rm', '--json', 'jotta:a.txt', 'jotta:b', 'jotta:d.txt']))).toMatchObject([{permanent: true}, {permanent: true}, {permanent: true}]);
		expect(await run(['rm', path.join(folder, 'a.txt')])).toMatchObject({status: 1, err: expect.stringContaining('--permanent') as string}); // the disk still wants to be told

		expect(lines(await run(['trash', 'ls', '--json']))).toEqual([]);
	});

	it('is obeyed: mv deletes its originals for good with hard_delete', async () => {
		const {run, folder} = await withFiles({'a.txt': 'a'});
		await run(['config', 'set', 'hard_delete', 'true']);

		expect(await run(['mv', 'jotta:a.txt', path.join(folder, 'b.txt')])).toMatchObject({status: 0});

		expect(lines(await run(['trash', 'ls', '--json']))).toEqual([]);
	});

	it('is obeyed: encoding, by commands and the engine', async () => {
		const {run, folder, requests} = await withFiles({'50%.txt': 'standard'});
		await run(['config', 'set', 'encoding', 'Slash,LtGt,DoubleQuote,Colon,Question,Asterisk,Pipe,Del,Ctl,InvalidUtf8,Dot,Hash']);

		expect((await run(['ls', 'jotta:'])).out).toBe('50％.txt\n');
		await writeFile(path.join(folder, '#1: a'), 'x');
		expect(await run(['cp', path.join(folder, '#1: a'), 'jotta:'])).toMatchObject({status: 0});

		expect(await run(['cat', 'jotta:#1: a'])).toMatchObject({out: 'x'});
		expect((await requests()).some(each => decodeURIComponent(each.path).endsWith('/＃1： a'))).toBe(true);
	});

	it('is obeyed: no_versions leaves the new content alone', async () => {
		const {run, folder} = await withFiles({'a.txt': 'old'});
		await writeFile(path.join(folder, 'a.txt'), 'new');
		await run(['config', 'set', 'no_versions', 'true']);

		expect(await run(['cp', '--overwrite=always', path.join(folder, 'a.txt'), 'jotta:a.txt'])).toMatchObject({status: 0});

		expect(await run(['cat', 'jotta:a.txt'])).toMatchObject({out: 'new'});
		expect(lines(await run(['versions', '--json', 'jotta:a.txt']))).toHaveLength(1);
		expect((await run(['ls', 'jotta:'])).out).toBe('a.txt\n');
		expect(lines(await run(['trash', 'ls', '--json']))).toEqual([]);
	});

	it.each([
		['1M', true],
		['8M', false],
	])('is obeyed: with upload_resume_limit %s, that an upload of 8 MiB goes on where it broke is %j', async (limit, goesOn) => {
		const {run, folder, ready, requests} = await openProgram({isSignedIn: true});
		await writeFile(path.join(folder, 'film'), new Uint8Array(8 * 1_048_576).fill(7));
		await run(['config', 'set', 'upload_resume_limit', limit]);
		await fetch(`${ready.url}/sandbox/faults`, {method: 'POST', body: 'POST /upload/* cut-after=4MiB times=1'});

		expect(await run(['cp', path.join(folder, 'film'), 'jotta:'])).toMatchObject({status: 0});

		const last = (await requests()).findLast(each => each.path.startsWith('/upload'))!;
		expect(last.received < 8 * 1_048_576).toBe(goesOn);
	});

	it.each([
		[['config', 'set', 'transfers', '0'], 2, '1 to 64'],
		[['config', 'set', 'transfers'], 2, 'value'],
		[['config', 'get', 'transfer'], 2, 'transfers'],
		[['config', 'get'], 2, 'name of a setting'],
		[['config', 'set', 'encoding', 'Slash,Nonsense'], 2, 'parts of'],
		[['config', 'frob'], 2, 'list'],
	])('%j ends with status %i', async (args, status, words) => {
		const {run} = await openProgram();

		expect(await run(args)).toMatchObject({status, err: expect.stringContaining(words) as string});
	});
});
