import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {crashOf} from '../../source/app/crash.ts';
import {Failure} from '../../source/failure.ts';
import {temporaryFolder} from '../support/temp-files.ts';

const now = Date.UTC(2026, 3, 20, 12);

describe('what ends the screen', () => {
	it('is written down whole when nobody has foreseen it, without a byte that a terminal would act on', async () => {
		const logFile = path.join(await temporaryFolder(), 'logs', 'engine.log');

		const failure = crashOf(new Error('no name: \u{1B}[2J'), {logFile, now});

		expect(failure.message).toContain('Something broke inside jottafm (no name:');
		expect(failure.nextStep).toContain(logFile);
		const written = await readFile(logFile, 'utf8');
		expect(written).toContain('2026-04-20T12:00:00.000Z the screen broke: Error: no name: ␛[2J');
		expect(written).toContain('crash.test.ts');
	});

	it('is said as it is when it is a failure with words of its own', async () => {
		const logFile = path.join(await temporaryFolder(), 'engine.log');
		const failure = new Failure('not-signed-in', 'Nobody is signed in yet.', {nextStep: ''});

		expect(crashOf(failure, {logFile, now})).toBe(failure);
		await expect(readFile(logFile)).rejects.toThrow('ENOENT');
	});
});
