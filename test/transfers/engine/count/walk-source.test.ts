import {describe, expect, it} from 'vitest';
import {Failure} from '../../../../source/failure.ts';
import type {Entry} from '../../../../source/files/entry.ts';
import type {FileSystem} from '../../../../source/files/file-system.ts';
import {walkSource, type FoundSource} from '../../../../source/transfers/engine/count/walk-source.ts';
import {disk} from '../../../support/engine.ts';

const folder = (name: string, symlink?: string): Entry => ({
	segment: name, name, kind: 'folder', ...(symlink !== undefined && {symlink}),
});
const file = (name: string): Entry => ({segment: name, name, kind: 'file'});

/** What a walk of a disk finds that has these folders; one of them may fail. */
async function walked(folders: Readonly<Record<string, readonly Entry[] | Error>>) {
	const listed: string[] = [];
	const files = {
		async * list(path: string) {
			listed.push(path);
			const there = folders[path]!;
			if (there instanceof Error) {
				throw there;
			}

			yield there;
		},
	} as unknown as FileSystem;
	const batches: ReadonlyArray<readonly FoundSource[]> = await Array.fromAsync(walkSource(disk('/a'), folder('a'), {files, signal: new AbortController().signal}));
	return {found: batches.flat(), listed};
}

describe('a folder of the disk that is copied', () => {
	it('comes with all below it, a folder before what is in it; links to folders are not followed', async () => {
		const {found, listed} = await walked({'/a': [folder('b'), folder('link', '/elsewhere'), file('c')], '/a/b': [file('d')]});

		expect(found.map(({path}) => path)).toEqual(['/a', '/a/b', '/a/link', '/a/c', '/a/b/d']);
		expect(listed).toEqual(['/a', '/a/b']);
	});

	it('names what in it cannot be read, and the rest comes', async () => {
		const denied = new Failure('permission', 'No permission for /a/b.', {nextStep: ''});
		const {found} = await walked({'/a': [folder('b'), folder('c')], '/a/b': denied, '/a/c': [file('d')]});

		expect(found.filter(({failure}) => failure).map(({path, entry, failure}) => [path, entry.kind, failure])).toEqual([['/a/b', 'folder', denied]]);
		expect(found.map(({path}) => path)).toContain('/a/c/d');
	});

	it('is not walked further when somebody has cancelled it', async () => {
		await expect(walked({'/a': new DOMException('This operation was aborted', 'AbortError')})).rejects.toMatchObject({code: 'cancelled'});
	});
});
