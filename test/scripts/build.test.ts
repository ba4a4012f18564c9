import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';

describe('the built program', () => {
	it('holds nothing that sends signals a second time or compiles schemas', async () => {
		const files = (await readdir('dist')).filter(name => name.endsWith('.js'));
		const programs = await Promise.all(files.map(async name => readFile(path.join('dist', name), 'utf8')));

		const bundled = programs.flatMap(text => Array.from(text.matchAll(/^\/\/ node_modules\/(?<name>(?:@[^\s\/]+\/)?[^\s\/]+)\//gmv), ({groups}) => groups!.name!));

		expect(bundled).toContain('conf');
		expect(bundled).not.toEqual(expect.arrayContaining(['when-exit']));
		expect(bundled).not.toEqual(expect.arrayContaining(['ajv']));
	});
});
