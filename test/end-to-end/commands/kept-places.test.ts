import {existsSync} from 'node:fs';
import {symlink} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {openProgram} from '../../support/program/program.ts';
import {makeTree} from '../../support/trees.ts';

describe('a home folder', () => {
	it('is removed by nothing but an option of its own, however it is written', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});
		await makeTree(folder, {'per/kept.txt': 'kept', 'per/docs/a.txt': 'a'});
		const home = path.join(folder, 'per');
		await symlink(home, path.join(folder, 'link'));
		const env = {HOME: home};

		for (const text of [home, `${home}/`, `${home}/.`, `${home}/docs/..`, path.join(folder, 'link'), `${path.join(folder, 'link')}/`]) {
			expect(await run(['rm', '--permanent', text], {env}), text).toMatchObject({status: 1, out: '', err: expect.stringContaining('is a home folder, and stays. If you mean that: --no-preserve-root.') as string});
		}

		expect(await run(['rm', '--permanent', folder], {env})).toMatchObject({status: 1, err: expect.stringContaining('holds home folders') as string});
		expect(await run(['mv', home, 'jotta:'], {env})).toMatchObject({status: 1, err: expect.stringContaining('per is a home folder, and is not moved.') as string});
		expect(existsSync(path.join(home, 'kept.txt'))).toBe(true);
		expect(await run(['rm', '--permanent', path.join(home, 'docs')], {env})).toMatchObject({status: 0});
		expect(await run(['rm', '--permanent', '--no-preserve-root', home], {env})).toMatchObject({status: 0});
		expect(existsSync(home)).toBe(false);
	});
});

describe('a place of the account', () => {
	it('is neither removed nor moved, told twice or not', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});
		await makeTree(folder, {'a.txt': 'a'});
		await run(['cp', path.join(folder, 'a.txt'), 'jotta:']);

		for (const text of ['jotta:', 'jotta:/', 'jotta:/Jotta', 'jotta:/Jotta/Archive/.', 'jotta:.']) {
			expect(await run(['rm', text]), text).toMatchObject({status: 1, out: ''});
			expect(await run(['rm', '--permanent', '--no-preserve-root', text]), text).toMatchObject({status: 1, out: ''});
			expect(await run(['mv', text, folder]), text).toMatchObject({status: 1, err: expect.stringContaining('and is not moved') as string});
		}

		expect(await run(['cat', 'jotta:a.txt'])).toMatchObject({out: 'a'});
	});
});
