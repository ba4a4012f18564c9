import {execFileSync} from 'node:child_process';
import {
	link,
	readdir,
	readFile,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {temporaryFolder} from '../support/temp-files.ts';

describe('the built program', () => {
	it('holds nothing that sends signals a second time or compiles schemas', async () => {
		const files = (await readdir('dist')).filter(name => name.endsWith('.js'));
		const programs = await Promise.all(files.map(async name => readFile(path.join('dist', name), 'utf8')));

		const bundled = programs.flatMap(text => Array.from(text.matchAll(/^\/\/ node_modules\/(?<name>(?:@[^\s\/]+\/)?[^\s\/]+)\//gmv), ({groups}) => groups!.name!));

		expect(bundled).toContain('conf');
		expect(bundled).not.toEqual(expect.arrayContaining(['when-exit']));
		expect(bundled).not.toEqual(expect.arrayContaining(['ajv']));
	});

	it('replaces the settings file as a whole, even in a terminal that a snap has started', async () => {
		const folder = await temporaryFolder();
		const file = path.join(folder, 'settings.json');
		await writeFile(file, '{"mouse": true}');
		await link(file, path.join(folder, 'before'));

		execFileSync(process.execPath, ['dist/cli.js', 'config', 'set', 'transfers', '3', '--config-dir', folder], {env: {HOME: folder, SNAP: '/snap/code/1'}});

		expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({mouse: true, transfers: 3});
		expect(await readFile(path.join(folder, 'before'), 'utf8')).toBe('{"mouse": true}');
	});
});
