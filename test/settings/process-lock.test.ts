import {spawnSync} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {isLocked, tryLock} from '../../source/settings/process-lock.ts';
import {temporaryFolder} from '../support/temp-files.ts';

describe('a lock that is only looked at', () => {
	it('is seen to be held, by another process too, and is in nobody’s way', async () => {
		const file = path.join(await temporaryFolder(), 'some.lock');
		const askElsewhere = () => spawnSync(process.execPath, ['--input-type=module', '-e', `
			const {isLocked} = await import(${JSON.stringify(path.resolve('source/settings/process-lock.ts'))});
			console.log(isLocked(${JSON.stringify(file)}));
		`], {encoding: 'utf8'}).stdout.trim();
		expect([isLocked(file), askElsewhere()]).toEqual([false, 'false']);

		const lock = tryLock(file);
		expect([isLocked(file), askElsewhere(), tryLock(file)]).toEqual([true, 'true', undefined]);

		lock?.release();
		expect([isLocked(file), isLocked(file), askElsewhere()]).toEqual([false, false, 'false']);
		tryLock(file)!.release();
	});
});
