import {
	chmod,
	mkdir,
	readFile,
	rm,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {openProgram} from '../../support/program/program.ts';
import {makeTree, mixedFiles, treeOf} from '../../support/trees.ts';

const MiB = 1_048_576;

describe('the program without a screen', () => {
	it('says on one line of JSON that the sandbox is ready', async () => {
		const {ready} = await openProgram();

		expect(ready).toEqual({
			url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/v) as string, loginToken: expect.any(String) as string,
			username: expect.any(String) as string, password: expect.any(String) as string, otp: expect.any(String) as string,
		});
	});

	it('signs in with a token from standard input, once, and tells who that is', async () => {
		const {run, ready} = await openProgram();

		expect(await run(['login'], {input: ready.loginToken})).toMatchObject({status: 0, out: expect.stringContaining('ola@example.no') as string});
		expect(await run(['login', 'again'], {input: ready.loginToken})).toMatchObject({status: 3, err: expect.stringContaining('used before') as string});
		expect(await run(['accounts', '--json'])).toMatchObject({status: 0, out: expect.stringContaining('"jotta"') as string});
		expect(await run(['about', '--json'])).toMatchObject({status: 0, out: expect.stringContaining('"capacity":5000000000000') as string});
	});

	it('copies 1,000 files and one of 300 MB up and back: the same checksums, the same times', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});
		await makeTree(path.join(folder, 'tree'), {...mixedFiles(997), 'large.bin': Uint8Array.from({length: 300 * MiB}, (_, at) => at * 31 % 251)});

		const up = await run(['cp', path.join(folder, 'tree'), 'jotta:up']);
		const again = await run(['cp', '--json', path.join(folder, 'tree'), 'jotta:up']);
		const back = await run(['cp', 'jotta:up', path.join(folder, 'back')]);

		expect([up.status, again.status, back.status]).toEqual([0, 0, 0]);
		expect(await treeOf(path.join(folder, 'back'))).toEqual(await treeOf(path.join(folder, 'tree')));
	}, 300_000);

	it('makes, lists, shows, moves and trashes', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});
		await writeFile(path.join(folder, 'what?.txt'), 'a question');

		expect(await run(['mkdir', 'jotta:a/b'])).toMatchObject({status: 0});
		expect(await run(['cp', path.join(folder, 'what?.txt'), 'jotta:a/b'])).toMatchObject({status: 0});
		expect(await run(['cat', 'jotta:a/b/what?.txt'])).toMatchObject({status: 0, out: 'a question'});
		expect(await run(['mv', 'jotta:a/b/what?.txt', 'jotta:a/answer.txt'])).toMatchObject({status: 0});
		const listed = await run(['ls', '-R', '--json', 'jotta:a']);
		expect(listed.out.trim().split('\n').map(line => (JSON.parse(line) as {path?: string; name?: string}).name)).toEqual(expect.arrayContaining(['b', 'answer.txt']) as string[]);
		expect(await run(['rm', 'jotta:a'])).toMatchObject({status: 0});
		expect(await run(['ls', 'jotta:a'])).toMatchObject({status: 4});
	});

	it('keeps secrets out of the log and away from other eyes', async () => {
		const {run, config} = await openProgram({isSignedIn: true});
		const accounts = await readFile(path.join(config, 'accounts.json'), 'utf8');
		const {accounts: [{tokens}]} = JSON.parse(accounts) as {accounts: [{tokens: {accessToken: string; refreshToken: string}}]};

		const {err} = await run(['ls', '-v', 'jotta:']);

		expect(err).toContain('/jfs/');
		expect(err).not.toContain(tokens.accessToken);
		expect(err).not.toContain(tokens.refreshToken);
	});
});

describe('bad input', () => {
	it.each([
		['nobody signed in', ['ls', 'jotta:'], 3, 'jottafm login'],
		['an unknown command', ['cpoy', 'a', 'b'], 2, ''],
		['an unknown option', ['ls', '--colour'], 2, '--colour'],
		['a source alone', ['cp', 'a'], 2, 'destination'],
		['a local file that is not there', ['rm', '--permanent', 'nowhere.txt'], 4, 'nowhere.txt'],
		['a port that is no number', ['sandbox', '--port', 'x'], 2, 'number'],
	])('%s ends in a sentence and its status', async (_, args, status, words) => {
		const {run} = await openProgram();

		const result = await run(args, {hasServer: args[0] !== 'sandbox'});

		expect(result).toMatchObject({status, err: expect.stringContaining(words) as string});
		expect(result.err).not.toMatch(/\n\s+at /v);
	});

	it.each([
		['', 'nothing to read'],
		['hello', 'not a login token'],
		['ola@example.no', 'e-mail'],
	])('the login token %j is named', async (input, words) => {
		const {run} = await openProgram();

		expect(await run(['login'], {input})).toMatchObject({status: 2, err: expect.stringContaining(words) as string});
	});

	it('a server that is not there is said, and nothing is lost', async () => {
		const {run, folder, stop} = await openProgram({isSignedIn: true});
		await stop();

		const result = await run(['ls', 'jotta:']);

		expect(result).toMatchObject({status: 1});
		expect(result.err).toMatch(/reach|connect|line/iv);
		expect(await run(['ls', folder])).toMatchObject({status: 0});
	});

	it('a cloud folder that is gone is status 4, a name that is refused is named', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});
		const long = `${'x'.repeat(90)}？`.repeat(2);
		await mkdir(path.join(folder, 'tree'));
		await writeFile(path.join(folder, 'tree', `${'é'.repeat(100)}.txt`), 'fits');
		await writeFile(path.join(folder, 'tree', 'bad\u{FEFF}name'), 'no');

		expect(await run(['cp', 'jotta:gone', folder])).toMatchObject({status: 4, err: expect.stringContaining('gone') as string});
		expect(await run(['cp', path.join(folder, 'tree'), 'jotta:tree'])).toMatchObject({status: 1, err: expect.stringContaining('U+FEFF') as string});
		expect((await run(['ls', 'jotta:tree'])).out).toContain('é');
		expect(long.length).toBeLessThan(255);
	});

	it('a full account parks the file, says how much is missing, and takes the others', async () => {
		const {run, folder} = await openProgram({isSignedIn: true, args: ['--capacity', String(2 * MiB)]});
		await makeTree(path.join(folder, 'tree'), {'large.bin': new Uint8Array(3 * MiB), 'small.txt': 'fits'});

		const result = await run(['cp', path.join(folder, 'tree'), 'jotta:tree']);

		expect(result).toMatchObject({status: 1, err: expect.stringContaining('large.bin') as string});
		expect((await run(['ls', 'jotta:tree'])).out).toContain('small.txt');
	});

	it.skipIf(process.getuid?.() === 0)('a file that cannot be read is named, and the others go', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});
		await makeTree(path.join(folder, 'tree'), {'mine.txt': 'yes', 'locked.txt': 'no'});
		await chmod(path.join(folder, 'tree', 'locked.txt'), 0);

		const result = await run(['cp', path.join(folder, 'tree'), 'jotta:tree']);

		expect(result).toMatchObject({status: 1, err: expect.stringContaining('locked.txt') as string});
		expect((await run(['ls', 'jotta:tree'])).out).toContain('mine.txt');
		await rm(path.join(folder, 'tree'), {recursive: true});
	});
});
