import {
	readFile,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
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

	it('copies 300 files and one of 100 MB up and back: the same checksums, the same times', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});
		await makeTree(path.join(folder, 'tree'), {...mixedFiles(299), 'large.bin': new Uint8Array(100 * MiB).map((_, at) => at * 31 % 251)});

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
