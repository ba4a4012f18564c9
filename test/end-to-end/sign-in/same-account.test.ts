import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {keys, startApp} from '../../support/program/app.ts';
import {openProgramOn} from '../../support/program/program-on-sandbox.ts';
import {startTestSandbox} from '../../support/sandbox.ts';
import {makeTree} from '../../support/trees.ts';

describe('a second sign-in to one account', () => {
	it('under another name is done, and said on standard error; again under its own name, too', async () => {
		const sandbox = await startTestSandbox();
		const {run} = await openProgramOn(sandbox);
		const token = (url = sandbox.url) => sandbox.state.identity.createLoginToken(url);
		const otherSpelling = sandbox.url.replace('127.0.0.1', 'localhost');

		const second = await run(['login', '--json', 'b2'], {input: token()});
		const third = await run(['login', 'b3', '--server', `${otherSpelling}/`], {input: token(otherSpelling)});
		const again = await run(['login', 'jotta'], {input: token()});

		expect(second).toMatchObject({status: 0, err: expect.stringContaining('The same account is known here as jotta: all its names lead to the same files.') as string});
		expect(JSON.parse(second.out)).toMatchObject({account: 'b2'});
		expect(third).toMatchObject({status: 0, err: expect.stringContaining('known here as jotta and b2') as string});
		expect(again).toMatchObject({status: 0, err: expect.stringContaining('known here as b2 and b3') as string});
	});

	it('lets nothing be moved onto itself, with hard_delete either', async () => {
		const sandbox = await startTestSandbox();
		const {run, folder} = await openProgramOn(sandbox);
		await run(['login', 'b2'], {input: sandbox.state.identity.createLoginToken(sandbox.url)});
		await makeTree(folder, {'one.txt': 'the only one'});
		await run(['cp', path.join(folder, 'one.txt'), 'jotta:']);
		await run(['config', 'set', 'hard_delete', 'true']);

		const moved = await run(['mv', 'jotta:one.txt', 'b2:']);

		expect(moved).toMatchObject({status: 1, err: expect.stringContaining('one.txt is in that folder already.') as string});
		expect((await run(['cat', 'b2:one.txt'])).out).toBe('the only one');
		expect(await run(['mv', 'jotta:one.txt', 'b2:deep/'])).toMatchObject({status: 0});
		expect((await run(['ls', '-R', 'jotta:'])).out.trim().split('\n')).toEqual(['deep/', 'deep/one.txt']);
	});

	it('alone says nothing of the kind', async () => {
		const sandbox = await startTestSandbox();
		const {run} = await openProgramOn(sandbox);

		const again = await run(['login', 'jotta'], {input: sandbox.state.identity.createLoginToken(sandbox.url)});

		expect(again).toMatchObject({status: 0, err: ''});
	});

	it('is said in the last step of the wizard, before the name is kept', async () => {
		const sandbox = await startTestSandbox();
		const {config, folder} = await openProgramOn(sandbox);
		const terminal = startApp(folder, {columns: 80, rows: 24}, {args: ['login', 'b2', '--config-dir', config, '--server', sandbox.url, '--with', 'token']});
		await terminal.waitFor('paste it here');

		terminal.type(`\u{1B}[200~${sandbox.state.identity.createLoginToken(sandbox.url)}\u{1B}[201~`);
		await terminal.waitFor('That is a login token');
		terminal.type(keys.Enter);

		await terminal.waitFor('The same account is known here as jotta');
		await terminal.waitFor('0 bytes of 5.00 TB');
		terminal.type(keys.Enter);
		expect(await terminal.exited).toBe(0);
	});
});
