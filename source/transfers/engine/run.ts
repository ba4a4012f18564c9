import {existsSync} from 'node:fs';
import type {DatabaseSync} from 'node:sqlite';
import {Failure, toFailure} from '../../failure.ts';
import {isSignIn} from '../../jotta/http/failures.ts';
import {openDatabase, readFact, writeFact} from '../database.ts';
import {itemOfRow, runningPhases, type Item} from '../item.ts';
import {readJob, type Job} from '../job.ts';
import {openMd5Cache} from '../md5-cache.ts';
import {createOpener, type Tools} from '../open-location.ts';
import {hasWork, type Limited} from '../queue.ts';
import {expandJob, recount} from './expand.ts';
import {removeEmptiedFolders} from './finish-job.ts';
import {createHasher} from './hash.ts';
import {createLimit} from './limit.ts';
import {createRecorder} from './recorder.ts';
import {createSignInBlock} from './sign-in-block.ts';
import {createThrottle} from './throttle.ts';
import {longestPause, tryItem} from './try-item.ts';
import {createWake} from './wake.ts';
import type {ItemTools} from './work-item.ts';
import type {CloudRules} from './work.ts';

export type EngineOptions = {
	readonly tools: Tools;
	readonly signal: AbortSignal;
	readonly transfers?: number; // items under way at once
	readonly bandwidth?: number; // bytes a second; 0: no limit
	readonly hashing?: number; // files hashed at once
	readonly rules?: CloudRules;
	readonly memoryLimit?: number; // bytes: files up to it stay in memory between hashing and sending
};

const standardRules: CloudRules = {resumeLimit: 10_485_760, noVersions: false, hardDelete: false};
const look = 50; // ms between two looks at what others have wished
const flushEvery = 200; // ms

/** Works the queue off, and ends when nothing is left to do by itself. One engine a configuration: the caller holds the lock. */
export async function runEngine({tools, signal, transfers = 4, memoryLimit, bandwidth = 0, hashing = 2, rules = standardRules}: EngineOptions): Promise<void> {
	const database = openDatabase(tools.directories.database);
	const {clock} = tools;
	const recorder = createRecorder(database, clock);
	const wished = (name: Limited, standard: number) => Number(readFact(database, name) ?? standard); // changed while it runs
	const hasher = createHasher({threads: () => wished('hashing', hashing), ...(memoryLimit !== undefined && {memoryLimit})});
	const opener = createOpener(tools);
	const stop = new AbortController();
	const stopped = AbortSignal.any([signal, stop.signal]);
	const running = new Map<number, {readonly abort: AbortController; readonly done: Promise<void>}>();
	const itemTools: ItemTools = {
		opener, md5Cache: openMd5Cache(database), hasher, clock, recorder, rules, throttle: createThrottle(clock, () => wished('bandwidth', bandwidth)),
	};
	const wake = createWake();
	const oneByOne = createLimit(() => 1); // two counts of one job would not see each other's names
	const recounting = async (item: Item, job: Job, aborted: AbortSignal) => oneByOne.run(async () => recount(item, {
		job, tools: {
			database, opener, signal: aborted, onItems: wake.now,
		},
	}));
	let counting: {readonly job: number; readonly abort: AbortController} | undefined;
	let ready: Item[] = []; // claimed ahead: a flush and a search for many items instead of one each

	let order = readFact(database, 'order');
	const isReordered = () => {
		const before = order;
		order = readFact(database, 'order');
		return order !== before;
	};

	takeOver(database);

	const signIn = createSignInBlock(database, tools);
	const block = signIn.begin;

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
				job, itemTools, recounting, signal: AbortSignal.any([stopped, abort.signal]), block, now: clock.now,
			});
			recorder.save(ended);
			recorder.ended(item.id);
			running.delete(item.id);
			wake.now();
		};

		running.set(item.id, {abort, done: work()});
	};

	const fill = () => {
		const most = wished('transfers', transfers);
		ready = isReordered() ? [] : ready;
		while (running.size < most) {
			if (ready.length === 0) {
				recorder.flush(); // what has ended must not be claimed again
				ready = claim(database, {running, now: clock.now()});
			}

			const item = ready.shift();
			if (!item) {
				return;
			}

			const job = readJob(database, item.job);
			if (job && job.state !== 'cancelled' && isWaiting(database, item)) {
				start(item, job);
			}
		}
	};

	try {
		let flushed = 0;
		while (!stopped.aborted && existsSync(tools.directories.database)) {
			obeyWishes(database, running, counting);
			if (readFact(database, 'paused') === undefined && !await signIn.lasts()) {
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
					writeFact(database, 'transfers', undefined); // a wish for as long as there was work
					return;
				}
			}

			if (Math.abs(clock.now() - flushed) >= flushEvery) { // the clock may be set back
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
			writeFact(database, 'steady_speed', undefined);
		}

		await hasher.close();
		database.close();
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

const claimedAtOnce = 50;

function claim(database: DatabaseSync, {running, now}: {readonly running: ReadonlyMap<number, unknown>; readonly now: number}): Item[] {
	// Counted or put off just when its job was cancelled: taken again and again, it kept the engine from everything else.
	database.exec('UPDATE items SET phase = \'cancelled\' WHERE phase = \'waiting\' AND job IN (SELECT id FROM jobs WHERE state = \'cancelled\')');
	const isDue = 'phase = \'waiting\' AND (retry_at <= ? OR retry_at > ?) AND (kind <> \'source\' OR job NOT IN (SELECT id FROM jobs WHERE state = \'counting\'))';
	const rows = database.prepare(`SELECT * FROM items WHERE ${isDue} ORDER BY coalesce(place, id) LIMIT ?`).all(now, now + longestPause, claimedAtOnce + running.size);
	return rows.map(row => itemOfRow(row)).filter(item => !running.has(item.id));
}

/** Somebody may have cancelled it since it was claimed. */
function isWaiting(database: DatabaseSync, {id}: Item): boolean {
	return database.prepare('SELECT 1 FROM items WHERE id = ? AND phase = \'waiting\'').get(id) !== undefined;
}

/** Somebody has cancelled an item or a job that is under way, or stopped the queue at once. */
function obeyWishes(database: DatabaseSync, running: ReadonlyMap<number, {readonly abort: AbortController}>, counting: {readonly job: number; readonly abort: AbortController} | undefined): void {
	const reason = new Failure('cancelled', 'Cancelled.', {nextStep: ''});
	const pause = new Failure('cancelled', 'Paused.', {nextStep: ''});
	const phaseOf = database.prepare('SELECT phase FROM items WHERE id = ?');
	for (const [id, {abort}] of running) {
		const phase = phaseOf.get(id)?.phase;
		if (phase === 'cancelled' || phase === 'paused' || phase === undefined) {
			abort.abort(phase === 'paused' ? pause : reason);
		}
	}

	if (readFact(database, 'paused') === 'now') {
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
