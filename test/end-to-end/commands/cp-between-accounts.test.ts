import {
	readdir,
	readFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {openProgram} from '../../support/program/program.ts';
import {temporaryFolder} from '../../support/temp-files.ts';
import {makeTree} from '../../support/trees.ts';

describe('cp and mv between two accounts, and on the disk', () => {
	it('go through this machine, with the same content', async () => {
		const {run, ready, folder} = await openProgram({isSignedIn: true});
		const {loginToken} = await (await fetch(`${ready.url}/sandbox/login-token`, {method: 'POST'})).json() as {loginToken: string};
		await run(['login', 'other'], {input: loginToken});
		await run(['places', '--make', 'other:/Other/Stuff']);
		await run(['places', '--home', 'other:/Other/Stuff']);
		await makeTree(path.join(folder, 'tree'), {'a.txt': 'a', 'in/b.txt': 'b'});
		await run(['cp', path.join(folder, 'tree'), 'jotta:tree']);

		const temporary = await temporaryFolder();
		expect(await run(['cp', 'jotta:tree', 'other:copy'], {env: {TMPDIR: temporary}})).toMatchObject({status: 0});
		expect(await readdir(temporary)).toEqual([]);
		expect(await run(['cat', 'other:copy/in/b.txt'])).toMatchObject({out: 'b'});
		expect(await run(['mv', 'jotta:tree', 'other:moved'])).toMatchObject({status: 0});
		expect(await run(['cat', 'other:moved/a.txt'])).toMatchObject({out: 'a'});
		expect(await run(['ls', 'jotta:tree'])).toMatchObject({status: 4});
		expect(await run(['cp', path.join(folder, 'tree'), path.join(folder, 'twin')])).toMatchObject({status: 0});
		expect(await run(['mv', path.join(folder, 'twin/a.txt'), path.join(folder, 'c.txt')])).toMatchObject({status: 0});
		expect([await readFile(path.join(folder, 'c.txt'), 'utf8'), await readdir(path.join(folder, 'twin'))]).toEqual(['a', ['in']]);
	});
});
