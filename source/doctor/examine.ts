import {randomBytes} from 'node:crypto';
import {Failure, endsAll, toFailure} from '../failure.ts';
import {makeFolder} from '../jotta/changes.ts';
import {isSilence} from '../jotta/http/failures.ts';
import {pauseAfter} from '../jotta/http/retry.ts';
import {openBench, type Bench, type BenchOptions} from './bench/bench.ts';
import {isPassingTrouble} from './bench/reply.ts';
import type {Trial} from './bench/trial.ts';
import {NotApplicable, Unprepared} from './bench/untried.ts';
import {clearFolder, newFolder, type Left} from './own-folder.ts';

/** What came of one question. `seen` has words of the doctor's own, and nothing that could be somebody's name. */
export type Finding = {
	readonly trial: Trial;
	readonly verdict: 'as assumed' | 'differs' | 'not tried';
	readonly seen: string; // of what was not tried: why
};

export type Examination = {
	readonly failure?: Failure; // what ended it early
	readonly left?: Left; // the folder, where it could not be deleted for good
};

export type ExamineOptions = Pick<BenchOptions, 'client' | 'signal' | 'network'> & {
	readonly trials: readonly Trial[];
	readonly onStep: (trial: Trial) => void; // before it is tried
	readonly onFinding: (finding: Finding) => void | Promise<void>;
};

/**
Tries all questions, each in a folder of its own below one that is made for it and deleted for good in the end, whatever happens in between.
Resolves also when the service fails in the middle.
@see protocol.md 20, 22.1
*/
export async function examine({trials, ...options}: ExamineOptions): Promise<Examination> {
	const {client, signal} = options;
	let folder: string | undefined;
	let failure: Failure | undefined;
	try {
		await tryAll(trials.filter(({onlyReads}) => onlyReads), `/${client.account.home.device}`, options);
		const free = await newFolder({client, signal});
		folder = free;
		await makeFolder(free, {client, signal});
		await tryAll(trials.filter(({onlyReads}) => !onlyReads), free, options);
	} catch (error) {
		failure = toFailure(error);
	}

	const left = folder === undefined ? undefined : await clearFolder(folder, client);
	return {...(failure && {failure}), ...(left && {left})};
}

async function tryAll(trials: readonly Trial[], folder: string, options: Omit<ExamineOptions, 'trials'>): Promise<void> {
	for (const [index, trial] of trials.entries()) {
		options.onStep(trial);
		await options.onFinding(await tryOne(trial, `${folder}/${index + 1}`, options));
	}
}

const attempts = 3;

/** What a broken line has left half done is no place to try it again in: each attempt has a folder of its own. */
async function tryOne(trial: Trial, folder: string, {client, signal, network}: Omit<ExamineOptions, 'trials'>): Promise<Finding> {
	for (let attempt = 1; ; attempt += 1) {
		const own = attempt === 1 ? folder : `${folder} again ${attempt}`;
		const bench = openBench({
			client, signal, network, folder: own, nonce: randomBytes(8).toString('hex'),
		});
		try {
			return await see(trial, bench);
		} catch (error) {
			if (trial.onlyReads === true || !isPassingTrouble(error) || isSilence(error) || attempt === attempts) { // what only reads was repeated already
				throw error;
			}
		}

		await client.clock.sleep(pauseAfter(attempt), signal);
	}
}

/** @throws Failure where all other questions would end the same way */
async function see(trial: Trial, bench: Bench): Promise<Finding> {
	try {
		if (!trial.onlyReads) {
			await bench.makeFolder('');
		}

		const seen = await trial.see(bench);
		return {trial, verdict: seen === trial.assumed ? 'as assumed' : 'differs', seen};
	} catch (error) {
		if (error instanceof Unprepared) {
			return {trial, verdict: 'not tried', seen: `could not be prepared: ${error.message}`};
		}

		if (error instanceof NotApplicable) {
			return {trial, verdict: 'not tried', seen: error.message};
		}

		if (!(error instanceof Failure) || endsAll(error) || isPassingTrouble(error)) {
			throw error;
		}

		return {trial, verdict: 'not tried', seen: 'answered with something that is not understood'};
	}
}
