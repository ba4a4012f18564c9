import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {runCommandLine} from '../support/hostile/run-command.ts';
import {signInTo, startTestSandbox} from '../support/sandbox.ts';
import {temporaryFolder} from '../support/temp-files.ts';

describe('jottafm login of an account that has an issuer of its own', () => {
	it('goes to the service that is named now', async () => {
		const sandbox = await startTestSandbox();
		const {tools} = await signInTo(sandbox);
		const folder = await temporaryFolder();
		await mkdir(path.join(folder, 'work'));
		const {tokens} = await tools.accounts.update('jotta', account => ({...account, given: {issuer: 'https://127.0.0.1:1/auth/realms/old'}}));
		const stdin = JSON.stringify({access_token: tokens!.accessToken, refresh_token: tokens!.refreshToken});
		const login = async (...words: readonly string[]) => runCommandLine(['login', 'jotta', ...words], {tools, folder, server: sandbox}, {stdin});

		const before = await login();
		const after = await login('--service', 'jottacloud');

		expect(before).toMatchObject({status: 1, err: expect.stringContaining('could not be reached') as string});
		expect(after).toMatchObject({status: 0, err: ''});
		expect((await tools.accounts.get('jotta')).given?.issuer).toBeUndefined();
	});
});
