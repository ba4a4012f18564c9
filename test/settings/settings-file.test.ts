import {
	chmod,
	mkdir,
	readdir,
	readFile,
	readlink,
	stat,
	symlink,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {readSettingsFile, writeSettingsKey} from '../../source/settings/settings-file.ts';
import {temporaryFolder} from '../support/temp-files.ts';

const modeOf = async (place: string) => (await stat(place)).mode % 0o1000;

describe('the settings file', () => {
	it('is made by the first change, in a folder that only the person can enter', async () => {
		const folder = path.join(await temporaryFolder(), 'config');
		const file = path.join(folder, 'settings.json');

		expect(readSettingsFile(file)).toEqual({stored: {}, text: ''});
		await expect(stat(folder)).rejects.toMatchObject({code: 'ENOENT'});

		await writeSettingsKey('transfers', 8, file);

		expect(await modeOf(folder)).toBe(0o700);
		expect(await readFile(file, 'utf8')).toBe('{\n\t"transfers": 8\n}\n');
	});

	it('stays where a link leads, as private as it was, and nothing is left beside it', async () => {
		const folder = await temporaryFolder();
		await mkdir(path.join(folder, 'dotfiles'));
		const [file, target] = [path.join(folder, 'settings.json'), path.join(folder, 'dotfiles', 'jottafm.json')];
		await writeFile(target, '{"a.b": {"c": 1}}');
		await chmod(target, 0o640);
		await symlink(target, file);

		await writeSettingsKey('mouse', true, file);
		await writeSettingsKey('mouse', undefined, file);

		expect(await readlink(file)).toBe(target);
		expect(await modeOf(target)).toBe(0o640);
		expect(JSON.parse(await readFile(target, 'utf8'))).toEqual({'a.b': {c: 1}});
		expect(await readdir(folder)).toEqual(['dotfiles', 'settings.json']);
		expect(await readdir(path.dirname(target))).toEqual(['jottafm.json']);
	});

	it.each(['{"transfers": ', '7', ''])('is not written over where it is %j', async content => {
		const file = path.join(await temporaryFolder(), 'settings.json');
		await writeFile(file, content);

		await expect(writeSettingsKey('transfers', 2, file)).rejects.toMatchObject({code: 'permission', message: expect.stringContaining('is no JSON') as string});

		expect(await readFile(file, 'utf8')).toBe(content);
	});

	it('says it when it cannot be read, or not be written', async () => {
		const folder = await temporaryFolder();
		await writeFile(path.join(folder, 'file'), '');
		await mkdir(path.join(folder, 'settings.json'));

		expect(readSettingsFile(path.join(folder, 'settings.json'))).toMatchObject({stored: {}, warning: expect.stringContaining('cannot be read') as string});
		await expect(writeSettingsKey('mouse', true, path.join(folder, 'file', 'settings.json'))).rejects.toMatchObject({code: 'permission'});
	});
});
