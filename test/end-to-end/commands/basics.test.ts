import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {createInterface} from 'node:readline';
import {describe, expect, it} from 'vitest';
import {openProgram, programFile, runProgram} from '../../support/program/program.ts';
import {makeTree, mixedFiles, treeOf} from '../../support/trees.ts';

const MiB = 1_048_576;

describe('the program without a screen', () => {
	it('serves a sandbox, which is as its options say and ends with whoever started it', async () => {
		const {config} = await openProgram();
		const server = spawn(process.execPath, [programFile, 'sandbox', '--port', '0', '--until-stdin-ends', '--demo', '--capacity', '123456789', '--token-ttl', '1', '--faults', 'GET *Pictures* status=404', '--profile', 'strict', '--switch', 'allocateStatus=200', '--switch', 'page=none'], {stdio: ['pipe', 'pipe', 'inherit']});
		const [line] = await once(createInterface({input: server.stdout}), 'line') as [string];
		const ready = JSON.parse(line) as Readonly<Record<string, string>>;
		const run = async ([command = '', ...words]: readonly string[], input = '') => runProgram([command, '--config-dir', config, '--server', ready.url!, ...words], {input});

		expect(ready).toEqual({
			url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/v) as string, loginToken: expect.any(String) as string,
			username: expect.any(String) as string, password: expect.any(String) as string, otp: expect.any(String) as string,
		});
		expect(await run(['login'], ready.loginToken)).toMatchObject({status: 0});
		expect(await run(['about', '--json'])).toMatchObject({status: 0, out: expect.stringContaining('"capacity":123456789') as string});
		expect(await run(['ls', 'jotta:'])).toMatchObject({status: 0, out: expect.stringContaining('Music/') as string});
		expect(await run(['ls', 'jotta:Pictures'])).toMatchObject({status: 4});
		expect(await (await fetch(`${ready.url!}/sandbox/switches`, {method: 'POST', body: '{}'})).json()).toMatchObject({allocateStatus: 200, needsRange: true, page: 'none'});
		const log = await (await fetch(`${ready.url!}/sandbox/log`)).json() as ReadonlyArray<{readonly path: string}>;
		expect(log.filter(({path: address}) => address.endsWith('/token')).length).toBeGreaterThan(1); // they live for a second
		server.stdin.end();
		expect(await once(server, 'exit')).toEqual([0, null]);
	});

	it.each([
		['--profile', 'odd', '--profile cannot be “odd”'],
		['--switch', 'odd=true', 'There is no switch "odd".'],
		['--switch', 'needsRange', 'There is no switch "needsRange".'],
		['--switch', 'needsRange=1', 'The switch needsRange is true or false.'],
	])('serves no sandbox with %s %s', async (option, word, sentence) => {
		expect(await runProgram(['sandbox', option, word])).toMatchObject({status: 2, out: '', err: expect.stringContaining(sentence) as string});
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
	});

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
