import {describe, expect, it} from 'vitest';
import {openJotta} from '../../source/jotta/jotta-file-system.ts';
import {encodePath, absolutePath} from '../../source/jotta/addresses.ts';
import {isUnreachable, listedName, listedPath} from '../../source/jotta/listed-name.ts';
import {listPlaces} from '../../source/jotta/place-tree.ts';
import {listTrash} from '../../source/jotta/trash/trash.ts';
import type {RunningSandbox} from '../../source/sandbox/server.ts';
import {
	archive,
	openAccount,
	put,
	rowsOf,
} from '../support/cloud.ts';
import {standardNames} from '../support/names.ts';

const bad = ['.', '..', 'a/b', '../../victim.txt', '/'];

/** Files and folders of such names, live and in the trash, as no client can make them: the service is told so itself. */
function seed({state: {tree, revisions, clock}}: RunningSandbox, path: readonly string[], names: readonly string[], kind: 'file' | 'folder', deleted?: number): readonly number[] {
	const parent = tree.find(path)!;
	return names.map(name => {
		const {id} = tree.add(parent.id, name, kind);
		if (kind === 'file') {
			revisions.add(id, name, {
				state: 'COMPLETED', created: clock.now(), modified: clock.now(), updated: clock.now(), size: 3, md5: 'd'.repeat(32),
			});
		}

		tree.setDeleted(id, deleted);
		return id;
	});
}

async function open() {
	const {sandbox, client} = await openAccount();
	const files = openJotta(client);
	await put(client, `${archive}/g/fine.txt`, 'fine');
	await put(client, `${archive}/victim.txt`, 'victim');
	return {sandbox, client, files};
}

describe('a name of an answer that is none', () => {
	it.each(['', '.', '..', 'a/b', '/', 'a\0b', '../x'])('is kept as one that no address holds and that leads nowhere when it is typed: %j', name => {
		const kept = listedName(name);
		const shown = standardNames.decode(kept);

		expect(isUnreachable(kept)).toBe(true);
		expect(() => encodePath(`/Jotta/Archive/${kept}`)).toThrow('no name that can be part of an address');
		expect(shown).not.toMatch(/^\.{0,2}$|[\0\/\u{FFFF}]/v);
		expect(standardNames.encode(shown)).not.toBe(name);
	});

	it.each(['...', '.a', 'a.', '．', '．．', 'a／b', 'a\u{FFFF}', ' '])('is not one like %j', name => {
		expect(listedName(name)).toBe(name);
		expect(isUnreachable(`/Jotta/${name}`)).toBe(false);
	});

	it('is told in a path, too', () => {
		expect(isUnreachable(listedPath('/Jotta/Archive/g/../x'))).toBe(true);
		expect(isUnreachable(listedPath('/Jotta//x'))).toBe(true);
		expect(listedPath('/Jotta/Archive/')).toBe('/Jotta/Archive');
		expect(listedPath('/')).toBe('/');
	});

	it.each(['/Jotta/Archive/..', '/Jotta/./x', '/Jotta//x', '/Jotta/', '/Jotta/a\0', 'Jotta/x'])('is never sent: %j', path => {
		expect(() => encodePath(path)).toThrow('no name that can be part of an address');
		expect(() => absolutePath('user', path)).toThrow('no name that can be part of an address');
	});

	it('is sent where there is none: of the account itself, and of a place', () => {
		expect([encodePath(''), encodePath('/Jotta/a b')]).toEqual(['', '/Jotta/a%20b']);
	});
});

describe('an account with such names', () => {
	it('shows them in a folder, and nothing can be done with them', async () => {
		const {sandbox, client, files} = await open();
		seed(sandbox, ['Jotta', 'Archive', 'g'], bad, 'file');

		const rows = await rowsOf(files.list(`${archive}/g`));

		expect(rows.map(({name, kind}) => `${name} ${kind}`).toSorted()).toEqual(['..／..／victim.txt other', '／ other', '． other', '．． other', 'a／b other', 'fine.txt file'].toSorted());
		for (const {segment} of rows.filter(({kind}) => kind === 'other')) {
			const path = `${archive}/g/${segment}`;
			await expect(files.remove(path, {kind: 'file'})).rejects.toMatchObject({code: 'name-not-allowed'});
			await expect(files.remove(path, {kind: 'folder', permanent: true})).rejects.toMatchObject({code: 'name-not-allowed'});
			await expect(files.rename(path, `${archive}/x`)).rejects.toMatchObject({code: 'name-not-allowed'});
			await expect(files.rename(`${archive}/victim.txt`, path)).rejects.toMatchObject({code: 'name-not-allowed'});
			await expect(files.copy(`${archive}/victim.txt`, path)).rejects.toMatchObject({code: 'name-not-allowed'});
			await expect(files.read(path)).rejects.toMatchObject({code: 'name-not-allowed'});
			await expect(put(client, path, 'x')).rejects.toMatchObject({code: 'name-not-allowed'});
		}

		expect(await files.stat(`${archive}/victim.txt`)).toMatchObject({size: 6});
	});

	it('walks a tree with them: what is below is named and out of reach', async () => {
		const {sandbox, files} = await open();
		seed(sandbox, ['Jotta', 'Archive', 'g'], ['..', 'a/b'], 'file');
		const [folder] = seed(sandbox, ['Jotta', 'Archive', 'g'], ['../sub'], 'folder');
		const {id} = sandbox.state.tree.add(folder!, 'deep.txt', 'file');
		sandbox.state.revisions.add(id, 'deep.txt', {
			state: 'COMPLETED', created: 0, modified: 0, updated: 0, size: 3, md5: 'e'.repeat(32),
		});

		const rows = await rowsOf(files.walk(`${archive}/g`));

		const reachable = rows.filter(({path}) => !isUnreachable(path));
		expect(reachable.map(({path}) => path)).toEqual([`${archive}/g/fine.txt`]);
		expect(new Set(rows.filter(({path}) => isUnreachable(path)).map(({entry}) => entry.kind))).toEqual(new Set(['other']));
		expect(rows.map(({entry}) => entry.name)).toEqual(expect.arrayContaining(['．．', 'a／b', 'deep.txt']));
		expect(rows.every(({path}) => path.startsWith(`${archive}/g/`))).toBe(true);
	});

	it('shows devices, mountpoints and what is in the trash', async () => {
		const {sandbox, client, files} = await open();
		const {tree, clock} = sandbox.state;
		const deletedAt = Math.floor(clock.now() / 1000) * 1000;
		tree.add(0, '..', 'device', 'WORKSTATION');
		tree.add(tree.find(['Jotta'])!.id, 'a/b', 'mountpoint');
		seed(sandbox, ['Jotta', 'Archive', 'g'], ['..'], 'file', deletedAt);

		const places = await rowsOf(listPlaces({client}));
		const trashed = await rowsOf(listTrash({client}));
		const walked = await rowsOf(files.walk('/'));

		expect(places.filter(({path}) => isUnreachable(path)).map(({name}) => standardNames.decode(name))).toEqual(['a／b', '．．']);
		expect(trashed).toMatchObject([{entry: {kind: 'other', name: '．．', deletedAt}}]);
		expect(walked.map(({path}) => path)).toContain(`${archive}/victim.txt`);
		expect(await files.stat('/')).toMatchObject({kind: 'folder', segment: ''});
	});
});
