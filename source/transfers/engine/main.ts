import {existsSync} from 'node:fs';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import type {Clock} from '../../clock.ts';
import {cleanText} from '../../clean-text.ts';
import {endingSignals} from '../../ending-signals.ts';
import {Failure, toFailure} from '../../failure.ts';
import {clearLeftovers} from '../../files/leftovers.ts';
import {openPool} from '../../jotta/http/pool.ts';
import {createNameCodec} from '../../jotta/name-codec.ts';
import {renewElsewhere} from '../../jotta/sign-in/start-renewal.ts';
import {createLog, logCrash, type Log} from '../../log.ts';
import {createLogFile} from '../../log-file.ts';
import {closeCompiled} from '../../private-file.ts';
import {openAccounts} from '../../settings/accounts.ts';
import {resolveDirectories, type Directories} from '../../settings/directories.ts';
import {networkOfEnvironment} from '../../settings/environment.ts';
import {acquireLock} from '../../settings/process-lock.ts';
import {readSettings} from '../../settings/settings.ts';
import {openTransferStore} from '../store/store.ts';
import {engineLock} from '../start-engine.ts';
import {runEngine} from './loop/run.ts';

/*
The engine's process: takes the lock, works, lets it go, looks once more. SIGHUP, the terminal's end, is not its end.
*/

const clock: Clock = {
	now: () => Date.now(), // eslint-disable-line no-restricted-properties -- an entry: the real clock is put in here
	async sleep(milliseconds, signal) {
		await sleep(milliseconds, undefined, {signal});
	},
};

const thisFile = fileURLToPath(import.meta.url);
const renewFile = fileURLToPath(new URL(thisFile.endsWith('.js') ? 'renew.js' : '../../jotta/sign-in/renewal-process.ts', import.meta.url));
const {values} = parseArgs({options: {'config-dir': {type: 'string'}}});
const directories = resolveDirectories(values['config-dir']);
const stop = new AbortController();
process.on('SIGHUP', () => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- goes on without the terminal
for (const signal of endingSignals.filter(each => each !== 'SIGHUP')) {
	process.on(signal, () => {
		stop.abort(new Failure('cancelled', 'The engine stops.', {nextStep: ''}));
	});
}

await main(directories, createLog(createLogFile(directories.log)));

async function main(places: Directories, log: Log): Promise<void> {
	const tools = {
		directories: places,
		accounts: openAccounts(places, clock, message => {
			log({message});
		}),
		pool: openPool(networkOfEnvironment()),
		clock,
		log,
		renewElsewhere: renewElsewhere({configDir: places.configDir, renewFile, execPath: process.execPath}),
	};
	try {
		closeCompiled();
		await clearLeftovers('passing');
		while (!stop.signal.aborted && existsSync(places.database) && hasWaitingWork(places)) {
			// Another engine that is about to end lets go within moments; one that works sees new work by itself.
			const lock = await acquireLock(engineLock(places), {clock, signal: AbortSignal.any([stop.signal, AbortSignal.timeout(1000)])});
			try {
				const names = createNameCodec(readSettings(places).settings.encoding); // kept until this engine ends
				await runEngine({tools: {...tools, names}, signal: stop.signal});
			} finally {
				lock.release();
			}
		}
	} catch (error) {
		logCrash(log, 'engine', error);
		if (!isLate(error)) {
			process.stderr.write(`${cleanText(toFailure(error).message)}\n`);
			process.exitCode = 1; // whoever has started it tells the person
		}
	} finally {
		await tools.pool.destroy();
	}
}

/** Another engine works: it takes this one's work, too. */
function isLate(error: unknown): boolean {
	return error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');
}

function hasWaitingWork(places: Directories): boolean {
	const {jobs, leftovers, close} = openTransferStore(places.database);
	try {
		return jobs.hasWork() || leftovers.has();
	} finally {
		close();
	}
}
