import {mkdir, symlink} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import type {Location} from '../../source/files/location.ts';
import {checkMayMove, keptAs} from '../../source/transfers/kept-places.ts';
import {temporaryFolder} from '../support/temp-files.ts';
import {standardNames} from '../support/names.ts';

const disk = (place: string): Location => ({kind: 'local', path: place});
const cloud = (place: string): Location => ({kind: 'cloud', account: 'jotta', path: place});

async function openHome() {
	const folder = await temporaryFolder();
	const homeFolder = path.join(folder, 'people', 'per');
	await mkdir(path.join(homeFolder, 'docs'), {recursive: true});
	await symlink(homeFolder, path.join(folder, 'to-home'));
	await symlink('/', path.join(folder, 'to-root'));
	return {folder, homeFolder};
}

describe('a place of the disk', () => {
	it.each([
		['/', 'the root of this disk'],
		['/home', 'a folder that holds home folders'],
		['/home/ola', 'a home folder'],
		['/root', 'a home folder'],
		['/proc', 'where another disk begins'],
	])('%s is %s', async (place, words) => {
		const {homeFolder} = await openHome();

		expect(await keptAs(disk(place), {homeFolder})).toBe(words);
	});

	it('is known through links, and by what it holds', async () => {
		const {folder, homeFolder} = await openHome();

		expect(await keptAs(disk(path.join(folder, 'to-root')), {homeFolder})).toBe('the root of this disk');
		expect(await keptAs(disk(path.join(folder, 'to-home')), {homeFolder})).toBe('a home folder');
		expect(await keptAs(disk(homeFolder), {homeFolder: path.join(folder, 'to-home')})).toBe('a home folder');
		expect(await keptAs(disk(path.join(folder, 'people')), {homeFolder})).toBe('a folder that holds home folders');
	});

	it('is an ordinary one below a home folder, beside it, and where nothing is', async () => {
		const {folder, homeFolder} = await openHome();
		await mkdir(path.join(folder, 'people', 'pe'));

		for (const place of [path.join(homeFolder, 'docs'), path.join(folder, 'people', 'pe'), path.join(folder, 'nowhere'), '/home/ola/docs']) {
			expect(await keptAs(disk(place), {homeFolder})).toBeUndefined();
		}
	});

	it('may be moved empty where another disk begins, and not where it is a home folder', async () => {
		const {homeFolder} = await openHome();

		await expect(checkMayMove(disk('/proc'), homeFolder, standardNames)).resolves.toBeUndefined();
		await expect(checkMayMove(disk(homeFolder), homeFolder, standardNames)).rejects.toMatchObject({code: 'permission'});
	});
});

describe('a place of the cloud', () => {
	it.each([
		['/', 'the whole account'],
		['/Jotta', 'a device'],
		['/Jotta/Archive', 'a mountpoint'],
		['/Jotta/Archive/docs', undefined],
	])('%s is %s', async (place, words) => {
		expect(await keptAs(cloud(place), {homeFolder: '/home/per'})).toBe(words);
	});
});
