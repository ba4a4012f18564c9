import {Failure} from '../../../failure.ts';
import {followSettings} from '../../../settings/follow-settings.ts';
import type {Settings} from '../../../settings/setting-table.ts';
import {openTransferStore, type TransferStore} from '../../store/store.ts';
import type {Facts} from '../../store/queue-facts.ts';
import {createMd5Cache} from '../../hash/md5-cache.ts';
import {createOpener, type Tools} from '../../open-location.ts';
import {isUnwritable} from '../../unwritable-queue.ts';
import {createCounting} from '../count/counting.ts';
import {createHasher, type Hasher} from '../../hash/hasher.ts';
import type {CloudRules} from '../items/work.ts';
import {createOneAtATime} from '../items/one-at-a-time.ts';
import type {ItemTools} from './work-tools.ts';
import {createAccountBlocks} from './account-blocks.ts';
import {createClearing} from './clear-leftovers.ts';
import {finishJobs} from './finish-job.ts';
import {createWriteBlock} from './write-block.ts';
import {applyRequests} from './apply-requests.ts';
import {createRecorder, type Recorder} from './record-progress.ts';
import {createRunningItems} from './running-items.ts';
import {takeOver} from './schedule.ts';
import {createThrottle} from './throttle.ts';
import {createSlots} from './slots.ts';
import {createWake} from './wake.ts';

export type EngineOptions = {
	readonly tools: Tools;
	readonly signal: AbortSignal;
	/** What reads and hashes the files of the disk; the engine closes it. */
	readonly hasher?: Hasher;
};

const pause = 50; // ms between two polls of what others have asked for

/** Works through the queue by the settings as they are now, and ends when nothing is left to do by itself. There is one engine a configuration: the caller holds the lock. */
export async function runEngine({tools, signal, hasher: given}: EngineOptions): Promise<void> {
	const {directories, clock} = tools;
	const store = openTransferStore(directories.database);
	const stop = new AbortController();
	const stopped = AbortSignal.any([signal, stop.signal]);
	const settings = followSettings(directories, clock);
	const hasher = given ?? createHasher({threads: () => settings().hashing, memoryLimit: () => settings().md5_memory_limit});
	const parts = createParts(store, {
		tools, hasher, settings, stopped,
	});
	const {writeBlock, wake, running, recorder} = parts;
	let hasTakenOver = false;
	const runUnlessBlocked = async () => {
		if (writeBlock.lasts()) {
			return false;
		}

		if (!hasTakenOver) {
			takeOver(store);
			hasTakenOver = true;
		}

		return runOnce(parts);
	};

	try {
		while (!stopped.aborted && !store.isRemoved()) {
			try {
				if (await runUnlessBlocked()) {
					return;
				}
			} catch (error) {
				writeBlock.begin(error);
			}

			await wake.orAfter(async signalOfWait => clock.sleep(pause, signalOfWait));
		}
	} finally {
		stop.abort(new Failure('cancelled', 'The engine stops.', {nextStep: ''}));
		await running.allEnded();
		await parts.clearing.ended();
		if (!store.isRemoved()) {
			writeLast(store, recorder);
		}

		writeBlock.end();
		await hasher.close();
		store.close();
	}
}

type Parts = ReturnType<typeof createParts>;

type PartTools = {readonly tools: Tools; readonly hasher: Hasher; readonly settings: () => Settings; readonly stopped: AbortSignal};

function createParts(store: TransferStore, {tools, hasher, settings, stopped}: PartTools) {
	const {clock} = tools;
	const blocks = createAccountBlocks(store.facts, tools);
	const opener = createOpener({...tools, onPause: blocks.pause});
	const recorder = createRecorder(store, clock);
	const writeBlock = createWriteBlock(store, tools);
	const wake = createWake();
	const onFailure = {
		onSignIn(...told: Parameters<typeof blocks.begin>) {
			opener.forget(); // who signs in may be somebody else, at another address
			blocks.begin(...told);
		},
		onUnwritable: writeBlock.begin,
	};
	const md5Cache = createMd5Cache(store.md5s);
	const counting = createCounting({
		store, opener, md5Cache, stopped, onItems: wake.now, ...onFailure,
	});
	const slots = createSlots({
		transfers: () => store.facts.read('transfers') ?? settings().transfers, checking: () => settings().checking,
	});
	const itemTools: Omit<ItemTools, 'rules'> = {
		opener, md5Cache, hasher, clock, recorder, slots, throttle: createThrottle(clock, () => settings().bandwidth), oneAtATime: createOneAtATime(),
	};
	const running = createRunningItems(store, {
		itemTools: () => ({...itemTools, rules: rulesOf(settings())}), recounting: counting.again, stopped, onEnded: wake.now, ...onFailure,
	});
	return {
		store, directories: tools.directories, opener, recorder, blocks, writeBlock, wake, counting, slots, running, stopped, clearing: createClearing(store.leftovers, {opener, signal: stopped}),
	};
}

/** Does what was asked for and what is next; true when nothing is left to do. */
async function runOnce({store, directories, opener, recorder, blocks, counting, slots, running, stopped, clearing}: Parts): Promise<boolean> {
	applyRequests(store, running.current, counting.current());
	clearing.start(running.current);
	slots.admit();
	const paused = store.facts.read('paused');
	if (paused !== 'now') {
		const waiting = store.jobs.listConcerning(await blocks.current());
		const job = counting.current() ? undefined : store.jobs.nextToCount(waiting);
		if (job) {
			counting.start(job);
		}

		if (paused === undefined) {
			running.fill(waiting);
		}
	}

	if (running.current.size === 0 && !counting.current()) {
		recorder.flush();
		clearing.start(running.current);
		await clearing.ended();
		await finishJobs(store, {
			opener, recorder, directories, signal: stopped,
		});
		recorder.flush();
		if (!store.jobs.hasWork()) {
			forgetFactsOfWork(store.facts);
			return true;
		}
	}

	recorder.flushNowAndThen();
	return false;
}

/** What cannot be written at the end is found by the next engine, as after a crash. */
function writeLast({progress, facts}: TransferStore, recorder: Recorder): void {
	try {
		recorder.flush();
		progress.replace([]);
		facts.write('speed', undefined);
		facts.write('steady_speed', undefined);
		facts.write('hashing', undefined);
		facts.write('blocks', undefined);
	} catch (error) {
		if (!isUnwritable(error)) {
			throw error;
		}
	}
}

/** A limit that was asked for, and that a copy does not fit, hold as long as there is work; what is paused is still to come. */
function forgetFactsOfWork(facts: Facts): void {
	if (facts.read('paused') !== undefined) {
		return;
	}

	facts.write('transfers', undefined);
	facts.write('short', undefined);
}

function rulesOf({no_versions: noVersions, hard_delete: hardDelete}: Settings): CloudRules {
	return {noVersions, hardDelete};
}
