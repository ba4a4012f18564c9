import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {
	mkdir,
	readdir,
	readFile,
	stat,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import {describe, expect, it} from 'vitest';
import {keys, pane, startApp} from '../../support/program/app.ts';
import {openProgram, programFile, type Result} from '../../support/program/program.ts';
import {temporaryFolder} from '../../support/temp-files.ts';
import {makeTree, mixedFiles} from '../../support/trees.ts';

const lines = ({out}: Result) => out.trim().split('\n').filter(line => line !== '').map(line => JSON.parse(line) as Record<string, unknown>);

describe('queue', () => {
	it('says that it is empty, and what it holds', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});

		expect(await run(['queue'])).toMatchObject({status: 0, out: '', err: 'The queue is empty.\n'});
		await writeFile(path.join(folder, 'a.txt'), 'a');
		await run(['cp', path.join(folder, 'a.txt'), 'jotta:']);

		expect(await run(['queue'])).toMatchObject({out: expect.stringMatching(/to\n +1 +1 +done +1 byte +\/.*\/a\.txt → jotta:a\.txt\n/v) as string, err: '1 done.\n'});
		expect(lines(await run(['queue', '--json']))).toMatchObject([{from: path.join(folder, 'a.txt'), to: 'jotta:/Jotta/Archive/a.txt'}]);
		await writeFile(path.join(folder, 'a.txt'), 'other');
		await run(['cp', '--overwrite=never', path.join(folder, 'a.txt'), 'jotta:']);
		expect((await run(['queue'])).err).toBe('1 done, 1 skipped.\n');
		expect(lines(await run(['queue', 'clear', '--json']))).toEqual([{action: 'clear'}]);
		expect(lines(await run(['queue', '--json']))).toEqual([]);
	});

	it('holds what was detached while it is paused, and works it off afterwards', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});
		await makeTree(path.join(folder, 'tree'), mixedFiles(20));
		await run(['queue', 'pause']);

		expect(lines(await run(['cp', '--detach', '--json', path.join(folder, 'tree'), 'jotta:up']))).toEqual([{job: 1}]);
		expect((await run(['queue'])).err).toContain('Paused');
		expect(await run(['ls', 'jotta:up'])).toMatchObject({status: 4});
		expect(lines(await run(['queue', 'resume', '--json']))).toEqual([{action: 'resume', paused: false}]);
		await expect.poll(async () => (await run(['queue'])).err, {timeout: 30_000}).toMatch(/^\d+ done\.\n$/v);
		expect(lines(await run(['queue', '--json', '--job', '1'])).filter(({phase, name}) => phase === 'done' && name === 'up')).toHaveLength(1);
	});

	it('tries again one item, a job, or all that has failed', async () => {
		const {run, folder, ready} = await openProgram({isSignedIn: true});
		await makeTree(path.join(folder, 'tree'), {
			'one.txt': '1', 'two.txt': '2', 'three.txt': '3', 'four.txt': '4',
		});
		await fetch(`${ready.url}/sandbox/faults`, {method: 'POST', body: 'POST /files/v1/allocate status=403'});
		expect(await run(['cp', path.join(folder, 'tree'), 'jotta:up'])).toMatchObject({status: 1});
		await fetch(`${ready.url}/sandbox/faults`, {method: 'POST', body: ''});
		const failed = async () => lines(await run(['queue', '--json'])).filter(({phase}) => phase === 'failed').map(({item}) => String(item));
		const [first = '', second = ''] = await failed();

		expect(lines(await run(['queue', 'retry', '--json', first]))).toEqual([{action: 'retry', items: [Number(first)]}]);
		await expect.poll(failed, {timeout: 30_000}).toHaveLength(3);
		await run(['queue', 'cancel', second]);
		expect(lines(await run(['queue', 'retry', '--json', '--job', '1']))).toEqual([{action: 'retry', job: 1}]);
		await expect.poll(async () => (await run(['ls', 'jotta:up'])).out, {timeout: 30_000}).toBe('four.txt\none.txt\nthree.txt\ntwo.txt\n');
	});

	it('cancels a job with all that it has left to do, and no other', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});
		await makeTree(folder, {'a.txt': 'a', 'b.txt': 'b'});
		await run(['queue', 'pause']);
		await run(['cp', '--detach', path.join(folder, 'a.txt'), 'jotta:']);
		await run(['cp', '--detach', path.join(folder, 'b.txt'), 'jotta:']);

		expect(await run(['queue', 'cancel', '--job', '1'])).toMatchObject({status: 0, out: 'Cancelled job 1.\n'});
		await run(['queue', 'resume']);

		await expect.poll(async () => (await run(['ls', 'jotta:'])).out, {timeout: 30_000}).toBe('b.txt\n');
	});

	it('lets a cp that waits for a paused queue say so, and end when it is cancelled elsewhere', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});
		await makeTree(folder, {'a.txt': 'a'});
		await run(['queue', 'pause']);

		const copying = run(['cp', path.join(folder, 'a.txt'), 'jotta:']);
		await expect.poll(async () => (await run(['queue', 'cancel', '--job', '1'])).status, {timeout: 30_000}).toBe(0);

		expect(await copying).toMatchObject({status: 1, err: expect.stringMatching(/paused[\s\S]*cancelled by somebody else/v) as string});
	});

	it.each([
		[['queue', 'frob'], 2, 'list'],
		[['queue', 'cancel', 'x'], 2, 'numbers'],
		[['queue', 'cancel', '77'], 4, 'no item 77'],
		[['queue', 'retry', '--job', '77'], 4, 'no job 77'],
	])('%j ends with status %i', async (args, status, words) => {
		const {run} = await openProgram();

		expect(await run(args)).toMatchObject({status, err: expect.stringContaining(words) as string});
	});
});

describe('a cp beside an open screen', () => {
	it('is seen there with what has failed, and what it puts into the pane at the second try', async () => {
		const {run, folder, config, ready} = await openProgram({isSignedIn: true});
		await makeTree(path.join(folder, 'home'), {'from a command.txt': 'x'});
		await run(['mkdir', 'jotta:inbox']);
		const screen = startApp(folder, {columns: 100, rows: 24}, {args: ['--config-dir', config, '--server', ready.url, path.join(folder, 'home'), 'jotta:inbox']});
		await screen.waitFor(() => pane(screen, 'left').includes('from a command.txt'));
		await fetch(`${ready.url}/sandbox/faults`, {method: 'POST', body: 'POST /files/v1/allocate status=403'});
		await run(['cp', path.join(folder, 'home', 'from a command.txt'), 'jotta:inbox']);

		screen.type('t');
		await screen.waitFor('Failed 1');
		await fetch(`${ready.url}/sandbox/faults`, {method: 'POST', body: ''});
		await run(['queue', 'retry']);
		await screen.waitFor('Done 1');
		screen.type(keys.Esc);

		await screen.waitFor(() => pane(screen, 'right').includes('from a command.txt'));
	});
});

describe('cat of a part', () => {
	it.each([
		[['--offset', '4'], '456789'],
		[['--offset', '-3'], '789'],
		[['--offset', '2', '--count', '3'], '234'],
		[['--count', '0'], ''],
		[['--offset', '100'], ''],
		[['--offset', '-100', '--count', '2'], '01'],
	])('%j gives %j, from the disk and from the cloud', async (options, expected) => {
		const {run, folder} = await openProgram({isSignedIn: true});
		await writeFile(path.join(folder, 'digits'), '0123456789');
		await run(['cp', path.join(folder, 'digits'), 'jotta:']);

		expect(await run(['cat', ...options, 'jotta:digits'])).toMatchObject({status: 0, out: expected});
		expect(await run(['cat', ...options, '--version', '1', 'jotta:digits'])).toMatchObject({status: 0, out: expected});
		expect(await run(['cat', ...options, path.join(folder, 'digits')])).toMatchObject({status: 0, out: expected});
	});

	it.each([
		[['cat', 'jotta:'], 2, 'folder'],
		[['cat', '.'], 2, 'folder'],
		[['cat', '--count', '-1', 'jotta:a'], 2, 'bytes'],
		[['cat', '--offset', 'x', 'jotta:a'], 2, 'number'],
		[['cat', 'jotta:nowhere'], 4, 'nowhere'],
	])('%j ends with status %i', async (args, status, words) => {
		const {run} = await openProgram({isSignedIn: true});

		expect(await run(args)).toMatchObject({status, err: expect.stringContaining(words) as string});
	});
});

describe('cp from standard input', () => {
	it('sends what it reads, and leaves nothing where it was kept until then', async () => {
		const {config, ready, run} = await openProgram({isSignedIn: true});
		const temporary = await temporaryFolder();
		const child = spawn(process.execPath, [programFile, 'cp', '-', 'jotta:in.txt', '--config-dir', config, '--server', ready.url], {
			env: {...process.env, TMPDIR: temporary}, stdio: ['pipe', 'inherit', 'pipe'],
		});
		child.stdin.end('from a pipe');
		const [err, [status]] = await Promise.all([text(child.stderr), once(child, 'close') as Promise<[number]>]);

		expect({status, err}).toEqual({status: 0, err: '1 item done, 11 bytes transferred.\n'});
		expect(await run(['cat', 'jotta:in.txt'])).toMatchObject({out: 'from a pipe'});
		expect([await readdir(temporary), await readdir(path.join(config, 'edits'))]).toEqual([[], []]);
	});

	it.each([['SIGINT', []], ['SIGKILL', ['what was being read']]] as const)('leaves nothing for ever when it is interrupted while it reads (%s)', async (signal, left) => {
		const {config, ready, run} = await openProgram({isSignedIn: true});
		const edits = path.join(config, 'edits');
		await mkdir(edits);
		const other = path.join(edits, `jottafm-reading-${process.pid}-other`);
		await writeFile(other, 'of a process that is there');
		const child = spawn(process.execPath, [programFile, 'cp', '-', 'jotta:in.txt', '--config-dir', config, '--server', ready.url], {stdio: ['pipe', 'inherit', 'inherit']});
		const closed = once(child, 'close');
		child.stdin.on('error', () => undefined).write('x'.repeat(100_000));
		await expect.poll(async () => readdir(edits), {interval: 20, timeout: 20_000}).toHaveLength(2);

		child.kill(signal);
		await closed;
		expect((await readdir(edits)).length - 1).toBe(left.length);

		await run(['cp', '-', 'jotta:in.txt'], {input: 'the next one'});
		expect(await readdir(edits)).toEqual([path.basename(other)]);
	});

	it('is still there when the machine was started anew before it was sent, and its temporary folder emptied', async () => {
		const {config, run} = await openProgram({isSignedIn: true});
		const temporary = await temporaryFolder();
		await run(['queue', 'pause']);
		await run(['cp', '--detach', '-', 'jotta:in.txt'], {input: 'from a pipe', env: {TMPDIR: temporary}});

		expect(await readdir(temporary)).toEqual([]);
		const [kept] = await readdir(path.join(config, 'edits'));
		expect([(await stat(path.join(config, 'edits'))).mode & 0o777, (await stat(path.join(config, 'edits', kept!))).mode & 0o777]).toEqual([0o700, 0o600]); // eslint-disable-line no-bitwise -- of a mode
		await run(['queue', 'resume']);
		await expect.poll(async () => (await run(['cat', 'jotta:in.txt'])).out, {interval: 100, timeout: 20_000}).toBe('from a pipe');
	});

	it('goes to the disk, too, and replaces what is there', async () => {
		const {run, folder} = await openProgram();
		await writeFile(path.join(folder, 'out.txt'), 'before');

		expect(await run(['cp', '-', path.join(folder, 'out.txt')], {input: 'after'})).toMatchObject({status: 0});
		expect(await readFile(path.join(folder, 'out.txt'), 'utf8')).toBe('after');
	});

	it.each([
		[['cp', '-', 'jotta:'], 'needs a name'],
		[['cp', 'jotta:a', '-'], 'jottafm cat'],
		[['mv', '-', 'jotta:a'], 'only be the one source of cp'],
		[['cp', '--dry-run', '-', 'jotta:a'], 'no plan'],
	])('%j is refused', async (args, words) => {
		const {run} = await openProgram({isSignedIn: true});

		expect(await run(args, {input: 'x'})).toMatchObject({status: 2, err: expect.stringContaining(words) as string});
	});
});

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
