import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {
	chmod,
	chown,
	lstat,
	mkdir,
	readdir,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {engineEnded} from '../../support/program/engines.ts';
import {openProgram, programFile} from '../../support/program/program.ts';
import {temporaryFolder} from '../../support/temp-files.ts';

/** The program in a shell whose umask takes no rights away. */
async function runOpenly(words: readonly string[], home: string): Promise<void> {
	const {HOME: _home, XDG_CACHE_HOME: _cache, XDG_CONFIG_HOME: _config, ...env} = process.env;
	await once(spawn('sh', ['-c', 'umask 000; exec "$0" "$@"', process.execPath, programFile, ...words], {env: {...env, HOME: home}, stdio: 'ignore'}), 'exit');
}

/** What others than the owner have a right to. */
async function openBelow(folder: string): Promise<readonly string[]> {
	const names = await readdir(folder, {recursive: true});
	const open = await Promise.all(names.map(async name => ((await lstat(path.join(folder, name))).mode & 0o077) === 0 ? [] : [name])); // eslint-disable-line no-bitwise -- file modes are bits
	return open.flat();
}

describe('what the program keeps for itself, with umask 000', () => {
	it('is closed to everybody else, and so is what an earlier version has left open', async () => {
		const {ready, config, folder, run} = await openProgram();
		await run(['login'], {input: ready.loginToken});
		await Promise.all(['queue.sqlite', 'locks/engine.lock', 'engine.log'].map(async name => {
			await writeFile(path.join(config, name), '', {flag: 'a'});
			await chmod(path.join(config, name), 0o666);
		}));
		const home = path.join(folder, 'home');
		await mkdir(home, {mode: 0o700});
		await writeFile(path.join(folder, 'a.txt'), 'a');

		await runOpenly(['config', 'set', 'mouse', 'true', '--config-dir', config], home);
		await runOpenly(['cp', path.join(folder, 'a.txt'), 'jotta:', '--config-dir', config], home);
		await engineEnded(config);

		expect(await readdir(config)).toEqual(expect.arrayContaining(['accounts.json', 'engine.log', 'locks', 'queue.sqlite', 'settings.json']));
		expect(await openBelow(config)).toEqual([]);
		expect(await readdir(home, {recursive: true})).toContain('.cache/jottafm/compiled');
		expect(await openBelow(home)).toEqual([]);
	});
});

describe('compiled code', () => {
	const compiledIn = async (home: string, folder: string) => {
		await mkdir(path.join(folder, 'compiled'), {recursive: true});
		await writeFile(path.join(folder, 'compiled', 'planted'), '');
		await runOpenly(['--version'], home);
		return readdir(path.join(folder, 'compiled'));
	};

	it('is thrown away where others could have put it', async () => {
		const home = await temporaryFolder();
		const folder = path.join(home, '.cache', 'jottafm');
		await mkdir(folder, {recursive: true});
		await chmod(folder, 0o777);

		expect(await compiledIn(home, folder)).toEqual([expect.stringMatching(/^v\d/v)]);
		expect(await openBelow(home)).toEqual(['.cache']);
	});

	it.runIf(process.getuid?.() === 0)('of somebody else is left alone', async () => {
		const home = await temporaryFolder();
		const folder = path.join(home, '.cache', 'jottafm');
		await mkdir(folder, {recursive: true, mode: 0o700});
		await chown(folder, 4321, 4321);

		expect(await compiledIn(home, folder)).toEqual(['planted']);
	});
});
