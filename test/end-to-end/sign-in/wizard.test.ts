import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {
	describe,
	expect,
	it,
	vi,
} from 'vitest';
import {keys, startApp} from '../../support/program/app.ts';
import {openProgram} from '../../support/program/program.ts';
import {makeTree, treeOf} from '../../support/trees.ts';

const small = {columns: 80, rows: 24};
const paste = (text: string) => `\u{1B}[200~${text}\u{1B}[201~`;

describe('the first start', () => {
	it('opens the wizard; a pasted token leads to the panes and their keys, and is never shown', async () => {
		const {ready, config, folder} = await openProgram();
		const terminal = startApp(folder, small, {args: ['--config-dir', config, '--server', ready.url]});
		await terminal.waitFor('How do you sign in?');

		terminal.type(keys.Enter);
		await terminal.waitFor('paste it here');
		terminal.type(paste(`"${ready.loginToken.slice(0, 60)}\n  ${ready.loginToken.slice(60)}"\n`));
		await terminal.waitFor('That is a login token');
		terminal.type(keys.Enter);
		await terminal.waitFor('You are signed in as Ola Nordmann, ola@example.no.');
		await terminal.waitFor('0 bytes of 5.00 TB');
		terminal.type(keys.Enter);

		await terminal.waitFor('Jotta › Archive');
		terminal.type('?');
		await terminal.waitFor('type to search');
		expect(terminal.raw()).not.toContain(ready.loginToken.slice(0, 20));
		expect(terminal.raw()).toContain('\u{1B}]8;;https://www.jottacloud.com/web/secure\u{7}');
	});

	it('names a wrong paste before anything is sent, and goes back one step with Esc', async () => {
		const {ready, config, folder, log} = await openProgram();
		const terminal = startApp(folder, small, {args: ['--config-dir', config, '--server', ready.url]});
		await terminal.waitFor('How do you sign in?');
		terminal.type(keys.Enter);
		await terminal.waitFor('paste it here');

		terminal.type(paste('ola@example.no'));
		await terminal.waitFor('e-mail address');
		terminal.type(paste(ready.loginToken.slice(0, 100)));
		await terminal.waitFor('cut off');
		terminal.type(keys.Enter);
		await terminal.waitFor('cut off');
		terminal.type(keys.Esc);
		await terminal.waitFor('How do you sign in?');
		terminal.type(keys.Esc);

		expect(await terminal.exited).toBe(3);
		expect(log).toEqual([]);
	});

	it('takes another name and another home place', async () => {
		const {ready, config, folder, run} = await openProgram();
		const terminal = startApp(folder, small, {args: ['login', '--config-dir', config, '--server', ready.url, '--with', 'token']});
		await terminal.waitFor('paste it here');
		terminal.type(paste(ready.loginToken) + keys.Enter);
		await terminal.waitFor('0 bytes of 5.00 TB');

		terminal.type('\u{15}work');
		await terminal.waitFor('Account     work');
		terminal.type(keys.Tab);
		await terminal.waitFor('Jotta/Sync');
		terminal.type(keys.Down + keys.Enter);
		await terminal.waitFor('Home place  Jotta/Sync');
		terminal.type(keys.Enter);

		expect(await terminal.exited).toBe(0);
		const {out} = await run(['accounts', '--json']);
		expect(JSON.parse(out)).toMatchObject({account: 'work', home: 'Jotta/Sync', signedIn: true});
	});

	it('signs out again who goes back from the last step', async () => {
		const {ready, config, folder, log, run} = await openProgram();
		const terminal = startApp(folder, small, {args: ['login', '--config-dir', config, '--server', ready.url, '--with', 'token']});
		await terminal.waitFor('paste it here');
		terminal.type(paste(ready.loginToken) + keys.Enter);
		await terminal.waitFor('0 bytes of 5.00 TB');

		terminal.type(keys.Esc);
		await terminal.waitFor('How do you sign in?');
		// Esc would break off the signing out that is under way.
		await vi.waitFor(async () => {
			expect(log.some(({path: address, status}) => address.endsWith('/logout') && status === 204)).toBe(true);
		}, {timeout: 60_000});
		await terminal.waitFor(text => !text.includes('Signing out again…'));
		terminal.type(keys.Esc);

		expect(await terminal.exited).toBe(130);
		expect(log.filter(({path: address, status}) => address.endsWith('/logout') && status === 204)).toHaveLength(1);
		expect((await run(['accounts'])).out).toBe('');
	});
});

/** Revoked, and the access token that is still out there has expired: the next request finds out. */
async function endSession(url: string): Promise<void> {
	await fetch(`${url}/sandbox/revoke`, {method: 'POST'});
	await fetch(`${url}/sandbox/clock`, {method: 'POST', body: JSON.stringify({advance: 7_200_000})});
}

describe('a session that was revoked', () => {
	it('opens the wizard over the panes; the queue waits, and goes on by itself', async () => {
		const {ready, config, folder, run, log} = await openProgram({isSignedIn: true, latency: 20});
		const files = Object.fromEntries(Array.from({length: 60}, (_, index) => [`file ${index}.txt`, `content ${index}`]));
		await makeTree(path.join(folder, 'album'), files);
		const terminal = startApp(folder, small, {args: ['--config-dir', config]});
		await terminal.waitFor('album/');
		terminal.type(keys.Down + keys.F5);
		await terminal.waitFor('Copy album/');

		await endSession(ready.url);
		terminal.type(keys.Enter);
		await terminal.waitFor('The sign-in of jotta has ended');
		const answer = await fetch(`${ready.url}/sandbox/login-token`, {method: 'POST'});
		const {loginToken} = await answer.json() as {loginToken: string};
		terminal.type(keys.Enter);
		await terminal.waitFor('paste it here');
		terminal.type(paste(loginToken) + keys.Enter);

		await terminal.waitFor('61 items copied');
		const refused = log.filter(({path: address, status}) => address.endsWith('/token') && status === 400);
		expect(refused).toHaveLength(1);
		await run(['cp', 'jotta:album', path.join(folder, 'back')]);
		expect(await treeOf(path.join(folder, 'back'))).toEqual(await treeOf(path.join(folder, 'album')));
	});

	it('is signed in again, in place, with the client of the first time', async () => {
		const {ready, config, folder, run} = await openProgram();
		await run(['login', 'nas', '--client-id', 'desktop'], {input: ready.loginToken});
		await endSession(ready.url);
		const answer = await fetch(`${ready.url}/sandbox/login-token`, {method: 'POST'});
		const {loginToken} = await answer.json() as {loginToken: string};
		const terminal = startApp(folder, small, {args: ['--config-dir', config]});
		await terminal.waitFor('How do you sign in?');

		terminal.type(keys.Enter);
		await terminal.waitFor('paste it here');
		terminal.type(paste(loginToken) + keys.Enter);
		await terminal.waitFor('Jotta › Archive');

		const {accounts: [account]} = JSON.parse(await readFile(path.join(config, 'accounts.json'), 'utf8')) as {accounts: object[]};
		expect(account).toMatchObject({name: 'nas', clientId: 'desktop', tokens: expect.anything() as object});
	});

	it('opens it before any key: what is typed at once is the wizard’s', async () => {
		const {ready, config, folder} = await openProgram({isSignedIn: true});
		await endSession(ready.url);
		const terminal = startApp(folder, small, {args: ['--config-dir', config]});
		await terminal.waitFor('The sign-in of jotta has ended'); // the pane says it first

		terminal.type(keys.Enter + paste('ola@example.no'));

		await terminal.waitFor('That is an e-mail address');
	});

	it('can be left for later: the panes stay, and g a signs in again', async () => {
		const {ready, config, folder} = await openProgram({isSignedIn: true});
		await endSession(ready.url);
		const terminal = startApp(folder, small, {args: ['--config-dir', config]});
		await terminal.waitFor('The sign-in of jotta has ended');

		await terminal.waitFor('How do you sign in?');
		terminal.type(keys.Esc);
		await terminal.waitFor(text => text.includes('Jotta › Archive') && !text.includes('How do you sign in?'));
		terminal.type('ga');
		await terminal.waitFor('[1] jotta (signed out');
		terminal.type('1');
		await terminal.waitFor('How do you sign in?');

		terminal.type('\u{3}');
		await terminal.waitFor('Jotta › Archive');
	});
});
