import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {Failure, toFailure} from '../failure.ts';
import type {Directories} from '../settings/directories.ts';
import {tryLock} from '../settings/process-lock.ts';
import {openTransferStore} from './store/store.ts';

type EngineFiles = {
	readonly directories: Directories;
	readonly engineFile: string;
	readonly lock: string;
};

/** Why an engine that has ended at once cannot start, and the way out. */
export function explainEngine({directories, engineFile, lock}: EngineFiles, end: Exclude<EngineEnd, {kind: 'over'}>): Failure {
	if (end.kind === 'killed') {
		return new Failure('service', 'The transfer engine was killed three times as soon as it had begun, perhaps because the system is out of memory.', {
			nextStep: 'What was queued waits. Close what needs much memory, then start the program or the command again.',
		});
	}

	if (!existsSync(engineFile)) {
		return new Failure('service', `The transfer engine cannot start: ${engineFile} is missing.`, {nextStep: 'Install the program again.'});
	}

	try {
		tryLock(lock)?.release();
		openTransferStore(directories.database).close();
	} catch (error) {
		return toFailure(error);
	}

	return new Failure('service', `The transfer engine ends as soon as it is started: ${lastWords(directories) ?? end.how}.`, {
		nextStep: `What was queued waits. ${directories.log} may say more; where it does not, install the program again.`,
	});
}

const endedByHand: ReadonlySet<NodeJS.Signals> = new Set(['SIGTERM', 'SIGINT', 'SIGHUP']);

/** `killed`: by a person, or by a system that is out of memory. */
export type EngineEnd = {readonly kind: 'over'} | {readonly kind: 'killed'} | {readonly kind: 'failed'; readonly how: string};

/** How an engine has ended; nothing where somebody has asked it to. */
export function endOfEngine(status: number | null, signal: NodeJS.Signals | null): EngineEnd | undefined {
	if (status === 0) {
		return {kind: 'over'};
	}

	if (signal === 'SIGKILL') {
		return {kind: 'killed'};
	}

	return signal !== null && endedByHand.has(signal) ? undefined : {kind: 'failed', how: signal ?? `status ${status}`};
}

/** Where the newest engine writes why it cannot start: it is a process of its own. */
export function engineErrors({locks}: Pick<Directories, 'locks'>): string {
	return path.join(locks, 'engine.err');
}

const longestWords = 300; // characters

/** The error of the newest engine; what Node.js writes around it is left out. */
function lastWords(directories: Directories): string | undefined {
	try {
		const lines = readFileSync(engineErrors(directories), 'utf8').split('\n').filter(line => line !== '' && !/^\((?:node:|Use )/v.test(line));
		const words = lines.find(line => /^\w*Error\b/v.test(line)) ?? lines[0];
		return words?.slice(0, longestWords).replace(/\.$/v, '');
	} catch {
		return undefined;
	}
}
