import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readdir} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import {describe, expect, it} from 'vitest';
import {openProgram, programFile} from '../../support/program/program.ts';
import {temporaryFolder} from '../../support/temp-files.ts';
import {makeTree} from '../../support/trees.ts';

type Surroundings = {readonly env?: Readonly<Record<string, string>>; readonly pipe?: string; readonly cwd?: string; readonly before?: string; readonly user?: number};

/** The program with nothing around it but what is said. */
async function runBare(args: readonly string[], {env = {}, pipe = '', cwd, before = '', user}: Surroundings = {}) {
	const quoted = [process.execPath, programFile, ...args].map(word => `'${word}'`).join(' ');
	const child = spawn('bash', ['-c', `set -o pipefail; ${before} ${quoted} ${pipe}`], {
		stdio: ['ignore', 'pipe', 'pipe'], env: {PATH: process.env.PATH ?? '', ...env}, timeout: 120_000, ...(cwd !== undefined && {cwd}), ...(user !== undefined && {uid: user, gid: user}),
	});
	const [out, err, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close') as Promise<[number]>]);
	return {status, out, err};
}

describe('the program', () => {
	it('ends quietly when nobody reads on', async () => {
		const {ready, config} = await openProgram({isSignedIn: true, isDemo: true});

		const result = await runBare(['ls', '-R', 'jotta:', '--config-dir', config, '--server', ready.url], {env: {HOME: await temporaryFolder()}, pipe: '| head -1'});

		expect(result).toMatchObject({status: 0, err: ''});
		expect(result.out.split('\n')).toHaveLength(2);
	});

	it.each([['| true', 4], ['> /dev/full', 4]])('does all that it was told when nobody reads on, and keeps its status: %s', async (pipe, status) => {
		const folder = await temporaryFolder();
		const names = Array.from({length: 50}, (_, index) => `file ${index}`);
		await makeTree(folder, Object.fromEntries(names.map(name => [name, ''])));

		const result = await runBare(['rm', '--permanent', ...names.slice(0, 25), 'nowhere', ...names.slice(25)], {env: {HOME: await temporaryFolder()}, cwd: folder, pipe});

		expect(await readdir(folder)).toEqual([]);
		expect(result.status).toBe(status);
	});

	it.skipIf(process.platform !== 'linux')('says that what it writes to is full, and keeps its status where complaints cannot be written', async () => {
		const {ready, config} = await openProgram({isSignedIn: true, isDemo: true});
		const home = {env: {HOME: await temporaryFolder()}};
		const places = ['--config-dir', config, '--server', ready.url];

		expect(await runBare(['ls', 'jotta:', ...places], {...home, pipe: '> /dev/full'})).toMatchObject({status: 1, err: 'jottafm: The disk is full: no room for standard output.\n'});
		expect(await runBare(['ls', 'jotta:nowhere', ...places], {...home, pipe: '2> /dev/full'})).toMatchObject({status: 4});
		expect(await runBare(['ls', 'jotta:nowhere', ...places], {...home, pipe: '2>&-'})).toMatchObject({status: 4});
	});

	it('needs no terminal, and shows no progress without one', async () => {
		const {ready, config, folder} = await openProgram({isSignedIn: true});
		await makeTree(folder, {'a.txt': 'a'});

		const result = await runBare(['cp', path.join(folder, 'a.txt'), 'jotta:', '--config-dir', config, '--server', ready.url], {env: {HOME: folder}});

		expect(result).toEqual({status: 0, out: '', err: '1 item done, 1 byte transferred.\n'});
	});

	it('writes names as they are with LANG=C', async () => {
		const folder = await temporaryFolder();
		await makeTree(folder, {'写真一覧.csv': '', 'blåbær.txt': ''});

		expect(await runBare(['ls', folder], {env: {HOME: await temporaryFolder(), LANG: 'C', LC_ALL: 'C'}})).toMatchObject({status: 0, out: 'blåbær.txt\n写真一覧.csv\n'});
	});

	it('does what needs no home without one', async () => {
		const folder = await temporaryFolder();
		await makeTree(folder, {'a.txt': ''});

		expect(await runBare(['ls', folder])).toMatchObject({status: 0, out: 'a.txt\n'});
		expect(await runBare(['completion', 'bash'])).toMatchObject({status: 0});
		expect(await runBare(['help', 'cp'])).toMatchObject({status: 0});
	});

	it.each([
		[['config', 'set', 'transfers', '2'], 'settings'],
		[['accounts'], 'accounts'],
		[['cp', '/etc/hostname', '/tmp/never'], 'transfer queue'],
	])('says why %j cannot be done where nothing can be written at home', async (args, words) => {
		const file = path.join(await temporaryFolder(), 'plain');
		await makeTree(path.dirname(file), {plain: 'a file where the home folder should be: nobody can write below it, root included'});

		const result = await runBare(args, {env: {HOME: file}});

		expect(result).toMatchObject({status: 1, err: expect.stringContaining(words) as string});
		expect(result.err).not.toMatch(/\n\s+at /v);
	});

	it('lists and reads local files where nothing can be written at home', async () => {
		const folder = await temporaryFolder();
		await makeTree(folder, {'a.txt': 'text'});

		expect(await runBare(['cat', path.join(folder, 'a.txt')], {env: {HOME: path.join(folder, 'a.txt')}})).toMatchObject({status: 0, out: 'text'});
	});

	it.each([
		['an empty home', {HOME: ''}], ['a relative home', {HOME: 'home'}], ['a relative folder for settings', {HOME: '/nowhere', XDG_CONFIG_HOME: 'config'}], ['a relative folder for data', {HOME: '/nowhere', XDG_DATA_HOME: './data'}],
	])('keeps no sign-in in the folder that the person is in: %s', async (_what, env) => {
		const cwd = await temporaryFolder();

		const [login, panes] = [await runBare(['login'], {env, cwd}), await runBare([], {env, cwd})];

		expect(login).toMatchObject({status: 2, out: '', err: expect.stringMatching(/^jottafm: There is no home folder for settings and sign-ins.*--config-dir\.\n$/v) as string});
		expect(panes.err).toBe(login.err);
		expect(await readdir(cwd)).toEqual([]);
		expect(await runBare(['accounts', '--config-dir', 'mine'], {env, cwd})).toMatchObject({status: 0});
	});

	it.runIf(process.getuid?.() === 0)('says the same to a user of whom the machine knows no home', async () => {
		const {status, err} = await runBare(['accounts'], {user: 54_321});

		expect([status, err]).toEqual([2, expect.stringContaining('There is no home folder')]);
	});

	it('says in a sentence that the folder one is in was deleted', async () => {
		const env = {HOME: await temporaryFolder()};
		const gone = {env, before: 'cd "$(mktemp -d)"; rmdir "$PWD";'};

		const [list, panes] = [await runBare(['ls', '.'], gone), await runBare([], gone)];

		expect([list, panes]).toEqual([list, list]);
		expect(list).toEqual({status: 4, out: '', err: 'jottafm: The folder that you are in is no longer there. Go to another one, for example with cd, and try again.\n'});
		expect(await runBare(['--version'], gone)).toMatchObject({status: 0});
	});

	it('names the folder for temporary files where that is missing', async () => {
		const env = {HOME: await temporaryFolder(), TMPDIR: '/nowhere/at/all'};

		expect(await runBare(['sandbox'], {env})).toEqual({status: 1, out: '', err: 'jottafm: Nothing can be written in the folder for temporary files: /nowhere/at/all. TMPDIR names it: choose one that is there and is yours.\n'});
	});

	it('opens no debugger at SIGUSR1, but ends as with any other signal', async () => {
		const child = spawn(process.execPath, [programFile, 'sandbox', '--port', '0'], {env: {HOME: await temporaryFolder()}, stdio: ['ignore', 'pipe', 'pipe']});
		await once(child.stdout, 'data');
		child.kill('SIGUSR1');

		const [err, [status]] = await Promise.all([text(child.stderr), once(child, 'close') as Promise<[number]>]);
		expect([status, err]).toEqual([0, '']);
	});

	it('says that panes need a terminal', async () => {
		expect(await runBare([], {env: {HOME: await temporaryFolder()}})).toMatchObject({status: 2, err: expect.stringContaining('needs a terminal') as string});
	});
});

describe('a long list', () => {
	it('that is cut short is an error, and its first lines are there', async () => {
		const {run, ready} = await openProgram({isSignedIn: true, isDemo: true, switches: {compresses: false}}); // packed it is whole before the cut
		await fetch(`${ready.url}/sandbox/faults`, {method: 'POST', body: 'GET /jfs/*/Archive?mode=liststream cut-after=300KiB'});

		const result = await run(['ls', '-R', '--json', 'jotta:']);

		expect(result.status).toBe(1);
		expect(result.out.split('\n').length).toBeGreaterThan(100);
		expect(() => {
			for (const line of result.out.trim().split('\n')) {
				JSON.parse(line);
			}
		}).not.toThrow();
	});
});
