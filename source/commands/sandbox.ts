import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {Readable, Writable} from 'node:stream';
import {startSandbox} from '../sandbox/server.ts';
import type {Status} from './context.ts';

export type SandboxCommand = {
	readonly port: number;
	readonly dir?: string;
	readonly latency: number; // ms
	readonly faults: string;
	readonly tokenTtl: number; // seconds
	readonly capacity?: number;
	readonly demo?: boolean;
	readonly untilStdinEnds?: boolean; // ends with whoever started it
};

/** Serves the look-alike until it is interrupted; one line of JSON says that it is ready. */
export async function sandbox({dir, demo = false, untilStdinEnds = false, ...options}: SandboxCommand, {stdin, stdout, signal}: {readonly stdin: Readable; readonly stdout: Writable; readonly signal: AbortSignal}): Promise<Status> {
	const directory = dir ?? await mkdtemp(path.join(tmpdir(), 'jottafm-sandbox-'));
	const running = await startSandbox({...options, directory, isDemo: demo});
	const {url, loginToken, username, password, otp} = running;
	stdout.write(`${JSON.stringify({
		url, loginToken, username, password, otp,
	})}\n`);
	await new Promise<void>(resolve => {
		signal.addEventListener('abort', () => {
			resolve();
		}, {once: true});
		if (untilStdinEnds) {
			stdin.on('end', resolve).on('close', resolve).resume();
		}
	});
	await running.close();
	if (dir === undefined) {
		await rm(directory, {recursive: true, force: true});
	}

	return 0;
}
