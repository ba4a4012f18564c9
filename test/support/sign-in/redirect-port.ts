import {createServer} from 'node:net';
import {tmpdir, userInfo} from 'node:os';
import path from 'node:path';
import {onTestFinished} from 'vitest';
import {redirectPort} from '../../../source/jotta/sign-in/browser.ts';
import {acquireLock} from '../../../source/settings/process-lock.ts';
import {systemClock} from '../sandbox.ts';
import {until} from '../drive.ts';

/** The kernel also uses the port for outgoing connections, and keeps it for a minute after they end. */
const patience = 100_000; // ms

/** ms; for tests that take the port. */
export const redirectPortTimeout = 60_000 + patience;

/**
The redirect port: rclone's cannot be chosen, and the machine has it only once, so one test at a time gets it.
Tests that wait for it need `redirectPortTimeout`.
*/
export async function takeRedirectPort(): Promise<void> {
	const lock = await acquireLock(path.join(tmpdir(), `jottafm-tests-${userInfo().uid}`, 'redirect-port.lock'), {clock: systemClock});
	onTestFinished(lock.release);
	let isFree = false;
	const look = () => {
		const server = createServer().on('error', () => {
			setTimeout(look, 200); // another program has the port
		}).listen(redirectPort, '127.0.0.1', () => {
			server.close(() => {
				isFree = true;
			});
		});
	};

	look();
	await until(() => isFree, patience);
}
