import {expect, onTestFinished} from 'vitest';
import type {Clock} from '../../source/clock.ts';
import type {Location} from '../../source/files/location.ts';
import {openJotta} from '../../source/jotta/jotta-file-system.ts';
import type {RunningSandbox} from '../../source/sandbox/server.ts';
import {runEngine, type EngineOptions} from '../../source/transfers/engine/loop/run.ts';
import type {JobRequest} from '../../source/transfers/job.ts';
import type {Tools} from '../../source/transfers/open-location.ts';
import {openQueue, type Queue} from '../../source/transfers/queue.ts';
import {watchQueue, type Watch} from '../../source/transfers/watch.ts';
import {
	signInAgain,
	signInTo,
	startTestSandbox,
	systemClock,
} from './sandbox.ts';
import {temporaryFolder} from './temp-files.ts';

export const cloud = (below = ''): Location => ({kind: 'cloud', account: 'jotta', path: `/Jotta/Archive${below}`});
export const disk = (file: string): Location => ({kind: 'local', path: file});

/** A sandbox, an account signed in to it, and a folder for files. */
export async function openEngine(options: Parameters<typeof startTestSandbox>[0] = {}) {
	const sandbox = await startTestSandbox(options);
	const {tools, client} = await signInTo(sandbox);
	return {
		sandbox, tools, client, files: openJotta(client), folder: await temporaryFolder(),
	};
}

/** The queue of a test, which is closed with it. */
export function openTestQueue(tools: Parameters<typeof openQueue>[0]): Queue {
	const queue = openQueue(tools);
	let isOpen = true;
	const close = () => {
		if (!isOpen) {
			return;
		}

		isOpen = false;
		queue.close();
	};

	onTestFinished(close);
	return {...queue, close};
}

/** An engine that runs beside a test, and is stopped with it at the latest: when an expectation fails, too. */
export function startTestEngine(tools: Tools, options: Pick<EngineOptions, 'hasher'> = {}): {readonly stop: AbortController; readonly ended: Promise<void>} {
	const stop = new AbortController();
	const ended = runEngine({tools, signal: stop.signal, ...options});
	onTestFinished(async () => {
		stop.abort();
		await ended.catch(() => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- the test has seen it, or has failed before
	});
	return {stop, ended};
}

/** Runs an engine until part of the first item has been transferred, and stops it there. */
export async function stopAmid(queue: Queue, tools: Tools): Promise<Watch> {
	const {stop, ended} = startTestEngine(tools);
	const watch = watchQueue(queue, () => true);
	await expect.poll(() => watch.snapshot().rows[0], {interval: 20}).toMatchObject({
		phase: expect.stringMatching(/^(?:sending|receiving|copying)$/v) as string, progressed: expect.toSatisfy((bytes: number) => bytes > 0) as number, // hashing has a progress, too
	});
	stop.abort();
	await ended;
	return watch;
}

/** A person who signs in again whenever the queue asks, until the test stops them. */
export function startPerson({sandbox, tools}: {readonly sandbox: RunningSandbox; readonly tools: Tools}) {
	const queue = openQueue(tools);
	const watch = watchQueue(queue, () => true);
	const home = new AbortController();
	const stay = async () => {
		let signIns = 0;
		while (!home.signal.aborted) {
			if (watch.snapshot().blocked) {
				try {
					await signInAgain(sandbox, tools);
					signIns += 1;
				} catch {
					// The person's sign-in can fail on this line, too: they try again.
				}
			}

			await systemClock.sleep(20);
		}

		queue.close();
		return signIns;
	};

	const stayed = stay();
	return {
		/** Returns how often they had to sign in. */
		async goHome() {
			home.abort();
			return stayed;
		},
	};
}

/** A faster clock, so that pauses between retries cost a test nothing. */
export function fastClock(times: number): Clock {
	const start = systemClock.now();
	return {
		now: () => start + (systemClock.now() - start) * times,
		sleep: async (milliseconds, signal) => systemClock.sleep(milliseconds / times, signal),
	};
}

/** Adds a job, runs the queue to its end, and returns the result. */
export async function runJob(tools: Tools, request: Omit<JobRequest, 'overwrite' | 'kind'> & Partial<JobRequest>, options: Partial<EngineOptions> = {}) {
	const queue = openQueue(tools);
	try {
		const job = queue.add({kind: 'copy', overwrite: 'newer', ...request});
		await runEngine({tools, signal: new AbortController().signal, ...options});
		const watch = watchQueue(queue, () => true);
		return {
			job, ...watch.jobResult(job), rows: watch.snapshot().rows, events: watch.eventsSince(0),
		};
	} finally {
		queue.close();
	}
}
