import {describe, expect, it} from 'vitest';
import {Failure} from '../../source/failure.ts';
import type {Entry} from '../../source/files/entry.ts';
import type {FileSystem} from '../../source/files/file-system.ts';
import {findAt, findLiveAt} from '../../source/files/find.ts';

const files = (answer: Entry | Error) => ({
	async stat() {
		if (answer instanceof Error) {
			throw answer;
		}

		return answer;
	},
}) as unknown as FileSystem;

const file: Entry = {segment: 'a', name: 'a', kind: 'file'};

describe('what is looked for at a path', () => {
	it('is found, in the trash, too, unless only what is alive is wanted', async () => {
		const trashed = {...file, deletedAt: 1};

		expect([await findAt(files(file), '/a'), await findLiveAt(files(file), '/a')]).toEqual([file, file]);
		expect([await findAt(files(trashed), '/a'), await findLiveAt(files(trashed), '/a')]).toEqual([trashed, undefined]);
	});

	it('is nothing where nothing is', async () => {
		const gone = new Failure('not-found', 'Not found.', {nextStep: ''});

		expect([await findAt(files(gone), '/a'), await findLiveAt(files(gone), '/a')]).toEqual([undefined, undefined]);
	});

	it.each([new Failure('offline', 'The line is down.', {nextStep: ''}), new TypeError('something else')])('is not known where it cannot be looked for: %s', async error => {
		await expect(findAt(files(error), '/a')).rejects.toBe(error);
		await expect(findLiveAt(files(error), '/a')).rejects.toBe(error);
	});
});
