import {
	mkdir,
	readdir,
	readFile,
	readlink,
	symlink,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {put} from '../../support/cloud.ts';
import {
	cloud,
	disk,
	openEngine,
	runJob,
} from '../../support/engine.ts';

describe('what a download finds on the disk', () => {
	it('gets names that the disk takes, and none that leads out of the folder', async () => {
		const {tools, client, folder} = await openEngine();
		for (const stored of ['a：b', 'a／b', 'a‛／b', '．．', '．', '50％ ␉']) {
			await put(client, `/Jotta/Archive/odd/${stored}`, stored);
		}

		const {failures} = await runJob(tools, {sources: [cloud('/odd')], target: disk(folder)});

		expect(failures.map(({failure}) => failure?.code)).toEqual(['already-exists']); // the second a／b
		expect((await readdir(path.join(folder, 'odd'))).toSorted()).toEqual(['50% \t', 'a:b', 'a／b', '．', '．．'].toSorted());
		expect(await readdir(folder)).toEqual(['odd']);
	});

	it.each([['two cases', 'Notes.txt', 'NOTES.txt'], ['two ways to write an accent', 'Caf\u{E9}.txt', 'cafe\u{301}.txt']])('keeps the first of %s of one name on a disk that tells them not apart, and says so', async (_, one, other) => {
		const {tools, client, folder} = await openEngine();
		await put(client, `/Jotta/Archive/a/${one}`, 'first');
		await put(client, `/Jotta/Archive/b/${other}`, 'second');
		await mkdir(path.join(folder, 'to', 'there'), {recursive: true});
		await symlink('there', path.join(folder, 'to', 'THERE')); // how such a disk looks to who asks

		const {failures} = await runJob(tools, {sources: [cloud(`/a/${one}`), cloud(`/b/${other}`)], target: disk(path.join(folder, 'to')), overwrite: 'always'});

		expect(failures.map(({name, failure}) => [name, failure?.code, failure?.sentence.includes('the disk takes both for one')])).toEqual([[other, 'name-not-allowed', true]]);
		expect(await readFile(path.join(folder, 'to', one), 'utf8')).toBe('first');
		expect((await readdir(path.join(folder, 'to'))).toSorted()).toEqual([one, 'THERE', 'there'].toSorted());
	});

	it('leaves a symbolic link that has the name alone, with what it stands for, and says so', async () => {
		const {tools, client, folder} = await openEngine();
		await put(client, '/Jotta/Archive/a.txt', 'from the cloud');
		await writeFile(path.join(folder, 'real.txt'), 'mine');
		await mkdir(path.join(folder, 'to'));
		await symlink('../real.txt', path.join(folder, 'to', 'a.txt'));

		const {failures} = await runJob(tools, {sources: [cloud('/a.txt')], target: disk(path.join(folder, 'to')), overwrite: 'always'});

		expect(failures.map(({failure}) => failure?.sentence)).toEqual([expect.stringContaining('not a file is in the way')]);
		expect([await readlink(path.join(folder, 'to', 'a.txt')), await readFile(path.join(folder, 'real.txt'), 'utf8'), await readdir(path.join(folder, 'to'))]).toEqual(['../real.txt', 'mine', ['a.txt']]);
	});

	it('goes through a link to a folder where that is the folder that was chosen', async () => {
		const {tools, client, folder} = await openEngine();
		await put(client, '/Jotta/Archive/a.txt', 'from the cloud');
		await mkdir(path.join(folder, 'real'));
		await symlink('real', path.join(folder, 'to'));

		const {failures} = await runJob(tools, {sources: [cloud('/a.txt')], target: disk(path.join(folder, 'to'))});

		expect([failures, await readdir(path.join(folder, 'real'))]).toEqual([[], ['a.txt']]);
	});
});

describe('a copy or a move inside the cloud', () => {
	const commands = (log: ReadonlyArray<{readonly method: string; readonly path: string}>, verb: string) => log.filter(each => each.method === 'POST' && each.path.includes(`?${verb}=`));

	it('lives where a file of its name is in the trash', async () => {
		const {tools, client, files} = await openEngine();
		await put(client, '/Jotta/Archive/from/a.txt', 'alive');
		await put(client, '/Jotta/Archive/to/a.txt', 'trashed');
		await files.remove('/Jotta/Archive/to/a.txt', {kind: 'file'});

		const {failures} = await runJob(tools, {sources: [cloud('/from/a.txt')], target: cloud('/to')});

		const there = await files.stat('/Jotta/Archive/to/a.txt');
		expect([failures, there.deletedAt, there.size]).toEqual([[], undefined, 5]);
	});

	it.each(['newer', 'always', 'rename', 'ask'] as const)('changes only the case of a name in two steps, whatever the rule (%s)', async overwrite => {
		const {tools, client, files, sandbox} = await openEngine();
		await put(client, '/Jotta/Archive/in/readme.txt', 'read me');

		const {failures} = await runJob(tools, {
			kind: 'move', sources: [cloud('/in/readme.txt')], target: cloud('/in'), targetName: 'README.txt', overwrite,
		});

		expect(failures).toEqual([]);
		expect((await Array.fromAsync(files.list('/Jotta/Archive/in'))).flat().map(({name}) => name)).toEqual(['README.txt']);
		expect(commands(sandbox.log, 'mv')).toHaveLength(2);
	});

	it.each([['copy', 'POST */allocate'], ['move', 'POST *?mv=*']] as const)('is not repeated when the service did it and said 500 (%s)', async (kind, request) => {
		const {tools, client, files, sandbox} = await openEngine();
		await put(client, '/Jotta/Archive/from/a.txt', 'once');
		const before = sandbox.log.length;
		sandbox.setFaults(`${request} then-status=500 times=1`);

		const {failures} = await runJob(tools, {
			kind, sources: [cloud('/from/a.txt')], target: cloud('/to'), overwrite: 'rename',
		});

		expect(failures).toEqual([]);
		expect((await Array.fromAsync(files.list('/Jotta/Archive/to'))).flat().map(({name}) => name)).toEqual(['a.txt']);
		expect(sandbox.log.slice(before).filter(each => each.path.includes('/allocate') || each.path.includes('?mv='))).toHaveLength(1);
	});
});
