import {
	chmod,
	readFile,
	rm,
	stat,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {openProgram, type Program} from '../support/program.ts';

const accountsFile = ({config}: Program) => path.join(config, 'accounts.json');

async function setFaults({ready}: Program, faults: string): Promise<void> {
	await fetch(`${ready.url}/sandbox/faults`, {method: 'POST', body: faults});
}

describe('a service that answers 500 with HTML', () => {
	it.each(['GET *openid-configuration', 'POST */token'])('at %s signs nobody in, in a sentence', async what => {
		const program = await openProgram();
		await setFaults(program, `${what} status=500 plain`);

		const {status, err} = await program.run(['login'], {input: program.ready.loginToken});

		expect([status, err]).toEqual([1, expect.stringMatching(/^jottafm: .+\./v)]);
		expect(err).not.toContain('    at ');
	});
});

describe('the file with the sign-ins', () => {
	it('that is damaged is said, and replaced by signing in', async () => {
		const program = await openProgram({isSignedIn: true});
		await writeFile(accountsFile(program), '{"version":1,"acc');

		const broken = await program.run(['ls', 'jotta:']);
		expect([broken.status, broken.err]).toEqual([3, expect.stringContaining('is damaged')]);
		const {loginToken} = await (await fetch(`${program.ready.url}/sandbox/login-token`, {method: 'POST'})).json() as {loginToken: string};
		const again = await program.run(['login'], {input: loginToken});
		expect([again.status, again.err]).toEqual([0, expect.stringContaining('was damaged')]);
		expect(await readFile(path.join(program.config, 'accounts.damaged.json'), 'utf8')).toBe('{"version":1,"acc');
	});

	it('that others could read is closed, and that is said', async () => {
		const program = await openProgram({isSignedIn: true});
		await chmod(accountsFile(program), 0o644);

		expect(await program.run(['ls', 'jotta:'])).toMatchObject({status: 0, err: expect.stringContaining('Others on this machine could read') as string});
		expect(((await stat(accountsFile(program))).mode % 0o1000).toString(8)).toBe('600');
	});

	it('that cannot be written is found out before anything is sent', async () => {
		const program = await openProgram();
		await writeFile(program.config, ''); // no folder can be made there

		const {status, err} = await program.run(['login'], {input: program.ready.loginToken});

		expect([status, err]).toEqual([1, expect.stringContaining('nothing can be written')]);
		expect((await program.requests()).filter(({method}) => method === 'POST')).toEqual([]);
		await rm(program.config);
	});
});

describe('a clock that is wrong by a day', () => {
	it.each([-86_400_000, 86_400_000])('by %d ms, makes nobody sign in again', async offset => {
		const program = await openProgram({isSignedIn: true, args: ['--token-ttl', '1']});
		const file = JSON.parse(await readFile(accountsFile(program), 'utf8')) as {accounts: Array<{tokens: {expiresAt: number}}>};
		file.accounts[0]!.tokens.expiresAt += offset; // as the other clock would have written it
		await writeFile(accountsFile(program), JSON.stringify(file));

		expect(await program.run(['ls', 'jotta:'])).toMatchObject({status: 0});
	});
});
