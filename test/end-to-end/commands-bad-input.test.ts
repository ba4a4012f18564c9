import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {openProgram, programFile, type Program} from '../support/program.ts';
import {openTerminal} from '../support/terminal.ts';
import {makeTree, mixedFiles} from '../support/trees.ts';

type Refusal = readonly [args: readonly string[], status: number, words: string];

const refusals: Readonly<Record<string, readonly Refusal[]>> = {
	about: [
		[['about', 'nobody'], 3, 'no account called nobody'],
		[['about', '--nope'], 2, '--nope'],
		[['about', 'jotta', 'other'], 2, 'too many arguments'],
	],
	accounts: [[['accounts', '--nope'], 2, '--nope'], [['accounts', 'jotta'], 2, 'too many arguments']],
	logout: [
		[['logout'], 2, 'missing required argument'],
		[['logout', 'nobody'], 3, 'no account called nobody'],
		[['logout', '--nope'], 2, '--nope'],
	],
	mkdir: [
		[['mkdir'], 2, 'missing required argument'],
		[['mkdir', 'nobody:a'], 3, 'no account called nobody'],
		[['mkdir', '--nope', 'jotta:a'], 2, '--nope'],
		[['mkdir', 'jotta:/Nowhere/x'], 4, 'Not found'],
	],
	rm: [
		[['rm'], 2, 'missing required argument'],
		[['rm', 'nobody:a'], 3, 'no account called nobody'],
		[['rm', 'jotta:gone'], 4, 'Not found: gone'],
		[['rm', 'jotta:'], 1, 'mountpoint'],
		[['rm', '/nowhere/at/all'], 4, '/nowhere/at/all'],
	],
	places: [
		[['places', '/tmp'], 2, 'local path'],
		[['places', '--make'], 2, 'argument missing'],
		[['places', '--make', '/tmp'], 2, 'local path'],
		[['places', '--type', 'toaster', '--make', 'jotta:/A'], 2, 'toaster'],
	],
	login: [
		[['login', 'a/b'], 2, 'cannot be the name of an account'],
		[['login', '--service', 'nope'], 2, 'no service called nope'],
		[['login', '--nope'], 2, '--nope'],
	],
};

describe('bad input', () => {
	it.each(Object.entries(refusals))('of %s is named, with its status', async (_command, rows) => {
		const {run} = await openProgram({isSignedIn: true});

		for (const [args, status, words] of rows) {
			const result = await run(args);

			expect(result, args.join(' ')).toMatchObject({status, out: '', err: expect.stringContaining(words) as string});
			expect(result.err).not.toMatch(/\n\s+at /v);
		}
	});
});

describe('a list of everything below', () => {
	it('that ends early as if it was whole is an error in a sentence', async () => {
		const {run, ready} = await openProgram({isSignedIn: true, args: ['--demo']});
		await fetch(`${ready.url}/sandbox/faults`, {method: 'POST', body: 'GET *mode=liststream* truncate=20000'});

		const result = await run(['ls', '-R', 'jotta:']);

		expect(result).toMatchObject({status: 1, err: expect.stringMatching(/^jottafm: The list .*broke off or is damaged/v) as string});
	});
});

describe('an interrupted cp', () => {
	const openCopying = async ({folder, config, ready}: Program) => {
		await makeTree(path.join(folder, 'tree'), mixedFiles(200));
		const terminal = openTerminal({
			args: [programFile, 'cp', '--config-dir', config, '--server', ready.url, path.join(folder, 'tree'), 'jotta:up'], cwd: folder, env: {HOME: folder},
		});
		await terminal.waitFor(text => /\d+ of \d+\+? done/v.test(text));
		return terminal;
	};

	it.each(['SIGTERM', 'SIGHUP', 'SIGINT'])('cancels its own job and no other at %s, and asks nothing', async signal => {
		const program = await openProgram({isSignedIn: true, args: ['--latency', '300']});
		await writeFile(path.join(program.folder, 'other.txt'), 'other');
		const terminal = await openCopying(program);
		await program.run(['cp', '--detach', path.join(program.folder, 'other.txt'), 'jotta:']);

		process.kill(terminal.pid, signal);

		expect(await terminal.exited).toBe(130);
		expect(terminal.text()).not.toContain('?');
		await expect.poll(async () => (await program.run(['ls', 'jotta:other.txt'])).status, {timeout: 20_000}).toBe(0);
	});

	it('ends with 130 however often Ctrl-C is pressed', async () => {
		const terminal = await openCopying(await openProgram({isSignedIn: true, args: ['--latency', '300']}));

		terminal.type('\u{3}\u{3}');

		expect(await terminal.exited).toBe(130);
	});
});
