import process from 'node:process';
import {text} from 'node:stream/consumers';
import {setTimeout as sleep} from 'node:timers/promises';
import {parseArgs} from 'node:util';
import type {Clock} from '../../clock.ts';
import {endingSignals} from '../../ending-signals.ts';
import {failureFacts, toFailure} from '../../failure.ts';
import {silentLog} from '../../log.ts';
import {openAccounts} from '../../settings/accounts.ts';
import {resolveDirectories} from '../../settings/directories.ts';
import {networkOfEnvironment} from '../../settings/environment.ts';
import {openPlainSend} from '../client.ts';
import {answerOf} from '../http/failures.ts';
import {openPool} from '../http/pool.ts';
import {renewTokens} from './token-renewal.ts';

/*
The process that renews one account's tokens, and ends. It depends neither on the terminal nor on the process that started it.
*/

const clock: Clock = {
	now: () => Date.now(), // eslint-disable-line no-restricted-properties -- an entry: the real clock is put in here
	async sleep(milliseconds, signal) {
		await sleep(milliseconds, undefined, {signal});
	},
};

for (const signal of endingSignals) {
	process.on(signal, () => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- it is over in a moment, and must not be torn apart
}

process.stdout.on('error', () => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- who asked is gone

const {values: {account = '', 'config-dir': configDir}} = parseArgs({options: {account: {type: 'string'}, 'config-dir': {type: 'string'}}});
const pool = openPool(networkOfEnvironment());
try {
	const refused = await text(process.stdin);
	const tools = {
		account, accounts: openAccounts(resolveDirectories(configDir), clock), send: openPlainSend({pool, clock, log: silentLog}), clock,
	};
	await renewTokens(tools, refused === '' ? undefined : refused);
} catch (error) {
	const failure = toFailure(error);
	const {status, retryAfter} = answerOf(failure) ?? {};
	process.stdout.write(JSON.stringify({...failureFacts(failure), status, retryAfter}));
	process.exitCode = 1;
} finally {
	await pool.destroy();
}
