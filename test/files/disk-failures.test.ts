import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {Failure} from '../../source/failure.ts';
import {errnoOf} from '../../source/error-meanings.ts';
import {diskFailure} from '../../source/files/disk-failures.ts';
import {openLocal} from '../../source/files/local-file-system.ts';
import {temporaryFolder} from '../support/temp-files.ts';

const failed = (code: unknown) => diskFailure(Object.assign(new Error('it broke'), {code}), '/srv/a.txt');

describe('what the disk refuses', () => {
	it.each([
		['ENOENT', 'not-found'],
		['ENOTDIR', 'not-found'],
		['EEXIST', 'already-exists'],
		['ENOTEMPTY', 'already-exists'],
		['EACCES', 'permission'],
		['EROFS', 'permission'],
		['ENOSPC', 'disk-full'],
		['EDQUOT', 'disk-full'],
		['ENAMETOOLONG', 'name-not-allowed'],
		['EIO', 'corrupt'],
		['EXDEV', 'service'],
		['ECONNREFUSED', 'offline'],
	])('%s is %s, and names the file', (errno, code) => {
		expect(failed(errno)).toMatchObject({code, message: expect.stringContaining('/srv/a.txt') as string});
	});

	it('is told with what the system called it, where no words for it are known', () => {
		expect(failed('EUNHEARDOF').message).toBe('The disk refused /srv/a.txt.');
		expect(failed(5).message).toBe('The disk refused /srv/a.txt.');
		expect(diskFailure('a text', '/srv/a.txt').message).toBe('The disk refused /srv/a.txt.');
	});

	it('is no fault where somebody cancelled, and stays a failure that it is already', () => {
		const failure = new Failure('corrupt', 'Damaged.', {nextStep: ''});

		expect(diskFailure(new DOMException('This operation was aborted', 'AbortError'), '/a').code).toBe('cancelled');
		expect(diskFailure(failure, '/a')).toBe(failure);
	});

	it('has an errno only where it is an error with one', () => {
		expect([Object.assign(new Error('x'), {code: 'EIO'}), Object.assign(new Error('x'), {code: 5}), new Error('x'), {code: 'EIO'}, undefined].map(error => errnoOf(error))).toEqual(['EIO', undefined, undefined, undefined, undefined]);
	});
});

it('a path through a file names that file, whatever was to be done below it', async () => {
	const folder = await temporaryFolder();
	const file = join(folder, 'a.txt');
	await writeFile(file, 'a');
	const files = openLocal();
	const sentence = `${file} is not a folder.`;

	await expect(files.stat(join(file, 'b', 'c'))).rejects.toMatchObject({message: sentence});
	await expect(files.read(join(file, 'b'))).rejects.toMatchObject({message: sentence});
	await expect(files.mkdir(join(file, 'b'))).rejects.toMatchObject({message: sentence});
	await expect(Array.fromAsync(files.list(file))).rejects.toMatchObject({message: sentence});
});
