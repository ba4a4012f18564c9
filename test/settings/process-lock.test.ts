import {spawnSync} from 'node:child_process';
import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {acquireLock, isLockTaken, tryLock} from '../../source/settings/process-lock.ts';
import {maySmallDisk, smallDisk} from '../support/small-disk.ts';
import {temporaryFolder} from '../support/temp-files.ts';

describe('a lock that is only looked at', () => {
	it('is seen to be held, by another process too, and is in nobody’s way', async () => {
		const file = path.join(await temporaryFolder(), 'some.lock');
		const askElsewhere = () => spawnSync(process.execPath, ['--input-type=module', '-e', `
			const {isLockTaken} = await import(${JSON.stringify(path.resolve('source/settings/process-lock.ts'))});
			console.log(isLockTaken(${JSON.stringify(file)}));
		`], {encoding: 'utf8'}).stdout.trim();
		expect([isLockTaken(file), askElsewhere()]).toEqual([false, 'false']);

		const lock = tryLock(file);
		expect([isLockTaken(file), askElsewhere(), tryLock(file)]).toEqual([true, 'true', undefined]);

		lock?.release();
		expect([isLockTaken(file), isLockTaken(file), askElsewhere()]).toEqual([false, false, 'false']);
		tryLock(file)!.release();
	});
});

describe('a lock that another has', () => {
	it('is waited for', async () => {
		const file = path.join(await temporaryFolder(), 'some.lock');
		const first = tryLock(file)!;
		const sleeps: number[] = [];
		const clock = {
			now: () => 0,
			async sleep(milliseconds: number) {
				sleeps.push(milliseconds);
				if (sleeps.length === 2) {
					first.release();
				}
			},
		};

		const second = await acquireLock(file, {clock});

		expect(sleeps).toHaveLength(2);
		expect(isLockTaken(file)).toBe(true);
		second.release();
	});

	it('may be released twice', async () => {
		const lock = tryLock(path.join(await temporaryFolder(), 'some.lock'))!;

		lock.release();

		expect(lock.release).not.toThrow();
	});
});

describe('a lock that cannot be made', () => {
	it('says that the folder cannot be written', async () => {
		const folder = await temporaryFolder();
		await writeFile(path.join(folder, 'file'), '');
		await mkdir(path.join(folder, 'taken.lock'));

		expect(() => tryLock(path.join(folder, 'file', 'some.lock'))).toThrow(expect.objectContaining({code: 'permission'}) as Error);
		expect(() => tryLock(path.join(folder, 'taken.lock'))).toThrow(expect.objectContaining({code: 'permission'}) as Error);
	});

	it('is not held by anybody', async () => {
		const folder = await temporaryFolder();
		await writeFile(path.join(folder, 'no.lock'), 'something else, that is no lock of ours');

		expect(isLockTaken(path.join(folder, 'no.lock'))).toBe(false);
	});

	it.skipIf(!maySmallDisk)('says that the disk is full', async () => {
		const {folder, fill} = await smallDisk(65_536);
		fill();

		expect(() => tryLock(path.join(folder, 'some.lock'))).toThrow(expect.objectContaining({code: 'disk-full'}) as Error);
		expect(() => tryLock(path.join(folder, 'deeper', 'some.lock'))).toThrow(expect.objectContaining({code: 'disk-full'}) as Error);
	});
});
