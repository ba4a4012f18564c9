import {Buffer} from 'node:buffer';
import {rmSync} from 'node:fs';
import path from 'node:path';
import {Readable, Writable} from 'node:stream';
import {setTimeout as sleep} from 'node:timers/promises';
import type {Clock} from '../../../source/clock.ts';
import {buildProgram} from '../../../source/cli/arguments.ts';
import {exitStatusOf} from '../../../source/cli/exit-status.ts';
import {createOutput} from '../../../source/cli/output.ts';
import {commandTable} from '../../../source/commands/table.ts';
import {toFailure} from '../../../source/failure.ts';
import type {AnswerLimits} from '../../../source/jotta/http/bodies.ts';
import {openPool} from '../../../source/jotta/http/pool.ts';
import {acquireLock} from '../../../source/settings/process-lock.ts';
import {runEngine} from '../../../source/transfers/engine/loop/run.ts';
import {engineLock} from '../../../source/transfers/start-engine.ts';
import type {Tools} from '../../../source/transfers/open-location.ts';
import type {Ground} from './ground.ts';

/** How a command ended. */
export type Ended = {readonly status: number; readonly out: string; readonly err: string; readonly hangs: boolean; readonly crashes: readonly string[]};

const longest = 60_000; // ms

const leap = 60_000; // ms: a loop that waits for a time comes there soon

const moment = 3; // ms: whoever looks again and again leaves time to the others

/** A clock on which nothing is waited for: a pause is over in a moment, and as much time has passed. */
function jumpingClock(): Clock {
	let ahead = 0;
	return {
		now: () => Date.now() + ahead,
		async sleep(milliseconds, signal) {
			ahead += Math.max(milliseconds, leap);
			await sleep(Math.min(milliseconds, moment), undefined, {...(signal && {signal})});
		},
	};
}

/** A command line in this process, put together as cli.tsx does it, with an engine beside it when it starts one. */
export async function runCommandLine(words: readonly string[], ground: Pick<Ground, 'tools' | 'folder'> & {readonly server: {readonly url: string}}, {stdin = '', limits}: {readonly stdin?: string | undefined; readonly limits?: AnswerLimits | undefined} = {}): Promise<Ended> {
	const clock = jumpingClock();
	const tools: Tools = {
		...ground.tools, clock, pool: openPool(), limits,
	};
	const [out, err] = [collect(), collect()];
	const abort = new AbortController();
	const engine = createEngine(tools);
	let status = 2; // a usage error of the test itself
	const program = buildProgram(commandTable, {
		async run({json = false, quiet = false}, work) {
			const output = createOutput({
				stdout: out.stream, stderr: err.stream, clock, isJson: json, isQuiet: quiet,
			});
			try {
				status = await work({
					tools, output, clock, stdin: Readable.from([stdin]), cwd: path.join(ground.folder, 'work'), homeFolder: ground.folder, server: ground.server.url, startEngine: engine.start, signal: abort.signal, environment: {},
				} as Parameters<typeof work>[0]);
			} catch (error) {
				const failure = toFailure(error);
				output.failure(failure.message, failure.nextStep);
				status = exitStatusOf(failure);
			} finally {
				await output.flush();
			}
		},
		async openApp() {
			throw new Error('There is no screen here.');
		},
	}, '0');
	const late = sleep(longest, 'late', {signal: abort.signal}).catch(() => 'in time');
	const hangs = await Promise.race([program.parseAsync(['node', 'jottafm', ...words]), late]) === 'late';
	abort.abort();
	await engine.end();
	await tools.pool.destroy();
	for (const end of ['', '-wal', '-shm']) {
		rmSync(`${tools.directories.database}${end}`, {force: true});
	}

	return {
		status, out: out.text(), err: err.text(), hangs, crashes: engine.crashes,
	};
}

function collect() {
	const pieces: Buffer[] = [];
	return {
		stream: new Writable({
			write(piece: Buffer, _, done) {
				pieces.push(piece);
				done();
			},
		}),
		text: () => Buffer.concat(pieces).toString(),
	};
}

/** The engine's process (source/transfers/engine/main.ts) without the process. */
function createEngine(tools: Tools) {
	const stop = new AbortController();
	const crashes: string[] = [];
	let running: Promise<void> | undefined;
	const work = async () => {
		const own = {...tools, pool: openPool()};
		try {
			const lock = await acquireLock(engineLock(tools.directories), {clock: tools.clock});
			try {
				await runEngine({tools: own, signal: stop.signal});
			} finally {
				lock.release();
			}
		} catch (error) {
			crashes.push(error instanceof Error ? error.stack ?? error.message : String(error));
		} finally {
			await own.pool.destroy();
			running = undefined;
		}
	};

	return {
		crashes,
		start() {
			if (!stop.signal.aborted) { // whether one is alive would be asked of the lock at each look
				running ??= work();
			}
		},
		async end() {
			stop.abort();
			await running;
		},
	};
}
