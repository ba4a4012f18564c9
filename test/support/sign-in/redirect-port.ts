import {createServer} from 'node:net';
import {tmpdir, userInfo} from 'node:os';
import path from 'node:path';
import {onTestFinished} from 'vitest';
import {redirectPort} from '../../../source/jotta/sign-in/browser.ts';
import {acquireLock} from '../../../source/settings/process-lock.ts';
import {systemClock} from '../sandbox.ts';
import {until} from '../drive.ts';

/** The kernel gives the port to outgoing connections, too, and keeps it a minute after their end. */
const patience = 100_000; // ms

/** For the tests of a file that take the port: ms. */
export const redirectPortTimeout = 60_000 + patience;

/**
The port where browsers come back to is one for the whole machine, and rclone's cannot be chosen: one test at a time has it.
The tests need `redirectPortTimeout` for that.
*/
export async function takeRedirectPort(): Promise<void> {
	const lock = await acquireLock(path.join(tmpdir(), `jottafm-tests-${userInfo().uid}`, 'redirect-port.lock'), {clock: systemClock});
	onTestFinished(lock.release);
	let isFree = false;
	const look = () => {
		const server = createServer().on('error', () => {
			setTimeout(look, 200); // something that is no test has it
		}).listen(redirectPort, '127.0.0.1', () => {
			server.close(() => {
				isFree = true;
			});
		});
	};

	look();
	await until(() => isFree, patience);
}
