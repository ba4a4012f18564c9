import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {openProgramOn} from '../../support/program/program-on-sandbox.ts';
import {startTestSandbox} from '../../support/sandbox.ts';
import {makeTree, uniqueFiles} from '../../support/trees.ts';

async function open(options: Parameters<typeof startTestSandbox>[0] = {}) {
	const sandbox = await startTestSandbox(options);
	const program = await openProgramOn(sandbox);
	return {...program, sandbox, signIn: async (name: string) => program.run(['login', name], {input: sandbox.state.identity.createLoginToken(sandbox.url)})};
}

describe('cp after a sign-in has ended', () => {
	it('goes on once somebody has signed in again, and copies on the disk meanwhile', async () => {
		const {sandbox, run, folder, signIn, killEngine} = await open({tokenTtl: 1, latency: 20});
		await makeTree(path.join(folder, 'tree'), uniqueFiles(60));
		sandbox.setFaults('POST /files/v1/allocate revoke after=10 times=1');
		const copy = ['cp', path.join(folder, 'tree'), 'jotta:tree'];

		expect(await run(copy)).toMatchObject({status: 3, err: expect.stringContaining('The sign-in of jotta has ended') as string});
		await killEngine(); // where it has not ended yet, what it knew stays in the queue
		expect(await run(['cp', path.join(folder, 'tree'), path.join(folder, 'copy')])).toMatchObject({status: 0});
		expect(await run(copy)).toMatchObject({status: 3});
		sandbox.state.limits.tokenTtl = 3600;
		await signIn('jotta');
		expect(await run(copy)).toMatchObject({status: 0});
	});

	it('is stopped by no other account that is signed out, with or without work for that one', async () => {
		const {run, folder, signIn} = await open();
		await makeTree(folder, {'a.txt': 'a'});
		await signIn('b');
		await run(['queue', 'pause']);
		await run(['cp', '--detach', path.join(folder, 'a.txt'), 'b:']);
		await run(['logout', 'b']);
		await run(['queue', 'resume']);
		const copy = async (name: string) => run(['cp', path.join(folder, 'a.txt'), `jotta:${name}`]);

		expect(await copy('first.txt')).toMatchObject({status: 0, err: expect.not.stringContaining('account called b') as string});
		expect(await run(['queue'])).toMatchObject({err: expect.stringContaining('There is no account called b.') as string});
		await run(['queue', 'cancel']);
		expect(await copy('second.txt')).toMatchObject({status: 0});
	});
});
