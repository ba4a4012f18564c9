import {failureFacts, type Failure, type FailureFacts} from '../failure.ts';
import {accountsOf} from '../files/location.ts';
import {runningPhases} from './item.ts';
import type {Job} from './job.ts';
import type {Queue} from './queue.ts';
import type {StoreReader} from './store/store.ts';
import type {
	AccountBlock,
	ItemPhase,
	QueueEvent,
	QueueRow,
	QueueSnapshot,
	QueueTotals,
} from './snapshot.ts';
import type {SkipCount} from './skip-text.ts';
import {secondsLeft} from './speed.ts';

/** A reader of the queue that gives the same object until something has changed, whoever changed it. */
export type Watch = {
	readonly snapshot: () => QueueSnapshot;
	readonly eventsSince: (id: number) => readonly QueueEvent[];
	readonly lastEvent: () => number;
	/** Polled often: reads a few rows, however many items there are. */
	readonly jobProgress: (job: number) => JobProgress;
	readonly jobResult: (job: number) => JobResult;
	readonly job: (id: number) => Job | undefined;
	/** Why no engine can be started, after a few tries. */
	readonly engineProblem: () => Failure | undefined;
	/** Rows of the queue in these phases, from a position on; the same object until something has changed. */
	readonly rowsOf: StoreReader['shown']['rowsOf'];
	readonly placeOf: StoreReader['shown']['placeOf'];
	readonly row: StoreReader['shown']['row'];
	readonly eachRow: StoreReader['shown']['eachRow'];
	readonly skips: StoreReader['shown']['skips'];
};

export type JobProgress = {
	readonly isOver: boolean;
	readonly isCancelled: boolean;
	readonly isPaused: boolean; // with the whole queue
	readonly totals: QueueTotals;
	readonly speed: number; // bytes a second, of the whole queue
	readonly hashing: number; // bytes a second that are hashed, of the whole queue
	readonly secondsLeft?: number;
	/** Set while the queue cannot be written, or somebody has to sign in again to an account that the job is about. */
	readonly blocked?: FailureFacts | AccountBlock;
	/** Set while the job does not fit the account. */
	readonly short?: FailureFacts;
};

export type JobResult = JobProgress & {
	readonly failures: readonly QueueRow[];
	readonly sent: number; // bytes that were transferred
	readonly skipped: number;
	readonly skips: readonly SkipCount[];
};

export function watchQueue(queue: Queue, isEngineRunning: () => boolean, engineProblem: Watch['engineProblem'] = () => undefined): Watch {
	const {reader, settings} = queue;
	const writeBlock = pollNowAndThen(queue);
	const isAlive = pollEngine(queue, isEngineRunning);
	const problem = () => {
		const failure = engineProblem();
		return failure && failureFacts(failure);
	};

	let kept: QueueSnapshot | undefined;
	let stamp = '';
	let version = 0;

	return {
		snapshot() {
			const {bandwidth} = settings();
			const blocked = writeBlock() ?? problem();
			const now = `${reader.version()} ${queue.writes()} ${bandwidth} ${blocked?.sentence} ${isAlive()}`;
			if (!kept || now !== stamp) {
				stamp = now;
				version += 1;
				kept = {...readSnapshot(reader, version, isAlive()), ...(bandwidth > 0 && {bandwidth}), ...(blocked && {blocked})};
			}

			return kept;
		},
		eventsSince: reader.events.since,
		lastEvent: reader.events.last,
		jobProgress(job) {
			const blocked = writeBlock();
			return {...readJobProgress(reader, job, isAlive()), ...(blocked && {blocked})};
		},
		jobResult: job => readJobResult(reader, job, isAlive()),
		job: reader.jobs.read,
		engineProblem,
		rowsOf: createRowsOf(queue, isAlive),
		placeOf(phases, id) {
			const stored = isAlive() ? phases : withoutEngine(phases);
			return stored.length === 0 ? undefined : reader.shown.placeOf(stored, id);
		},
		row(id) {
			const row = reader.shown.row(id);
			return row && (isAlive() ? row : resting(row));
		},
		eachRow: job => eachRow(reader.shown.eachRow(job), isAlive()),
		skips: reader.shown.skips,
	};
}

/** A screen asks for the same rows with each frame: they are read again only when the queue has changed. */
function createRowsOf({reader, writes}: Queue, isAlive: () => boolean): Watch['rowsOf'] {
	let stamp = '';
	let kept: readonly QueueRow[] = [];
	return (asked, {from, count}) => {
		const isRunning = isAlive();
		const phases = isRunning ? asked : withoutEngine(asked);
		const now = `${reader.version()} ${writes()} ${phases.join(' ')} ${from} ${count}`;
		if (now !== stamp) {
			stamp = now;
			kept = phases.length === 0 ? [] : reader.shown.rowsOf(phases, {from, count}).map(row => isRunning ? row : resting(row));
		}

		return kept;
	};
}

/** Which phases stored items have that are in these phases beside no engine: what one was at work on when it ended waits for the next. */
function withoutEngine(phases: readonly ItemPhase[]): readonly ItemPhase[] {
	const still = phases.filter(phase => !runningPhases.includes(phase));
	return still.includes('waiting') ? [...still, ...runningPhases] : still;
}

function resting(row: QueueRow): QueueRow {
	return runningPhases.includes(row.phase)
		? {
			...row, phase: 'waiting', progressed: 0, speed: 0,
		}
		: row;
}

function * eachRow(rows: Iterable<QueueRow>, isEngineRunning: boolean): Generator<QueueRow> {
	for (const row of rows) {
		yield isEngineRunning ? row : resting(row);
	}
}

const pollEvery = 1000; // ms

/** An engine that is killed changes nothing in the queue: it is looked for when that has changed, and now and then. */
function pollEngine({reader, writes, clock}: Queue, isEngineRunning: () => boolean): () => boolean {
	let stamp = '';
	let polled = -Infinity;
	let isAlive = false;
	return () => {
		const now = `${reader.version()} ${writes()}`;
		if (now !== stamp || Math.abs(clock.now() - polled) >= pollEvery) {
			stamp = now;
			polled = clock.now();
			isAlive = isEngineRunning();
		}

		return isAlive;
	};
}

/** Why the engine cannot write, without trying its lock file at each poll of the queue. */
function pollNowAndThen({writeBlock, clock}: Pick<Queue, 'writeBlock' | 'clock'>): Queue['writeBlock'] {
	let polled = -Infinity;
	let blocked: FailureFacts | undefined;
	return () => {
		if (Math.abs(clock.now() - polled) >= pollEvery) { // the clock may be set back
			polled = clock.now();
			blocked = writeBlock();
		}

		return blocked;
	};
}

function readSnapshot({facts, jobs, shown}: StoreReader, version: number, isEngineRunning: boolean): QueueSnapshot {
	const totals = totalsOf(shown.totals(), isEngineRunning);
	// What an engine has left that was killed is looked at anew by the next.
	const blocked = isEngineRunning ? facts.read('blocks')?.find(({account}) => jobs.listConcerning([account]).length > 0) : undefined;
	const short = facts.read('short');
	return {
		version,
		totals,
		...readSpeed(totals, facts, isEngineRunning),
		isPaused: facts.read('paused') !== undefined,
		isEngineRunning,
		...(blocked && {blocked}),
		...(short && !isEnd(jobs.stateOf(short.job)) && {short}),
		rows: isEngineRunning ? shown.rows() : shown.rows().map(row => resting(row)),
	};
}

function totalsOf(totals: QueueTotals, isEngineRunning: boolean): QueueTotals {
	return isEngineRunning ? totals : {...totals, running: 0, waiting: totals.running + totals.waiting};
}

/** What an engine has measured that was killed is measured no more. */
function readSpeed({bytesLeft}: QueueTotals, facts: StoreReader['facts'], isEngineRunning: boolean): Pick<QueueSnapshot, 'speed' | 'secondsLeft' | 'hashing'> {
	if (!isEngineRunning) {
		return {speed: 0, hashing: 0};
	}

	const speed = facts.read('speed') ?? 0;
	const left = facts.read('paused') === undefined && speed >= 1 ? secondsLeft(bytesLeft, facts.read('steady_speed')) : undefined; // no estimate while nothing moves
	return {speed, hashing: facts.read('hashing') ?? 0, ...(left !== undefined && {secondsLeft: left})};
}

function readJobProgress({facts, jobs, shown}: StoreReader, job: number, isEngineRunning: boolean): JobProgress {
	const totals = totalsOf(shown.totals(job), isEngineRunning);
	const state = jobs.stateOf(job);
	const blocked = facts.read('blocks')?.find(({account}) => accountsOfJob(jobs.read(job)).includes(account));
	const short = facts.read('short');
	return {
		isOver: isEnd(state),
		isCancelled: state === 'cancelled',
		isPaused: facts.read('paused') !== undefined,
		totals,
		...readSpeed(totals, facts, isEngineRunning),
		...(blocked && {blocked}),
		...(short?.job === job && {short}),
	};
}

function isEnd(state: Job['state'] | undefined): boolean {
	return state === undefined || state === 'over' || state === 'cancelled';
}

function accountsOfJob(job: Job | undefined): readonly string[] {
	return job ? accountsOf([...job.sources, job.target]) : [];
}

function readJobResult(reader: StoreReader, job: number, isEngineRunning: boolean): JobResult {
	return {
		...readJobProgress(reader, job, isEngineRunning), failures: reader.shown.failuresOf(job), ...reader.shown.sumsOf(job), skips: reader.shown.skips(job),
	};
}
