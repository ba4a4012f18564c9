import {Buffer} from 'node:buffer';
import {readFile, readdir} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {keys, shownAddress, startApp} from '../support/app.ts';
import {answerPage} from '../support/browser.ts';
import {openProgram} from '../support/program.ts';
import {makeTree, mixedFiles} from '../support/trees.ts';

const size = {columns: 120, rows: 40};
const paste = (text: string) => `\u{1B}[200~${text}\u{1B}[201~`;

/** Command lines and environments of all processes, gathered until it is stopped. */
function watchProcesses(config: string) {
	const seen = new Set<string>();
	const over = new AbortController();
	const gather = async () => {
		while (!over.signal.aborted) {
			const ids = (await readdir('/proc')).filter(name => /^\d+$/v.test(name));
			for (const id of ids) {
				const line = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
				if (line.includes(config)) {
					seen.add(line);
				}
			}
		}
	};

	const gathering = gather();
	return async () => {
		over.abort();
		await gathering;
		return [...seen];
	};
}

/** Every file of a configuration but the one that may hold secrets. */
async function otherFiles(config: string): Promise<string> {
	const files = await readdir(config, {recursive: true, withFileTypes: true});
	const texts = await Promise.all(files.filter(entry => entry.isFile() && entry.name !== 'accounts.json').map(async entry => readFile(path.join(entry.parentPath, entry.name), 'latin1')));
	return texts.join('\n');
}

describe.skipIf(process.platform !== 'linux')('tokens, passwords and codes', () => {
	it('are in no log, no error, no command line, no database and on no screen', async () => {
		const program = await openProgram({args: ['--token-ttl', '1']});
		const {ready, config, folder, run} = program;
		const stop = watchProcesses(config);
		const secrets = new Set([ready.loginToken, (JSON.parse(Buffer.from(ready.loginToken, 'base64url').toString()) as {auth_token: string}).auth_token, ready.otp]);
		const remember = async () => {
			const {accounts} = JSON.parse(await readFile(path.join(config, 'accounts.json'), 'utf8')) as {accounts: Array<{clientSecret?: string; tokens?: {accessToken: string; refreshToken?: string}}>};
			for (const {clientSecret, tokens} of accounts) {
				for (const secret of [clientSecret, tokens?.accessToken, tokens?.refreshToken]) {
					if (secret !== undefined) {
						secrets.add(secret);
					}
				}
			}
		};

		const globals = ['--config-dir', config, '--server', ready.url, '-v'];
		const byToken = startApp(folder, size, {args: ['login', 'one', ...globals, '--with', 'token']});
		await byToken.waitFor('paste it here');
		byToken.type(paste(ready.loginToken) + keys.Enter);
		await byToken.waitFor('of 5.00 TB');
		byToken.type(keys.Enter);
		await byToken.exited;
		await remember();

		const byBrowser = startApp(folder, size, {args: ['login', 'two', ...globals, '--with', 'browser', '--service', 'jottacloud']});
		await byBrowser.waitFor('Open this address');
		const location = await answerPage(shownAddress(byBrowser));
		secrets.add(new URL(location).searchParams.get('code')!);
		byBrowser.type(paste(location) + keys.Enter);
		await byBrowser.waitFor('of 5.00 TB');
		byBrowser.type(keys.Enter);
		await byBrowser.exited;
		await remember();

		await fetch(`${ready.url}/sandbox/switches`, {method: 'POST', body: JSON.stringify({hasTwoFactors: true})});
		const byPassword = startApp(folder, size, {args: ['login', 'three', ...globals, '--with', 'password']});
		await byPassword.waitFor('Password');
		byPassword.type(`${ready.username}\r${ready.password}\r`);
		await byPassword.waitFor('six digits');
		byPassword.type(`${ready.otp}\r`);
		await byPassword.waitFor('of 5.00 TB');
		byPassword.type(keys.Enter);
		await byPassword.exited;
		await remember();
		expect(byPassword.raw()).not.toContain(ready.password);

		await makeTree(path.join(folder, 'tree'), mixedFiles(40));
		const results = [
			await run(['cp', '-v', path.join(folder, 'tree'), 'one:tree']),
			await run(['ls', '-v', '-R', 'two:']),
			await run(['about', '-v', 'three:']),
		];
		await remember();
		await fetch(`${ready.url}/sandbox/revoke`, {method: 'POST'});
		results.push(await run(['login', '-v'], {input: ready.loginToken}), await run(['logout', '-v', 'two']), await run(['ls', '-v', 'three:nothing']));

		const everything = [byToken, byBrowser, byPassword].map(terminal => terminal.raw() + terminal.text()).join('\n')
			+ results.map(({out, err}) => out + err).join('\n')
			+ (await stop()).join('\n')
			+ await otherFiles(config);
		expect(secrets.size).toBeGreaterThan(8);
		expect([...secrets].filter(secret => everything.includes(secret))).toEqual([]);
	}, 120_000);
});
