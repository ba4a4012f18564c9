import {
	readdir,
	readFile,
	stat,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {createLogFile} from '../source/log-file.ts';
import {temporaryFolder} from './support/temp-files.ts';

describe('a log file', () => {
	it('keeps the newest lines, and never more than twice its limit', async () => {
		const folder = path.join(await temporaryFolder(), 'made');
		const write = createLogFile(path.join(folder, 'engine.log'), 1000);
		for (let line = 0; line < 500; line += 1) {
			write(`line ${line}\n`);
		}

		const sizes = await Promise.all((await readdir(folder)).map(async name => (await stat(path.join(folder, name))).size));
		expect(await readdir(folder)).toEqual(['engine.log', 'engine.log.1']);
		expect(Math.max(...sizes)).toBeLessThan(1020);
		expect(await readFile(path.join(folder, 'engine.log'), 'utf8')).toMatch(/line 499\n$/v);
	});

	it('goes on with what an earlier engine has written, for its owner only', async () => {
		const file = path.join(await temporaryFolder(), 'engine.log');
		createLogFile(file, 20)('a line of an earlier one\n');
		createLogFile(file, 20)('next\n');

		expect(await readFile(`${file}.1`, 'utf8')).toBe('a line of an earlier one\n');
		expect(await readFile(file, 'utf8')).toBe('next\n');
		expect((await stat(file)).mode % 0o1000).toBe(0o600);
	});

	it('stops nobody where nothing can be written', async () => {
		const file = path.join(await temporaryFolder(), 'plain');
		await writeFile(file, '');

		expect(() => {
			createLogFile(path.join(file, 'engine.log'))('lost\n');
		}).not.toThrow();
	});
});
