import {execFileSync} from 'node:child_process';
import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {answerOf} from '../../../source/jotta/http/failures.ts';
import {renewElsewhere} from '../../../source/jotta/sign-in/start-renewal.ts';
import {SessionEnded} from '../../../source/jotta/sign-in/token-renewal.ts';
import {signInTo, startTestSandbox} from '../../support/sandbox.ts';
import {temporaryFolder} from '../../support/temp-files.ts';

/** A renewal by a process that does this. */
async function openProcess(script: string) {
	const renewFile = path.join(await temporaryFolder(), 'renew.mjs');
	await writeFile(renewFile, script);
	return {renewFile, renew: async (configDir?: string) => renewElsewhere({renewFile, configDir, execPath: process.execPath})('jotta', 'old token')};
}

const says = (outcome: object) => `process.stdout.write(${JSON.stringify(JSON.stringify(outcome))}); process.exitCode = 1;`;
const words = {sentence: 'No.', nextStep: 'Wait.'};

describe('a renewal in a process of its own', () => {
	it.each([
		['with a configuration that is named', '/srv/config', ['--account', 'jotta', '--config-dir', '/srv/config']],
		['with the usual one', undefined, ['--account', 'jotta']],
	])('is told what to renew, %s: the token not where everybody can read it, and no signal to this terminal reaches it', async (_, configDir, told) => {
		const {renewFile, renew} = await openProcess(`
			import {writeFileSync} from 'node:fs';
			import {text} from 'node:stream/consumers';
			import {execFileSync} from 'node:child_process';
			const group = execFileSync('ps', ['-o', 'pgid=', '-p', String(process.pid)], {encoding: 'utf8'}).trim();
			writeFileSync(process.argv[1] + '.told', JSON.stringify({told: process.argv.slice(2), refused: await text(process.stdin), pid: process.pid, group}));
		`);

		await renew(configDir);

		const {pid, group, ...rest} = JSON.parse(await readFile(`${renewFile}.told`, 'utf8')) as {readonly pid: number; readonly group: string};
		const ours = execFileSync('ps', ['-o', 'pgid=', '-p', String(process.pid)], {encoding: 'utf8'}).trim();
		expect(rest).toEqual({told, refused: 'old token'});
		expect(group).toBe(String(pid));
		expect(group).not.toBe(ours);
	});

	it('that the service refuses is a session that has ended', async () => {
		const {renew} = await openProcess(says({code: 'session-revoked', ...words}));

		await expect(renew()).rejects.toBeInstanceOf(SessionEnded);
	});

	it('that fails says why, with what the service had answered', async () => {
		const limited = await openProcess(says({
			code: 'rate-limited', ...words, status: 429, retryAfter: 7000,
		}));
		const down = await openProcess(says({code: 'offline', ...words}));

		await expect(limited.renew()).rejects.toSatisfy(error => answerOf(error)?.status === 429 && answerOf(error)?.retryAfter === 7000);
		await expect(down.renew()).rejects.toMatchObject({
			code: 'offline', message: 'No.', nextStep: 'Wait.', cause: undefined,
		});
	});

	it.each(['process.kill(process.pid, \'SIGKILL\')', 'process.exitCode = 1'])('that dies without a word is tried again by itself: %s', async script => {
		const {renew} = await openProcess(script);

		await expect(renew()).rejects.toMatchObject({code: 'offline', message: 'Renewing the sign-in was interrupted.'});
	});

	it('really renews, and once only when another was quicker', async () => {
		const sandbox = await startTestSandbox();
		const {tools} = await signInTo(sandbox);
		const renew = renewElsewhere({configDir: tools.directories.folder, renewFile: path.resolve('source/jotta/sign-in/renewal-process.ts'), execPath: process.execPath});
		const {tokens: first} = await tools.accounts.get('jotta');

		await renew('jotta', first!.accessToken);
		await renew('jotta', first!.accessToken);
		await renew('jotta', undefined);

		const {tokens: second} = await tools.accounts.get('jotta');
		expect(second!.refreshToken).not.toBe(first!.refreshToken);
		expect(sandbox.log.filter(({path: asked, status}) => asked.endsWith('/token') && status === 200)).toHaveLength(2); // the sign-in, one renewal

		await tools.accounts.update('jotta', account => ({...account, tokens: {...account.tokens!, expiresAt: 0}}));
		await renew('jotta', undefined);

		const {tokens: third} = await tools.accounts.get('jotta');
		expect(third!.accessToken).not.toBe(second!.accessToken);
	});

	it('that really fails says so', async () => {
		const sandbox = await startTestSandbox();
		const {tools} = await signInTo(sandbox);
		const renew = renewElsewhere({configDir: tools.directories.folder, renewFile: path.resolve('source/jotta/sign-in/renewal-process.ts'), execPath: process.execPath});
		const {tokens} = await tools.accounts.get('jotta');
		sandbox.setFaults('POST *token status=503');

		await expect(renew('jotta', tokens!.accessToken)).rejects.toSatisfy(error => answerOf(error)?.status === 503);

		sandbox.setFaults('');
		sandbox.state.identity.revokeAll();
		await expect(renew('jotta', tokens!.accessToken)).rejects.toBeInstanceOf(SessionEnded);
	});
});
