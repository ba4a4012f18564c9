import {Buffer} from 'node:buffer';
import {readFile, readdir, stat} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {
	describe,
	expect,
	it,
	vi,
} from 'vitest';
import {keys, shownAddress, startApp} from '../../support/program/app.ts';
import {answerPage} from '../../support/sign-in/browser.ts';
import {openProgram, runProgram} from '../../support/program/program.ts';
import {redirectPortTimeout, takeRedirectPort} from '../../support/sign-in/redirect-port.ts';
import {makeTree, mixedFiles} from '../../support/trees.ts';

vi.setConfig({testTimeout: redirectPortTimeout});

const size = {columns: 120, rows: 40};
const paste = (text: string) => `\u{1B}[200~${text}\u{1B}[201~`;

/** Command lines of all processes, and what the ones that work in the background were given, gathered until it is stopped. */
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

				if (line.includes(config) && /(?:engine|renew)\.js/v.test(line)) {
					seen.add(await readFile(`/proc/${id}/environ`, 'utf8').catch(() => ''));
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

/** What the file that may hold secrets holds now. */
async function keptSecrets(config: string): Promise<readonly string[]> {
	const {accounts} = JSON.parse(await readFile(path.join(config, 'accounts.json'), 'utf8')) as {accounts: Array<{clientSecret?: string; tokens?: {accessToken: string; refreshToken?: string}}>};
	return accounts.flatMap(({clientSecret, tokens}) => [clientSecret, tokens?.accessToken, tokens?.refreshToken].filter(secret => secret !== undefined));
}

/** A login token, and the part of it that works. */
const partsOf = (loginToken: string) => [loginToken, (JSON.parse(Buffer.from(loginToken, 'base64url').toString()) as {auth_token: string}).auth_token] as const;

/** Every file of a configuration but the one that may hold secrets. */
async function otherFiles(config: string): Promise<string> {
	const files = await readdir(config, {recursive: true, withFileTypes: true});
	const texts = await Promise.all(files.filter(entry => entry.isFile() && entry.name !== 'accounts.json').map(async entry => readFile(path.join(entry.parentPath, entry.name), 'latin1')));
	return texts.join('\n');
}

describe.skipIf(process.platform !== 'linux')('tokens, passwords and codes', () => {
	it('are in no log, no error, no command line, no database and on no screen', async () => {
		await takeRedirectPort();
		const program = await openProgram({tokenTtl: 1});
		const {ready, config, folder, run} = program;
		const stop = watchProcesses(config);
		const secrets = new Set([...partsOf(ready.loginToken), ready.otp]);
		const remember = async () => {
			for (const secret of await keptSecrets(config)) {
				secrets.add(secret);
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
	});

	it('are nowhere either when a program brings them by its environment or in files', async () => {
		const {ready, config, folder} = await openProgram({tokenTtl: 1});
		const sandbox = async (place: string, body = '') => fetch(`${ready.url}/sandbox/${place}`, {method: 'POST', body});
		const newToken = async () => (await (await sandbox('login-token')).json() as {loginToken: string}).loginToken;
		const clientSecret = 'Wer-das-liest-hat-es-gefunden';
		await sandbox('switches', JSON.stringify({machineClients: {nas: clientSecret}}));
		const [byEnvironment, byFile, cut] = [ready.loginToken, await newToken(), await newToken()];
		const temporary = path.join(folder, 'temporary');
		const outside = path.join(folder, 'outside');
		await makeTree(outside, {token: byFile, clientSecret});
		await makeTree(temporary, {'before.txt': 'nothing'});
		const secrets = new Set([clientSecret, ...[byEnvironment, byFile, cut].flatMap(token => partsOf(token))]);
		const env = {
			JOTTAFM_TOKEN: byEnvironment, JOTTAFM_CLIENT_SECRET: clientSecret, TMPDIR: temporary, HOME: temporary,
		};
		const run = async ([command = '', ...rest]: readonly string[], more: Readonly<Record<string, string>> = {}) => {
			const result = await runProgram([command, '-v', '--config-dir', config, '--server', ready.url, ...rest], {env: {...env, ...more}});
			for (const secret of await keptSecrets(config)) {
				secrets.add(secret);
			}

			return result;
		};

		const stop = watchProcesses(config);
		const good = [
			await run(['login', 'one', '--client-id', 'jottacli'], {JOTTAFM_CLIENT_SECRET: ''}),
			await run(['login', 'two', '--token-file', path.join(outside, 'token')], {JOTTAFM_CLIENT_SECRET: ''}),
			await run(['login', 'three', '--with', 'client', '--client-id', 'nas', '--client-secret-file', path.join(outside, 'clientSecret')]),
			await run(['config', 'set', 'client_secret_file', path.join(outside, 'clientSecret')]),
			await run(['cp', outside, 'one:outside']),
			await run(['ls', 'three:']),
			await run(['config']),
		];
		const {accounts: [one]} = JSON.parse(await readFile(path.join(config, 'accounts.json'), 'utf8')) as {accounts: Array<{tokens: {accessToken: string; refreshToken: string}}>};
		const ready4 = JSON.stringify({access_token: one!.tokens.accessToken, refresh_token: one!.tokens.refreshToken});
		good.push(await run(['login', 'four'], {JOTTAFM_TOKEN: ready4, JOTTAFM_CLIENT_SECRET: ''}));
		const bad = [
			await run(['login', 'five'], {JOTTAFM_CLIENT_SECRET: ''}), // used before
			await run(['login', 'five'], {JOTTAFM_TOKEN: cut.slice(0, -20)}),
			await run(['login', 'five'], {JOTTAFM_TOKEN: ready4}), // renewed before
			await run(['login', 'five', '--with', 'client', '--client-id', 'other']),
		];

		expect([good.map(({status}) => status), bad.map(({status}) => status === 0)]).toEqual([good.map(() => 0), bad.map(() => false)]);
		const everything = [...good, ...bad].map(({out, err}) => out + err).join('\n') + (await stop()).join('\n') + await otherFiles(config) + await otherFiles(temporary);
		expect([...secrets].filter(secret => everything.includes(secret))).toEqual([]);
		expect((await stat(path.join(config, 'accounts.json'))).mode % 0o1000).toBe(0o600);
	});
});
