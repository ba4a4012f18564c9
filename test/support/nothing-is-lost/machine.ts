import {writeFileSync} from 'node:fs';
import type {Clock} from '../../../source/clock.ts';
import {silentLog} from '../../../source/log.ts';
import {openAccounts} from '../../../source/settings/accounts.ts';
import type {Directories} from '../../../source/settings/directories.ts';
import {acquireLock} from '../../../source/settings/process-lock.ts';
import {runEngine} from '../../../source/transfers/engine/loop/run.ts';
import {engineLock, isEngineAlive} from '../../../source/transfers/start-engine.ts';
import type {Tools} from '../../../source/transfers/open-location.ts';
import {openQueue, type Queue} from '../../../source/transfers/queue.ts';
import {standardNames} from '../names.ts';
import {clockOf, openLine} from './line.ts';
import {
	createLife,
	end,
	live,
	type Death,
	type Life,
} from './lives.ts';
import type {Answer} from './operations.ts';
import type {Settings} from './run-plan.ts';

/** One configuration: its settings, queue and engine, and the person who answers the engine's questions. */
export type Machine = {
	readonly index: number;
	readonly directories: Directories;
	readonly toolsOf: (life: Life) => Tools;
	/** Like `startEngine`: starts an engine, unless one runs. */
	readonly startEngine: () => void;
	/** The running engine, or the next one. */
	readonly killEngine: (death: Death) => void;
	readonly queue: Queue; // as the person's screen has it
	/** The answer to the questions of a job. */
	readonly answers: Map<number, {readonly answer: Answer; readonly onAnswer: () => void}>;
	/** Starts engines until only questions are left. */
	readonly settle: () => Promise<void>;
	readonly crashes: readonly string[]; // engines that ended with an error
	readonly close: () => void;
};

type MachineOptions = {readonly index: number; readonly directories: Directories; readonly settings: Settings; readonly clock: Clock; readonly random: () => number};

export function openMachine({index, directories, settings, clock, random}: MachineOptions): Machine {
	writeFileSync(directories.settings, JSON.stringify(settings));
	const queue = openQueue({directories, clock});
	const engines = new Map<Life, Promise<unknown>>();
	const answers: Machine['answers'] = new Map();
	const crashes: string[] = [];
	let nextDeath: Death | undefined;
	let started = 0;
	const state = {isClosed: false};
	const toolsOf = (life: Life): Tools => {
		const own = clockOf(life, clock);
		return {
			directories, accounts: openAccounts(directories, own), names: standardNames, pool: openLine(life), clock: own, log: silentLog,
		};
	};

	const startEngine = () => {
		if (state.isClosed || isEngineAlive(directories)) {
			return;
		}

		started += 1;
		const life = createLife(`engine ${started} of machine ${index}`, {random, death: nextDeath});
		nextDeath = undefined;
		engines.set(life, live(life, async () => work(toolsOf(life), queue)).catch((error: unknown) => {
			crashes.push(`${life.name}: ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
		}).finally(() => {
			engines.delete(life);
			end(life);
		}));
	};

	const answerAll = () => {
		for (const {id, jobId} of queue.reader.shown.rows().filter(({phase}) => phase === 'asks')) {
			const known = answers.get(jobId);
			known?.onAnswer();
			queue.answer(id, known?.answer ?? 'skip');
		}
	};

	return {
		index, directories, toolsOf, startEngine, queue, answers, crashes,
		killEngine(death) {
			const [life] = engines.keys();
			if (life) {
				life.death = {...death, change: life.changes + death.change};
			} else {
				nextDeath = death;
			}
		},
		async settle() {
			nextDeath = undefined;
			answerAll();
			while (!state.isClosed && (queue.hasWork() || queue.hasLeftovers() || engines.size > 0)) {
				startEngine();
				await clock.sleep(100);
				if (!state.isClosed) {
					answerAll();
				}
			}
		},
		close() {
			state.isClosed = true;
			for (const life of engines.keys()) {
				end(life);
			}

			queue.close();
		},
	};
}

/** The main part of an engine's process (source/transfers/engine/main.ts). */
async function work(tools: Tools, queue: Queue): Promise<void> {
	const {signal} = new AbortController();
	do {
		const lock = await acquireLock(engineLock(tools.directories), {clock: tools.clock});
		try {
			await runEngine({tools, signal});
		} finally {
			lock.release();
		}
	} while (queue.hasWork() || queue.hasLeftovers());

	await tools.pool.destroy();
}
