import {existsSync} from 'node:fs';
import type {DatabaseSync} from 'node:sqlite';
import {Failure, failureFacts, toFailure} from '../../failure.ts';
import {answerOf, isTransient} from '../../jotta/http/failures.ts';
import {SessionEnded} from '../../jotta/sign-in/tokens.ts';
import {openDatabase, readFact, writeFact} from '../database.ts';
import {itemOfRow, runningPhases, type Item} from '../item.ts';
import {readJob, type Job} from '../job.ts';
import {openMd5Cache} from '../md5-cache.ts';
import {createOpener, type Tools} from '../open-location.ts';
import {hasWork} from '../queue.ts';
import {next} from '../transitions.ts';
import {expandJob} from './expand.ts';
import {removeEmptiedFolders} from './finish-job.ts';
import {createHasher} from './hash.ts';
import {createRecorder} from './recorder.ts';
import {workItem, type ItemTools} from './work-item.ts';

export type EngineOptions = {
	readonly tools: Tools;
	readonly signal: AbortSignal;
	readonly transfers?: number; // items under way at once
	readonly memoryLimit?: number; // bytes: files up to it stay in memory between hashing and sending
};

const look = 50; // ms between two looks at what others have wished
const flushEvery = 200; // ms
const attempts = 8; // tries of an item before it is parked as failed
const signInLook = 1000; // ms between two looks whether somebody has signed in again

/** Works the queue off, and ends when nothing is left to do by itself. One engine a configuration: the caller holds the lock. */
export async function runEngine({tools, signal, transfers = 4, memoryLimit}: EngineOptions): Promise<void> {
	const database = openDatabase(tools.directories.database);
	const {clock} = tools;
	const recorder = createRecorder(database, clock);
	const hasher = createHasher({...(memoryLimit !== undefined && {memoryLimit})});
	const opener = createOpener(tools);
	const stop = new AbortController();
	const stopped = AbortSignal.any([signal, stop.signal]);
	const running = new Map<number, {readonly abort: AbortController; readonly done: Promise<void>}>();
	const itemTools: ItemTools = {
		opener, md5Cache: openMd5Cache(database), hasher, clock, recorder,
	};
	const wake = createWake();
	let counting: {readonly job: number; readonly abort: AbortController} | undefined;
	let blockedUntil = 0;
	let signedOut: string | undefined; // the account whose session has ended

	takeOver(database);

	const block = (failure: Failure) => {
		writeFact(database, 'blocked', JSON.stringify(failureFacts(failure)));
		blockedUntil = clock.now() + signInLook;
		signedOut = failure instanceof SessionEnded ? failure.account : undefined;
	};

	const count = (job: Job) => {
		const abort = new AbortController();
		counting = {job: job.id, abort};
		const finish = () => {
			counting = undefined;
			wake.now();
		};

		expandJob(job, {
			database, opener, signal: AbortSignal.any([stopped, abort.signal]), onItems: wake.now,
		}).catch((error: unknown) => {
			const failure = toFailure(error);
			if (isSignIn(failure)) {
				block(failure);
			}
		}).finally(finish);
	};

	const start = (item: Item, job: Job) => {
		const abort = new AbortController();
		const work = async () => {
			const ended = await tryItem(item, {
				job, itemTools, signal: AbortSignal.any([stopped, abort.signal]), block, now: clock.now,
			});
			recorder.save(ended);
			recorder.ended(item.id);
			running.delete(item.id);
			wake.now();
		};

		running.set(item.id, {abort, done: work()});
	};

	const fill = () => {
		const room = transfers - running.size;
		if (room <= 0) {
			return;
		}

		recorder.flush(); // what has ended must not be claimed again
		for (const item of claim(database, {room, running: new Set(running.keys()), now: clock.now()})) {
			const job = readJob(database, item.job);
			if (job && job.state !== 'cancelled') {
				start(item, job);
			}
		}
	};

	try {
		let flushed = 0;
		while (!stopped.aborted && existsSync(tools.directories.database)) {
			obeyWishes(database, running, counting);
			if (signedOut !== undefined && clock.now() >= blockedUntil && await isOut(tools, signedOut)) {
				blockedUntil = clock.now() + signInLook; // nothing is tried against a session that is known to be dead
			}

			const isBlocked = clock.now() < blockedUntil;
			if (!isBlocked && readFact(database, 'paused') === undefined) {
				if (blockedUntil > 0) {
					blockedUntil = 0;
					writeFact(database, 'blocked', undefined);
				}

				const job = counting ? undefined : nextToCount(database);
				if (job) {
					count(job);
				}

				fill();
			}

			if (running.size === 0 && !counting) {
				recorder.flush();
				await finishJobs(database, {opener, recorder, signal: stopped});
				recorder.flush();
				if (!hasWork(database)) {
					return;
				}
			}

			if (clock.now() - flushed >= flushEvery) {
				recorder.flush();
				flushed = clock.now();
			}

			await wake.orAfter(async signalOfWait => clock.sleep(look, signalOfWait));
		}
	} finally {
		stop.abort(new Failure('cancelled', 'The engine stops.', {nextStep: ''}));
		await Promise.all([...running.values()].map(async each => each.done));
		if (existsSync(tools.directories.database)) {
			recorder.flush();
			database.exec('DELETE FROM progress');
			writeFact(database, 'speed', undefined);
		}

		await hasher.close();
		database.close();
	}
}

async function isOut({accounts}: Tools, name: string): Promise<boolean> {
	try {
		return (await accounts.get(name)).tokens === undefined;
	} catch {
		return false; // the next try says why
	}
}

/** What an engine that died has left: its items wait again. */
function takeOver(database: DatabaseSync): void {
	database.exec(`UPDATE items SET phase = 'waiting' WHERE phase IN ('${runningPhases.join('\', \'')}'); DELETE FROM progress`);
	writeFact(database, 'blocked', undefined);
}

function nextToCount(database: DatabaseSync): Job | undefined {
	const id = database.prepare('SELECT id FROM jobs WHERE state = \'counting\' ORDER BY id LIMIT 1').get()?.id;
	return id === undefined ? undefined : readJob(database, Number(id));
}

function claim(database: DatabaseSync, {room, running, now}: {readonly room: number; readonly running: ReadonlySet<number>; readonly now: number}): readonly Item[] {
	const rows = database.prepare('SELECT * FROM items WHERE phase = \'waiting\' AND retry_at <= ? ORDER BY id LIMIT ?').all(now, room + running.size);
	return rows.map(row => itemOfRow(row)).filter(item => !running.has(item.id)).slice(0, room);
}

/** Somebody has cancelled an item or a job that is under way, or stopped the queue at once. */
function obeyWishes(database: DatabaseSync, running: ReadonlyMap<number, {readonly abort: AbortController}>, counting: {readonly job: number; readonly abort: AbortController} | undefined): void {
	const reason = new Failure('cancelled', 'Cancelled.', {nextStep: ''});
	const phaseOf = database.prepare('SELECT phase FROM items WHERE id = ?');
	for (const [id, {abort}] of running) {
		if (phaseOf.get(id)?.phase === 'cancelled' && !abort.signal.aborted) {
			abort.abort(reason);
		}
	}

	if (readFact(database, 'paused') === 'now') {
		const pause = new Failure('cancelled', 'The queue is paused.', {nextStep: ''});
		counting?.abort.abort(pause);
		for (const {abort} of running.values()) {
			abort.abort(pause);
		}
	}

	if (counting && readJob(database, counting.job)?.state === 'cancelled') {
		counting.abort.abort(reason);
	}
}

async function finishJobs(database: DatabaseSync, tools: Pick<ItemTools, 'opener' | 'recorder'> & {readonly signal: AbortSignal}): Promise<void> {
	const over = database.prepare(`
		SELECT id FROM jobs WHERE state = 'counted' AND NOT EXISTS (
			SELECT 1 FROM totals WHERE job = jobs.id AND count > 0 AND phase NOT IN ('done', 'skipped', 'failed', 'cancelled')
		)
	`).all();
	for (const {id} of over) {
		const job = readJob(database, Number(id))!;
		await removeEmptiedFolders(job, {database, ...tools});
		database.prepare('UPDATE jobs SET state = \'over\' WHERE id = ?').run(job.id);
	}
}

type Trying = {
	readonly job: Job;
	readonly itemTools: ItemTools;
	readonly signal: AbortSignal;
	readonly block: (failure: Failure) => void;
	readonly now: () => number;
};

/** Works on an item, and says where that has left it. Never rejects. */
async function tryItem(item: Item, {job, itemTools, signal, block, now}: Trying): Promise<Item> {
	try {
		return await workItem(item, {job, tools: itemTools, signal});
	} catch (error) {
		const failure = toFailure(signal.aborted ? signal.reason : error);
		if (failure.code === 'cancelled') {
			return next(item, failure.message === 'Cancelled.' ? {event: 'cancelled'} : {event: 'interrupted'});
		}

		if (isSignIn(failure)) {
			block(failure);
			return next(item, {event: 'interrupted'});
		}

		const facts = failureFacts(failure);
		const isWorthRetrying = isTransient(failure) || (failure.code === 'corrupt' && item.attempts < 2);
		if (isWorthRetrying && item.attempts + 1 < attempts) {
			const pause = answerOf(failure)?.retryAfter ?? Math.min(60_000, 500 * (2 ** item.attempts));
			return next(item, {event: 'stumbled', failure: facts, retryAt: now() + pause});
		}

		return next(item, {event: 'failed', failure: facts});
	}
}

function isSignIn({code}: Failure): boolean {
	return code === 'session-revoked' || code === 'not-signed-in';
}

type Wake = {
	readonly now: () => void;
	/** Waits until somebody wakes it, or the wait is over. */
	readonly orAfter: (wait: (signal: AbortSignal) => Promise<void>) => Promise<void>;
};

function createWake(): Wake {
	let isDue = false;
	let woken = Promise.withResolvers<void>();
	return {
		now() {
			isDue = true;
			woken.resolve();
		},
		async orAfter(wait) {
			if (!isDue) {
				const abort = new AbortController();
				await Promise.race([
					wait(abort.signal).catch(() => {}), // eslint-disable-line @typescript-eslint/no-empty-function -- woken earlier
					woken.promise,
				]);
				abort.abort();
			}

			isDue = false;
			woken = Promise.withResolvers<void>();
		},
	};
}
