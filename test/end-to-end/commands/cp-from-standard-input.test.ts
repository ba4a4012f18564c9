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
import {openProgram, programFile} from '../../support/program/program.ts';
import {temporaryFolder} from '../../support/temp-files.ts';

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
		await expect.poll(async () => readdir(edits), {interval: 20}).toHaveLength(2);

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
		await expect.poll(async () => (await run(['cat', 'jotta:in.txt'])).out, {interval: 100}).toBe('from a pipe');
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
