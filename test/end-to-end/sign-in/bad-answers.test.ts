import {Buffer} from 'node:buffer';
import {
	chmod,
	readFile,
	rm,
	stat,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {openProgram, runProgram, type Program} from '../../support/program/program.ts';
import {makeTree} from '../../support/trees.ts';

const accountsFile = ({config}: Program) => path.join(config, 'accounts.json');

async function setFaults({ready}: Program, faults: string): Promise<void> {
	await fetch(`${ready.url}/sandbox/faults`, {method: 'POST', body: faults});
}

describe('a page of HTML where the service should be', () => {
	const places = ['GET *openid-configuration', 'POST */token'];

	it.each(places.flatMap(place => [[place, 500], [place, 200]] as const))('at %s, with status %d, signs nobody in, and a sentence says so', async (place, code) => {
		const program = await openProgram();
		await setFaults(program, `${place} status=${code} plain`);

		const {status, err} = await program.run(['login'], {input: program.ready.loginToken});

		expect([status, err]).toEqual([1, expect.stringMatching(/^jottafm: .+\./v)]);
		expect(err).not.toMatch(/<html|\n {4}at |TypeError/v);
		expect((await program.run(['accounts'])).out).toBe('');
	});

	it.each([500, 200])('where it says who that is, with status %d, loses no sign-in that is done already', async code => {
		const program = await openProgram();
		await setFaults(program, `GET *customer status=${code} plain`);

		expect(await program.run(['login'], {input: program.ready.loginToken})).toMatchObject({status: 0});
		expect(await program.run(['ls', 'jotta:'])).toMatchObject({status: 0});
	});

	it.each([500, 200])('instead of a listing, with status %d, is an error and no empty folder', async code => {
		const program = await openProgram({isSignedIn: true});
		await setFaults(program, `GET /jfs/* status=${code} plain`);

		const commands = [['ls', 'jotta:'], ['ls', '-R', 'jotta:'], ['about']];
		const results = await Promise.all(commands.map(async command => program.run(command))); // each tries again for a while
		for (const [index, {status, out, err}] of results.entries()) {
			expect([commands[index], status, out, err]).toEqual([commands[index], 1, '', expect.stringMatching(/^jottafm: .+\./v)]);
			expect(err).not.toMatch(/<html|\n {4}at |TypeError/v);
		}
	});
});

describe('the login token of another brand', () => {
	it('whose service takes none, says which way to go', async () => {
		const program = await openProgram();
		const json = Buffer.from(program.ready.loginToken, 'base64url').toString();
		const loginToken = Buffer.from(json.replaceAll('realms/jottacloud', 'realms/telia_se')).toString('base64url');

		const {status, err} = await program.run(['login'], {input: loginToken});

		expect([status, err]).toEqual([3, expect.stringMatching(/takes no login tokens.+--with browser/v)]);
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
		expect(program.log.filter(({method}) => method === 'POST')).toEqual([]);
		await rm(program.config);
	});
});

describe('a clock that is wrong by a day', () => {
	const environment = (offset: number) => {
		const code = `const now = Date.now; Date.now = () => now() + ${offset};`;
		return {NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}`};
	};

	const run = async ({config, ready}: Program, offset: number, [command = '', ...rest]: readonly string[], input = '') =>
		runProgram([command, '--config-dir', config, '--server', ready.url, ...rest], {input, env: environment(offset)});

	it.each([-86_400_000, 86_400_000])('by %d ms, keeps nobody from signing in and copying', async offset => {
		const program = await openProgram({tokenTtl: 1});
		await makeTree(path.join(program.folder, 'album'), {'one.txt': 'one', 'two.txt': 'two'});

		expect(await run(program, offset, ['login'], program.ready.loginToken)).toMatchObject({status: 0});
		expect(await run(program, offset, ['cp', path.join(program.folder, 'album'), 'jotta:album'])).toMatchObject({status: 0});
		expect(await run(program, offset, ['ls', 'jotta:album'])).toMatchObject({status: 0, out: expect.stringContaining('two.txt') as string});
	});

	it.each([-86_400_000, 86_400_000])('by %d ms, and then right again, makes nobody sign in again and spends no token twice', async offset => {
		const program = await openProgram({isSignedIn: true, tokenTtl: 1});

		for (const off of [0, offset, 0, offset]) {
			await fetch(`${program.ready.url}/sandbox/clock`, {method: 'POST', body: JSON.stringify({advance: 5000})});
			expect(await run(program, off, ['ls', 'jotta:'])).toMatchObject({status: 0});
		}

		expect(program.log.filter(({path: address, status}) => address.endsWith('/token') && status >= 400)).toEqual([]);
	});
});
