import {spawn, type ChildProcess} from 'node:child_process';
import {closeSync, mkdirSync, openSync} from 'node:fs';
import {getCompileCacheDir} from 'node:module';
import path from 'node:path';
import process from 'node:process';
import {withoutStepsBack, type Clock} from '../clock.ts';
import type {Failure} from '../failure.ts';
import type {Directories} from '../settings/directories.ts';
import {isLockTaken} from '../settings/process-lock.ts';
import {
	endOfEngine,
	engineErrors,
	explainEngine,
	type EngineEnd,
} from './explain-engine.ts';

/** The engine of a configuration holds this lock as long as it works. */
export function engineLock({locks}: Pick<Directories, 'locks'>): string {
	return path.join(locks, 'engine.lock');
}

export function isEngineAlive(directories: Pick<Directories, 'locks'>): boolean {
	return isLockTaken(engineLock(directories));
}

export type EngineStarter = {
	/**
	Starts the engine as a process of its own, unless one holds the lock. It outlives its parent.
	Is called after the work was added: an engine that is just ending looks once more after it has released the lock.
	After a problem it begins with the tries anew.
	*/
	readonly start: () => void;
	/** Why there is none: set once three in a row have failed as soon as they had begun. */
	readonly problem: () => Failure | undefined;
};

export type EngineProgram = {readonly directories: Directories; readonly engineFile: string; readonly execPath: string};

const mostTries = 3;
const longestStart = 10_000; // ms: an engine that fails later has worked, and the next one may go on

export function createEngineStarter(program: EngineProgram, clock: Clock): EngineStarter {
	const {directories} = program;
	const now = withoutStepsBack(clock);
	let engine: ChildProcess | undefined;
	let failed = 0;
	let problem: Failure | undefined;

	const onFailure = (begun: number, end: Exclude<EngineEnd, {kind: 'over'}>) => {
		failed = now() - begun > longestStart ? 1 : failed + 1;
		if (failed >= mostTries) {
			problem = explainEngine({...program, lock: engineLock(directories)}, end);
		}
	};

	return {
		start() {
			if (problem) {
				problem = undefined;
				failed = 0;
			}

			if (engine !== undefined || isEngineAlive(directories)) {
				return;
			}

			const begun = now();
			const started = spawnEngine(program);
			engine = started;
			const onEnd = (end: EngineEnd | undefined) => {
				engine = undefined;
				if (end?.kind === 'over') {
					failed = 0;
				} else if (end) {
					onFailure(begun, end);
				}
			};

			started.once('error', error => {
				onEnd({kind: 'failed', how: error.message});
			});
			started.once('exit', (status, signal) => {
				onEnd(endOfEngine(status, signal));
			});
			started.unref();
		},
		problem: () => problem,
	};
}

/*
MB. Bytes that arrive lie outside of V8's young heap: when that is collected more often, memory never grows to where V8
looks through everything. Measured with 0.5 GiB: 20 MB less, and a tenth of the time.
*/
const youngHeap = '--max-semi-space-size=2';

function spawnEngine({directories, engineFile, execPath}: EngineProgram): ChildProcess {
	const errors = openErrors(directories);
	try {
		return spawn(execPath, [youngHeap, engineFile, ...(directories.configDir === undefined ? [] : ['--config-dir', directories.configDir])], {
			detached: true, stdio: ['ignore', 'ignore', errors ?? 'ignore'], cwd: '/', env: environment(),
		});
	} finally {
		if (errors !== undefined) {
			closeSync(errors);
		}
	}
}

function openErrors(directories: Directories): number | undefined {
	try {
		mkdirSync(directories.locks, {recursive: true, mode: 0o700});
		return openSync(engineErrors(directories), 'w', 0o600);
	} catch {
		return undefined; // why that cannot be written is found out when the engine cannot start
	}
}

/** The engine keeps compiled code where its parent does: it then starts in a seventh of the time. */
function environment(): NodeJS.ProcessEnv {
	const cache = getCompileCacheDir(); // of this version of Node.js, in the folder that was named
	return {...process.env, ...(cache !== undefined && {NODE_COMPILE_CACHE: path.dirname(cache)})}; // eslint-disable-line no-restricted-properties -- handed on, not read
}
