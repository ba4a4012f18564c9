import {spawnSync} from 'node:child_process';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {
	describe,
	expect,
	it,
	onTestFinished,
	vi,
} from 'vitest';
import {services} from '../../../source/jotta/services.ts';
import {keys, shownAddress, startApp} from '../../support/program/app.ts';
import {answerPage} from '../../support/sign-in/browser.ts';
import {publicLoginToken} from '../../support/sign-in/login-token.ts';
import {runProgram} from '../../support/program/program.ts';
import {redirectPortTimeout, takeRedirectPort} from '../../support/sign-in/redirect-port.ts';
import {startTestSandbox} from '../../support/sandbox.ts';
import {temporaryFolder} from '../../support/temp-files.ts';
import {startTlsProxy} from '../../support/tls-proxy.ts';

vi.setConfig({testTimeout: redirectPortTimeout});

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const paste = (text: string) => `\u{1B}[200~${text}\u{1B}[201~`;

/** The program without --server: it asks for the service's own hosts, and a proxy shows it the sandbox. */
async function open() {
	const sandbox = await startTestSandbox({isDemo: true});
	const folder = await temporaryFolder();
	const proxy = await startTlsProxy(folder, sandbox.url);
	onTestFinished(async () => proxy.close());
	const configDir = path.join(folder, 'config');
	const trusting = {HTTPS_PROXY: proxy.url, SSL_CERT_FILE: proxy.authority};
	return {
		sandbox, folder, proxy, trusting, configDir,
		run: async (args: readonly string[], env: Readonly<Record<string, string>>, input = '') => runProgram([...args, '--config-dir', configDir], {env, input}),
	};
}

describe.skipIf(!hasOpenssl)('every service, at its own address', () => {
	it.each(services.map((service, index) => [service.title, service, index] as const))('%s is signed in to through the browser', async (title, {domain}, index) => {
		await takeRedirectPort();
		const {sandbox, folder, proxy, trusting, configDir, run} = await open();
		const terminal = startApp(folder, {columns: 80, rows: 24}, {args: ['login', 'other', '--config-dir', configDir], env: trusting});
		await terminal.waitFor('How do you sign in?');

		terminal.type(`2${keys.Down.repeat(index)}${keys.Enter}`);
		await terminal.waitFor('Open this address');
		expect(terminal.text()).toContain(title);
		const page = new URL(shownAddress(terminal));
		terminal.type(paste(await answerPage(sandbox.url + page.pathname + page.search)) + keys.Enter);
		await terminal.waitFor('You are signed in as Ola Nordmann');
		terminal.type(keys.Enter);

		expect(await terminal.exited).toBe(0);
		expect(await run(['ls', 'other:'], trusting)).toMatchObject({status: 0, out: expect.stringContaining('Documents') as string});
		expect(page.host).toBe(domain);
		expect([...proxy.hosts].toSorted()).toEqual([domain, 'api.jottacloud.com', 'jfs.jottacloud.com'].toSorted());
	});

	it('a login token leads to its own service', async () => {
		const {sandbox, proxy, trusting, run} = await open();

		const {status, out} = await run(['login'], trusting, await publicLoginToken(sandbox));

		expect([status, out]).toEqual([0, expect.stringContaining('Signed in as Ola Nordmann')]);
		expect(proxy.hosts).toContain('id.jottacloud.com');
	});
});

describe.skipIf(!hasOpenssl)('a proxy with certificates of its own', () => {
	it('is trusted through NODE_EXTRA_CA_CERTS, too', async () => {
		const {sandbox, proxy, run} = await open();

		expect(await run(['login'], {HTTPS_PROXY: proxy.url.replace('http://', ''), NODE_EXTRA_CA_CERTS: proxy.authority}, await publicLoginToken(sandbox))).toMatchObject({status: 0});
	});

	it('is not trusted by itself: that is said, and nothing secret is sent', async () => {
		const {sandbox, proxy, run} = await open();

		const {status, err} = await run(['login'], {HTTPS_PROXY: proxy.url}, await publicLoginToken(sandbox));

		expect(status).toBe(1);
		expect(err).toContain('its certificate is not trusted here');
		expect(err).toContain('SSL_CERT_FILE');
		expect(sandbox.log.filter(({path: address}) => address.includes('openid'))).toEqual([]);
	});

	it('is passed by for what is on this machine', async () => {
		const {sandbox, proxy, run} = await open();

		expect(await run(['login', '--server', sandbox.url], {HTTP_PROXY: 'http://127.0.0.1:9', HTTPS_PROXY: proxy.url}, sandbox.loginToken)).toMatchObject({status: 0});
	});

	it('and a wrong SSL_CERT_FILE are said when they cannot be used', async () => {
		const {sandbox, folder, run} = await open();
		const file = path.join(folder, 'nothing.pem');
		await writeFile(file, 'no certificate');

		const {status, err} = await run(['login', '--server', sandbox.url], {HTTPS_PROXY: 'ftp://name:secret@proxy', SSL_CERT_FILE: file}, sandbox.loginToken);

		expect(status).toBe(0);
		expect(err).toContain('HTTPS_PROXY is no address of a proxy');
		expect(err).toContain(`No certificates can be read from SSL_CERT_FILE (${file})`);
		expect(err).not.toContain('secret');
	});
});
