import {describe, expect, it} from 'vitest';
import {startTestSandbox} from '../../support/sandbox.ts';
import {jsonRows, openProgram, runProgram} from '../../support/program/program.ts';

async function openWork() {
	const program = await openProgram();
	await program.run(['login', 'work'], {input: program.ready.loginToken});
	return program;
}

describe('the only account, which is not called jotta', () => {
	it('is meant by every command where none is named', async () => {
		const {config, run} = await openWork();
		const commands = ['about', 'places', 'link --list', 'trash ls', 'trash empty --yes'];

		const results = await Promise.all(commands.map(async command => runProgram([...command.split(' '), '--config-dir', config])));

		expect(results.map(({status, err}) => [status, err])).toEqual(commands.map(() => [0, '']));
		expect(jsonRows(await run(['about', '--json']))).toMatchObject([{account: 'work'}]);
	});
});

describe('--server', () => {
	it('is not ignored: an account of another one is not used', async () => {
		const {config, ready} = await openWork();
		const other = 'http://127.0.0.1:9';
		const commands = ['ls work:', 'about work', 'cp work: /tmp', 'logout work'];

		const results = await Promise.all(commands.map(async command => runProgram([...command.split(' '), '--config-dir', config, '--server', other])));

		expect(results).toEqual(commands.map(() => ({
			status: 2, out: '', err: `jottafm: The account work is at ${ready.url}, not at ${other}. Leave out --server, or sign in there under another name.\n`,
		})));
	});

	it('chooses among the accounts where none is named', async () => {
		const {config} = await openWork();
		const other = await startTestSandbox();
		await runProgram(['login', 'second', '--config-dir', config, '--server', other.url], {input: other.state.identity.createLoginToken(other.url)});

		expect(jsonRows(await runProgram(['about', '--json', '--config-dir', config, '--server', other.url]))).toMatchObject([{account: 'second'}]);
	});
});

describe('--sandbox', () => {
	it('is no option of commands: they would work on the person’s own account', async () => {
		const {config, run} = await openWork();

		const {status, err} = await runProgram(['--sandbox', 'mkdir', 'work:wrong', '--config-dir', config]);

		expect([status, err]).toEqual([2, expect.stringContaining('--sandbox opens the file manager')]);
		expect((await run(['ls', 'work:'])).out).toBe('');
	});
});
