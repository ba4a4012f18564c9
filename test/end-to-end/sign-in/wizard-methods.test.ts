import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {createServer} from 'node:net';
import {
	describe,
	expect,
	it,
	onTestFinished,
	vi,
} from 'vitest';
import {redirectPort} from '../../../source/jotta/sign-in/browser.ts';
import {keys, shownAddress, startApp} from '../../support/program/app.ts';
import {answerPage} from '../../support/sign-in/browser.ts';
import {openProgram, type Program} from '../../support/program/program.ts';
import {redirectPortTimeout, takeRedirectPort} from '../../support/sign-in/redirect-port.ts';
import type {Terminal} from '../../support/program/terminal.ts';

vi.setConfig({testTimeout: redirectPortTimeout});

const small = {columns: 80, rows: 24};
const paste = (text: string) => `\u{1B}[200~${text}\u{1B}[201~`;

function login({config, folder, ready}: Program, ...args: readonly string[]): Terminal {
	return startApp(folder, small, {args: ['login', 'other', '--config-dir', config, '--server', ready.url, ...args]});
}

describe('the wizard, through the browser', () => {
	it('goes on by itself when the browser comes back to this machine', async () => {
		await takeRedirectPort();
		const program = await openProgram();
		const terminal = login(program, '--with', 'browser', '--service', 'telia_se');
		await terminal.waitFor('Open this address');
		const location = await answerPage(shownAddress(terminal));
		await fetch(location.replace('localhost', '127.0.0.1'));

		await terminal.waitFor('You are signed in as Ola Nordmann');
		terminal.type(keys.Enter);
		expect(await terminal.exited).toBe(0);
	});

	it('says what was wrong, and the address can be opened again', async () => {
		await takeRedirectPort();
		const program = await openProgram();
		const terminal = login(program, '--with', 'browser', '--service', 'jottacloud');
		await terminal.waitFor('Open this address');
		const address = shownAddress(terminal);

		terminal.type(paste('https://example.com/') + keys.Enter);
		await terminal.waitFor('That is not the address');
		terminal.type(paste(await answerPage(address, 'deny')) + keys.Enter);
		await terminal.waitFor('the answer was no');
		terminal.type(paste((await answerPage(address)).replace(/state=[^&]+/v, 'state=other')) + keys.Enter);
		await terminal.waitFor('belongs to another');
		terminal.type(paste(await answerPage(address)) + keys.Enter);

		await terminal.waitFor('You are signed in as Ola Nordmann');
	});
});

describe('the wizard, when the way back is not there', () => {
	it('says that another program holds the port, and takes the pasted address', async () => {
		await takeRedirectPort();
		const other = createServer().listen(redirectPort, '127.0.0.1');
		await once(other, 'listening');
		onTestFinished(() => {
			other.close();
		});
		const terminal = login(await openProgram(), '--with', 'browser', '--service', 'jottacloud');
		await terminal.waitFor(/Open this address.+Another program holds port/sv);

		terminal.type(paste(await answerPage(shownAddress(terminal))) + keys.Enter);

		await terminal.waitFor('You are signed in as Ola Nordmann');
	});

	it('begins again without PKCE where the service refuses it', async () => {
		await takeRedirectPort();
		const terminal = login(await openProgram(), '--with', 'browser', '--service', 'jottacloud');
		await terminal.waitFor('Open this address');
		const {searchParams} = new URL(shownAddress(terminal));
		const refusal = new URLSearchParams({error: 'invalid_request', error_description: 'PKCE is not enabled', state: searchParams.get('state')!});

		terminal.type(paste(`http://localhost:53682/?${refusal.toString()}`) + keys.Enter);
		const again = () => new URL(shownAddress(terminal));
		await terminal.waitFor(() => again().searchParams.get('state') !== searchParams.get('state'));
		terminal.type(paste(await answerPage(again().href)) + keys.Enter);

		await terminal.waitFor('You are signed in as Ola Nordmann');
		expect([searchParams.has('code_challenge'), again().searchParams.has('code_challenge')]).toEqual([true, false]);
	});
});

describe('the wizard, in a small window', () => {
	it.each([[20, 6], [40, 12], [60, 20]])('of %d×%d, shows the choice under the cursor, and takes it', async (columns, rows) => {
		const {folder, config, ready} = await openProgram();
		const terminal = startApp(folder, {columns, rows}, {args: ['login', '--config-dir', config, '--server', ready.url]});
		await terminal.waitFor('▸ Personal login');

		terminal.type(keys.Down);
		await terminal.waitFor('▸ Through the');
		terminal.type(keys.Down);
		await terminal.waitFor(/▸ User name.+Only for older/sv);
		terminal.resize(columns + 1, rows + 3);
		await terminal.waitFor(/▸ User name.+Only for older/sv);
		terminal.type(keys.Enter);
		await terminal.waitFor('Password');
		terminal.type(`ola@example.no${keys.Enter}${keys.Enter}`);

		await terminal.waitFor(/Password.+The password is/sv);
	});

	it('keeps the field and what is said about it in view, and copies the address that has no room', async () => {
		await takeRedirectPort();
		const {folder, config, ready} = await openProgram();
		const terminal = startApp(folder, {columns: 40, rows: 12}, {args: ['login', '--config-dir', config, '--server', ready.url]});
		await terminal.waitFor('How do you sign in?');
		terminal.type(`${keys.Enter}ola@example.no`);
		await terminal.waitFor('That is an e-mail address');
		expect(terminal.text()).toMatch(/Token •+ {2}14 characters/v);

		terminal.type(keys.Esc);
		await terminal.waitFor('How do you sign in?');
		terminal.type(`2${keys.Enter}`);
		await terminal.waitFor('Last page');
		terminal.type('\u{19}');
		await terminal.waitFor('The address is copied');

		const copied = /\]52;c;(?<text>[\w+\/=]+)/v.exec(terminal.raw())?.groups?.text ?? '';
		expect(Buffer.from(copied, 'base64').toString()).toMatch(/^http\S+\/auth\?\S+&state=/v);
	});
});

describe('the wizard, with user name and password', () => {
	it('shows neither password nor code, and asks for the code when the service does', async () => {
		const program = await openProgram();
		await fetch(`${program.ready.url}/sandbox/switches`, {method: 'POST', body: JSON.stringify({hasTwoFactors: true})});
		const terminal = login(program, '--with', 'password');
		await terminal.waitFor('Password');

		terminal.type(`${program.ready.username}\r${program.ready.password}`);
		await terminal.waitFor('•••••••');
		terminal.type(keys.Enter);
		await terminal.waitFor('Type its six digits');
		terminal.type(`000000${keys.Enter}`);
		await terminal.waitFor('was not right');
		terminal.type(`${program.ready.otp}${keys.Enter}`);
		await terminal.waitFor('You are signed in as Ola Nordmann');

		expect(terminal.raw()).not.toContain(program.ready.password);
		expect(terminal.raw()).not.toContain(program.ready.otp);
	});

	it('says when the password is wrong, and takes another', async () => {
		const program = await openProgram();
		const terminal = login(program, '--with', 'password');
		await terminal.waitFor('Password');

		terminal.type(`${program.ready.username}\rwrong\r`);
		await terminal.waitFor('does not know this user name');
		terminal.type(`\u{15}${program.ready.password}\r`);

		await terminal.waitFor('You are signed in as Ola Nordmann');
	});
});

describe('the wizard, when the service is not well', () => {
	it.each([
		['the realm is down', 'GET *openid-configuration status=503', 'order (503)'],
		['the line is cut', 'GET *openid-configuration drop=before', 'could not be reached'],
	])('says that %s, and nothing is used up', async (_, faults, words) => {
		const program = await openProgram();
		await fetch(`${program.ready.url}/sandbox/faults`, {method: 'POST', body: faults});
		const terminal = login(program, '--with', 'token');
		await terminal.waitFor('paste it here');
		terminal.type(paste(program.ready.loginToken) + keys.Enter);
		await terminal.waitFor(words);

		await fetch(`${program.ready.url}/sandbox/faults`, {method: 'POST', body: ''});
		terminal.type(keys.Enter);
		await terminal.waitFor('You are signed in as Ola Nordmann');
	});

	it('says that a token was used before', async () => {
		const program = await openProgram({isSignedIn: true});
		const terminal = login(program, '--with', 'token');
		await terminal.waitFor('paste it here');
		terminal.type(paste(program.ready.loginToken) + keys.Enter);

		await terminal.waitFor('used before');
	});
});
