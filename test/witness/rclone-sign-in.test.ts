import {
	expect,
	it,
	vi,
} from 'vitest';
import {
	describeWithRclone,
	linesOf,
	type Witness,
} from '../support/rclone.ts';
import {redirectPortTimeout, takeRedirectPort} from '../support/sign-in/redirect-port.ts';

vi.setConfig({testTimeout: redirectPortTimeout});

describeWithRclone('rclone signs in', ({openWitness, isCurrent}) => {
	it.each([
		['telia', 'telia_se', 'telia_se'],
		['tele2', 'tele2', 'comhem'],
	])('through a browser, at %s', async (type, service, realm) => {
		await takeRedirectPort();
		const {rclone, ask, sandbox} = await openWitness({isSignedIn: false, isDemo: true});
		const visits: Array<Promise<void>> = [];

		const {status, err} = await rclone(['config', 'create', type, 'jottacloud', ...isCurrent ? ['config_type=traditional', `config_traditional=${service}`] : [`config_type=${type}`], 'config_non_standard=false'], {
			onMessage(text) {
				const link = /http:\/\/127\.0\.0\.1:53682\/auth\S+/v.exec(text)?.[0];
				if (link !== undefined) {
					visits.push(allowInBrowser(link, sandbox));
				}
			},
		});
		await Promise.all(visits);

		expect([status, visits.length], err).toEqual([0, 1]);
		expect(linesOf(await ask('lsf', `${type}:Documents/Taxes`))).toEqual(['2025.csv']);
		expect(sandbox.log.map(({path}) => path)).toContainEqual(expect.stringContaining(`/auth/realms/${realm}/protocol/openid-connect/token`));
	});

	it('with user name, password and one-time code, and refreshes in the old way', async () => {
		const {rclone, ask, sandbox} = await openWitness({
			isSignedIn: false, isDemo: true, switches: {hasTwoFactors: true}, tokenTtl: 1,
		});
		const {username, password, otp} = sandbox;

		const {status, err} = await rclone(['config', 'create', 'old', 'jottacloud', 'config_type=legacy', 'config_machine_specific=true', `config_username=${username}`, `config_password=${(await ask('obscure', password)).trim()}`, `config_auth_code=${otp}`, 'config_non_standard=false']);
		sandbox.state.clock.advance(5000);

		expect(status, err).toBe(0);
		expect(linesOf(await ask('lsf', 'old:Documents/Taxes'))).toEqual(['2025.csv']);
	});
});

/** What a person does whose browser has opened: follows the way to the page, allows, and is sent back. */
async function allowInBrowser(link: string, {url}: Witness['sandbox']): Promise<void> {
	const toPage = await fetch(link, {redirect: 'manual'});
	const page = new URL(toPage.headers.get('location')!);
	const answer = await fetch(url + page.pathname + page.search, {method: 'POST', body: new URLSearchParams({answer: 'allow'}), redirect: 'manual'});
	// Once it has the code, rclone stops listening, at times before its page is out. Whether it got it is what it shows afterwards.
	await fetch(answer.headers.get('location')!.replace('localhost', '127.0.0.1')).catch((error: unknown) => {
		if (!isClosedByRclone(error)) {
			throw error;
		}
	});
}

function isClosedByRclone(error: unknown): boolean {
	const {cause} = error as {readonly cause?: {readonly code?: string}};
	return cause?.code === 'UND_ERR_SOCKET' || cause?.code === 'ECONNRESET';
}
