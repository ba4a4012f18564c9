import {existsSync} from 'node:fs';
import type {DatabaseSync} from 'node:sqlite';
import {Failure} from '../../failure.ts';
import {followSettings} from '../../settings/follow-settings.ts';
import type {Settings} from '../../settings/settings.ts';
import {openDatabase, readFact, writeFact} from '../database.ts';
import type {Item} from '../item.ts';
import {readJob, type Job} from '../job.ts';
import {hasWork} from '../job-rows.ts';
import {openMd5Cache} from '../md5-cache.ts';
import {createOpener, type Tools} from '../open-location.ts';
import {createCounting} from './counting.ts';
import {finishJobs} from './finish-job.ts';
import {createHasher, type Hasher} from './hash.ts';
import {obeyWishes} from './obey-wishes.ts';
import {createRecorder} from './recorder.ts';
import {
	claim,
	isWaiting,
	nextToCount,
	takeOver,
} from './schedule.ts';
import {createSignInBlock} from './sign-in-block.ts';
import {createThrottle} from './throttle.ts';
import {createTurns} from './turns.ts';
import {tryItem} from './try-item.ts';
import {createWake} from './wake.ts';
import type {ItemTools} from './work-item.ts';
import type {CloudRules} from './work.ts';

export type EngineOptions = {
	readonly tools: Tools;
	readonly signal: AbortSignal;
	/** What reads and hashes the files of the disk; the engine closes it. */
	readonly hasher?: Hasher;
};

const look = 50; // ms between two looks at what others have wished
const flushEvery = 200; // ms

/** Works the queue off by the settings as they are, and ends when nothing is left to do by itself. One engine a configuration: the caller holds the lock. */
export async function runEngine({tools, signal, hasher: given}: EngineOptions): Promise<void> {
	const database = openDatabase(tools.directories.database);
	const {clock} = tools;
	const recorder = createRecorder(database, clock);
	const settings = followSettings(tools.directories, clock);
	const hasher = given ?? createHasher({threads: () => settings().hashing, memoryLimit: () => settings().md5_memory_limit});
	const opener = createOpener(tools);
	const stop = new AbortController();
	const stopped = AbortSignal.any([signal, stop.signal]);
	const running = new Map<number, {readonly abort: AbortController; readonly done: Promise<void>}>();
	const turns = createTurns({
		transfers: () => Number(readFact(database, 'transfers') ?? settings().transfers), checking: () => settings().checking,
	});
	const itemTools: Omit<ItemTools, 'rules'> = {
		opener, md5Cache: openMd5Cache(database), hasher, clock, recorder, turns, throttle: createThrottle(clock, () => settings().bandwidth),
	};
	const wake = createWake();
	const signIn = createSignInBlock(database, tools);
	const counting = createCounting({
		database, opener, stopped, onItems: wake.now, onSignIn: signIn.begin,
	});
	let ready: Item[] = []; // claimed ahead: a flush and a search for many items instead of one each

	let order = readFact(database, 'order');
	const isReordered = () => {
		const before = order;
		order = readFact(database, 'order');
		return order !== before;
	};

	takeOver(database);

	const start = (item: Item, job: Job) => {
		const abort = new AbortController();
		const work = async () => {
			const ended = await tryItem(item, {
				job, itemTools: {...itemTools, rules: rulesOf(settings())}, recounting: counting.again, signal: AbortSignal.any([stopped, abort.signal]), block: signIn.begin, now: clock.now,
			});
			recorder.save(ended);
			recorder.ended(item.id);
			running.delete(item.id);
			wake.now();
		};

		running.set(item.id, {abort, done: work()});
	};

	const fill = () => {
		ready = isReordered() ? [] : ready;
		while (turns.hasRoom(running.size)) {
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
			obeyWishes(database, running, counting.current());
			turns.look();
			const paused = readFact(database, 'paused');
			if (paused !== 'now' && !await signIn.lasts()) {
				const job = counting.current() ? undefined : nextToCount(database);
				if (job) {
					counting.start(job);
				}

				if (paused === undefined) {
					fill();
				}
			}

			if (running.size === 0 && !counting.current()) {
				recorder.flush();
				await finishJobs(database, {opener, recorder, signal: stopped});
				recorder.flush();
				if (!hasWork(database)) {
					forgetFactsOfWork(database);
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

/** A wished limit, and that there is too little room, were for as long as there was work: what is paused is still to come. */
function forgetFactsOfWork(database: DatabaseSync): void {
	if (readFact(database, 'paused') !== undefined) {
		return;
	}

	writeFact(database, 'transfers', undefined);
	writeFact(database, 'short', undefined);
}

function rulesOf({upload_resume_limit: resumeLimit, no_versions: noVersions, hard_delete: hardDelete}: Settings): CloudRules {
	return {resumeLimit, noVersions, hardDelete};
}
