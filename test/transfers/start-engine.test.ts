import {mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {resolveDirectories} from '../../source/settings/directories.ts';
import {tryLock} from '../../source/settings/process-lock.ts';
import {createEngineStarter, engineLock} from '../../source/transfers/start-engine.ts';
import {systemClock} from '../support/sandbox.ts';
import {temporaryFolder} from '../support/temp-files.ts';

/** A starter of a program that notes each start, and then does what is given. */
async function open(program: string | undefined) {
	const folder = await temporaryFolder();
	const directories = resolveDirectories(path.join(folder, 'config'));
	const [engineFile, starts] = [path.join(folder, 'engine.mjs'), path.join(folder, 'starts')];
	await writeFile(starts, '');
	if (program !== undefined) {
		await writeFile(engineFile, `import {appendFileSync} from 'node:fs'; appendFileSync(${JSON.stringify(starts)}, '.'); ${program}`);
	}

	const {start, problem} = createEngineStarter({directories, engineFile, execPath: process.execPath}, systemClock);
	const countStarts = async () => (await readFile(starts, 'utf8')).length;
	return {
		directories, engineFile, start, problem, countStarts,
		/** What waits for an engine asks for one again and again. */
		startUntil: async (isReached: () => boolean) => expect.poll(() => {
			if (!isReached()) {
				start();
			}

			return isReached();
		}, {timeout: 60_000}).toBe(true),
	};
}

describe('an engine that cannot start', () => {
	it('is tried three times, and is the person’s then; asked for again, it is tried again', async () => {
		const {startUntil, start, problem, countStarts} = await open('throw new RangeError(\'This is broken.\');');

		await startUntil(() => problem() !== undefined);
		expect([problem()?.message, await countStarts()]).toEqual(['The transfer engine ends as soon as it is started: RangeError: This is broken.', 3]);

		start();
		expect(problem()).toBeUndefined();
	});

	it('is given up when the system kills it each time, and nothing it has written is taken for the reason', async () => {
		const {startUntil, problem, countStarts} = await open(String.raw`process.stderr.write('Error: This is no reason.\n'); process.kill(process.pid, 'SIGKILL');`);

		await startUntil(() => problem() !== undefined);

		expect([problem()?.message, await countStarts()]).toEqual(['The transfer engine was killed three times as soon as it had begun, perhaps because the system is out of memory.', 3]);
	});

	it('is named where its file is missing', async () => {
		const {startUntil, problem, engineFile} = await open(undefined);

		await startUntil(() => problem() !== undefined);

		expect(problem()?.message).toBe(`The transfer engine cannot start: ${engineFile} is missing.`);
	});

	it.each([['a folder', async (file: string) => mkdir(file)], ['something else', async (file: string) => writeFile(file, 'x'.repeat(2000))]])('has a lock that is %s', async (_, spoil) => {
		const {startUntil, problem, directories} = await open('process.exitCode = 1');
		await mkdir(directories.locks, {recursive: true});
		await spoil(engineLock(directories));

		await startUntil(() => problem() !== undefined);

		expect(problem()).toMatchObject({message: `This file is no lock of jottafm, or it is damaged: ${engineLock(directories)}.`, nextStep: 'Move it away while the program does not run.'});
	});
});

describe('an engine that can', () => {
	it('is started again whenever it has ended, and never while one works', async () => {
		const {startUntil, start, problem, countStarts, directories} = await open('');
		let starts = 0;
		const count = async () => {
			starts = await countStarts();
		};

		await startUntil(() => {
			void count();
			return starts > 3;
		});
		await mkdir(directories.locks, {recursive: true});
		const lock = tryLock(engineLock(directories));
		const before = await countStarts();
		start();
		start();

		expect([problem(), await countStarts() - before <= 1]).toEqual([undefined, true]); // one may have been on its way
		lock?.release();
	});
});
