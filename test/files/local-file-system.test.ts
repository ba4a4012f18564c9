import {Buffer} from 'node:buffer';
import {
	mkdir,
	readdir,
	symlink,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {openLocal} from '../../source/files/local-file-system.ts';
import {localBytes, localName} from '../../source/files/local-name.ts';
import {temporaryFolder} from '../support/temp-files.ts';
import {describeFileSystem} from './file-system.contract.ts';

describeFileSystem('the local disk', async () => ({
	files: openLocal(),
	folder: await temporaryFolder(),
	async put(file, text) {
		await mkdir(path.dirname(file), {recursive: true});
		await writeFile(file, text);
	},
}));

describe('the local disk', () => {
	it('has no trash, and says so instead of deleting', async () => {
		const folder = await temporaryFolder();
		await writeFile(path.join(folder, 'kept'), 'x');

		await expect(openLocal().remove(path.join(folder, 'kept'), {kind: 'file'})).rejects.toMatchObject({code: 'permission'});
		expect(await readdir(folder)).toEqual(['kept']);
	});

	it('shows links with where they lead, and those that lead nowhere as something that is never copied', async () => {
		const folder = await temporaryFolder();
		await mkdir(path.join(folder, 'real'));
		await symlink('real', path.join(folder, 'to-folder'));
		await symlink('nowhere', path.join(folder, 'broken'));

		const [found = []] = await Array.fromAsync(openLocal().list(folder));

		expect(found.toSorted((one, other) => one.name.localeCompare(other.name))).toMatchObject([
			{name: 'broken', kind: 'other', link: 'nowhere'}, {name: 'real', kind: 'folder'}, {name: 'to-folder', kind: 'folder', link: 'real'},
		]);
	});

	it('finds a file again whose name is no text', async () => {
		const folder = await temporaryFolder();
		const raw = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x61, 0xFF, 0x62])]);
		await writeFile(raw, 'odd');
		const files = openLocal();

		const [[entry] = []] = await Array.fromAsync(files.list(folder));

		expect(entry).toMatchObject({segment: 'a\u{DCFF}b', size: 3});
		expect(await files.stat(`${folder}/${entry!.segment}`)).toMatchObject({size: 3});
	});
});

describe('a name on the disk', () => {
	it.each([[[0x61, 0xFF, 0x62]], [[0xE2, 0x82]], [[0xC3, 0xA6, 0x80]], [[0xF0, 0x9F, 0x98, 0x80]], [[0xEF, 0xBF, 0xBD]]])('of the bytes %j comes back exactly', values => {
		const bytes = Buffer.from(values);

		expect(localBytes(localName(bytes))).toEqual(bytes);
	});
});
