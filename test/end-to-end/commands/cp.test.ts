import {
	link,
	readFile,
	rm,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {openProgram, programFile, jsonRows} from '../../support/program/program.ts';
import {maySmallDisk, smallDisk} from '../../support/small-disk.ts';
import {openTerminal} from '../../support/program/terminal.ts';
import {commandTable} from '../../../source/commands/table.ts';
import {makeTree, mixedFiles, treeOf} from '../../support/trees.ts';

describe('cp --dry-run', () => {
	it('tells of each file what would be done, and does nothing', async () => {
		const {run, folder, log} = await openProgram({isSignedIn: true});
		await makeTree(path.join(folder, 'tree'), {'same.txt': 'same', 'changed.txt': 'before', 'deep/gone.txt': 'x'});
		await run(['cp', path.join(folder, 'tree'), 'jotta:up']);
		await makeTree(path.join(folder, 'tree'), {'other.txt': 'new', 'second.txt': 'new, too', 'changed.txt': 'after'});
		const before = log.filter(each => each.method === 'POST').length;

		const planned = jsonRows(await run(['cp', '--dry-run', '--json', path.join(folder, 'tree'), 'jotta:up']));
		const rule = jsonRows(await run(['cp', '--dry-run', '--json', '--overwrite=rename', path.join(folder, 'tree'), 'jotta:up']));

		const actions = (rows: ReadonlyArray<Record<string, unknown>>): Record<string, unknown> => Object.fromEntries(rows.map(row => [String(row.name), row.action] as const));
		expect(actions(planned)).toEqual({
			up: 'same', 'up/deep': 'same', 'up/deep/gone.txt': 'same', 'up/same.txt': 'same', 'up/changed.txt': 'overwrite', 'up/other.txt': 'copy', 'up/second.txt': 'copy',
		});
		expect(actions(rule)['up/changed.txt']).toBe('rename');
		expect(planned.find(row => row.name === 'up/changed.txt')).toMatchObject({reason: expect.stringMatching(/^newer than what is there; 6 bytes there, 5 bytes here$/v) as string});
		expect(planned.find(row => row.name === 'up/other.txt')).toMatchObject({size: 3, from: path.join(folder, 'tree', 'other.txt'), to: 'jotta:/Jotta/Archive/up/other.txt'});
		expect(log.filter(each => each.method === 'POST')).toHaveLength(before);
		expect((await run(['ls', 'jotta:up'])).out).not.toContain('other.txt');
	});

	it('plans a way down, too, and names what cannot be done', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});
		await makeTree(path.join(folder, 'tree'), {'a.txt': 'a', 'B.txt': 'b', 'b.txt': 'clash'});

		const up = await run(['cp', '--dry-run', '--json', path.join(folder, 'tree'), 'jotta:up']);
		await rm(path.join(folder, 'tree', 'b.txt'));
		await run(['cp', path.join(folder, 'tree'), 'jotta:up']);
		const down = jsonRows(await run(['cp', '--dry-run', '--json', 'jotta:up', path.join(folder, 'tree')]));

		expect(up).toMatchObject({status: 1, out: expect.stringContaining('"action":"fail"') as string});
		expect(down.map(row => row.action)).toEqual(['make', 'copy', 'copy']);
	});
});

describe('cp and mv that cannot end well', () => {
	it('are refused with one sentence, and queue nothing', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});
		await makeTree(path.join(folder, 'tree'), {'one.txt': '1', 'deep/two.txt': '2'});
		await run(['cp', path.join(folder, 'tree'), 'jotta:']);
		await run(['queue', 'clear']);
		const inTree = (...names: readonly string[]) => path.join(folder, 'tree', ...names);
		await Promise.all(['second.txt', 'ONE.TXT'].map(async name => link(inTree('one.txt'), inTree(name))));
		const refused: ReadonlyArray<readonly [string[], string]> = [
			[['cp', inTree('one.txt'), inTree('one.txt')], 'one.txt is in that folder already.'],
			[['mv', inTree('one.txt'), inTree()], 'one.txt is in that folder already.'],
			[['mv', '--overwrite=always', inTree('one.txt'), inTree('second.txt')], 'one.txt and second.txt there are one file already: it stays as it is.'],
			[['mv', '--overwrite=always', inTree('one.txt'), inTree('ONE.TXT')], 'one.txt and ONE.TXT there are one file already: it stays as it is.'],
			[['cp', inTree(), inTree('deep')], 'The folder tree cannot be put into itself.'],
			[['cp', 'jotta:tree/one.txt', 'jotta:tree/ONE.txt'], 'one.txt is in that folder already.'],
			[['mv', 'jotta:tree', 'jotta:tree/deep'], 'The folder tree cannot be put into itself.'],
			[['cp', 'jotta:tree', inTree('one.txt', 'below')], 'one.txt is not a folder: nothing can be put into it.'],
			[['cp', inTree(), 'jotta:tree/one.txt/below'], 'one.txt is not a folder: nothing can be put into it.'],
		];

		for (const [words, sentence] of refused) {
			const {status, err} = await run(words);
			expect([status, err.trim().split('\n').length, err]).toEqual([1, 1, expect.stringContaining(sentence)]);
		}

		expect((await run(['queue'])).err).toContain('The queue is empty.');
		expect((await treeOf(inTree())).map(line => line.replace(/ .*/v, ''))).toEqual(['deep/two.txt', 'one.txt', 'ONE.TXT', 'second.txt']);
	});
});

describe('mv onto a name that is taken', () => {
	it('names what a rule has left alone, and does not end as if it had been moved', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});
		const file = path.join(folder, 'plan.txt');
		await writeFile(file, 'there');
		await run(['cp', file, 'jotta:']);
		await writeFile(file, 'another');

		const moved = await run(['mv', '--overwrite=never', file, 'jotta:']);

		expect(moved).toMatchObject({status: 1, err: expect.stringContaining('skipped: plan.txt was not copied: the name is taken.') as string});
		expect(await readFile(file, 'utf8')).toBe('another');
		expect((await run(['cat', 'jotta:plan.txt'])).out).toBe('there');
	});
});

describe('mv onto the same content', () => {
	it('is over when the original is gone, also by never: a second run after a break has to end so', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});
		const file = path.join(folder, 'plan.txt');
		for (const rule of ['never', 'newer']) {
			await writeFile(file, 'there');
			await run(['cp', file, 'jotta:']);

			expect(await run(['mv', `--overwrite=${rule}`, file, 'jotta:']), rule).toMatchObject({status: 0, err: '1 item done, 0 bytes transferred.\n'});

			await expect(readFile(file), rule).rejects.toMatchObject({code: 'ENOENT'});
		}

		expect((await run(['ls', 'jotta:'])).out).toBe('plan.txt\n');
	});
});

describe('cp --transfers', () => {
	it('copies all the same, and refuses what is no such number', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});
		await makeTree(path.join(folder, 'tree'), mixedFiles(40));

		expect(await run(['cp', '--transfers', '1', path.join(folder, 'tree'), 'jotta:up'])).toMatchObject({status: 0});
		expect(await run(['cp', '--transfers', '12', 'jotta:up', path.join(folder, 'back')])).toMatchObject({status: 0, err: expect.stringMatching(/ items done, .* transferred\.\n$/v) as string});
		expect(await run(['cp', '--transfers', '0', 'a', 'jotta:'])).toMatchObject({status: 2, err: expect.stringContaining('1 to 64') as string});
		expect(await treeOf(path.join(folder, 'back'))).toEqual(await treeOf(path.join(folder, 'tree')));
	});
});

describe('cp on a terminal', () => {
	it('shows what is under way in several lines, and cancels its own job at the first Ctrl-C', async () => {
		const {run, folder, config, ready} = await openProgram({isSignedIn: true, latency: 300});
		await makeTree(path.join(folder, 'tree'), mixedFiles(200));
		const terminal = openTerminal({
			args: [programFile, 'cp', '--config-dir', config, '--server', ready.url, path.join(folder, 'tree'), 'jotta:up'], columns: 80, rows: 24, cwd: folder, env: {HOME: folder},
		});

		await terminal.waitFor(text => /\d+ of \d+\+? done/v.test(text) && /sending|checking|hashing/v.test(text));
		terminal.type('\u{3}');
		await terminal.exited;

		expect(terminal.screen().join('\n')).toContain('Cancelled. What was copied stays');
		const rows = jsonRows(await run(['queue', '--json']));
		expect(rows.filter(row => row.phase === 'waiting')).toEqual([]);
	});
});

describe('results with --json', () => {
	it('have the fields that help, manual and table name, and no others', async () => {
		const {run, folder, ready} = await openProgram();
		await writeFile(path.join(folder, 'a.txt'), 'a');
		const calls: Array<readonly string[]> = [
			['login'],
			['accounts'],
			['about'],
			['places'],
			['mkdir', 'jotta:x'],
			['cp', path.join(folder, 'a.txt'), 'jotta:x'],
			['cp', '--dry-run', path.join(folder, 'a.txt'), 'jotta:y'],
			['ls', 'jotta:x'],
			['ls', '-R', 'jotta:'],
			['mv', 'jotta:x/a.txt', 'jotta:x/b.txt'],
			['touch', 'jotta:x/b.txt'],
			['versions', 'jotta:x/b.txt'],
			['versions', '--restore', '1', 'jotta:x/b.txt'],
			['link', 'jotta:x/b.txt'],
			['link', '--list'],
			['queue'],
			['config'],
			['config', 'where'],
			['doctor', '--only', 'N24'], // as assumed on every profile
			['rm', 'jotta:x/b.txt'],
			['ls', '--trashed', 'jotta:x'],
			['trash', 'ls'],
			['trash', 'restore', 'jotta:x/b.txt'],
			['rm', 'jotta:x'],
			['trash', 'rm', 'jotta:x'],
			['trash', 'empty', '--yes'],
			['logout', 'jotta'],
		];
		const called = new Set(['sandbox']); // its one line is read in basics.test.ts

		for (const call of calls) {
			const result = await run([...call, '--json'], {input: ready.loginToken});
			const command = commandTable.commands.find(({name}) => name === call[0] || name === call.slice(0, 2).join(' '))!;
			called.add(command.name);
			expect(result.status, `${call.join(' ')}: ${result.err}`).toBe(0);
			expect(jsonRows(result).length, call.join(' ')).toBeGreaterThan(0);
			for (const line of jsonRows(result)) {
				expect(Object.keys(command.json), call.join(' ')).toEqual(expect.arrayContaining(Object.keys(line)));
			}
		}

		expect([...called].toSorted()).toEqual(commandTable.commands.filter(({json}) => Object.keys(json).length > 0).map(({name}) => name).toSorted());
		expect(await readFile(path.join(folder, 'a.txt'), 'utf8')).toBe('a');
	});
});

describe.skipIf(!maySmallDisk)('a disk that cannot be written to', () => {
	it('is said once, before anything is queued', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});
		await makeTree(path.join(folder, 'tree'), Object.fromEntries([1, 2, 3, 4, 5, 6].map(number => [`${number}.txt`, `${number}`])));
		await run(['cp', path.join(folder, 'tree'), 'jotta:']);
		await run(['queue', 'clear']);
		const small = await smallDisk(100_000);
		small.protect();

		const {status, err} = await run(['cp', 'jotta:tree', small.folder]);

		expect([status, err]).toEqual([1, `jottafm: The disk with ${small.folder} is read-only: nothing can be put there. Choose another folder.\n`]);
		expect((await run(['queue'])).err).toContain('The queue is empty.');
	});
});
