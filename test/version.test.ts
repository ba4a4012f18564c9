import {readFile} from 'node:fs/promises';
import {expect, it} from 'vitest';
import {userAgent, version} from '../source/version.ts';

it('is the version of the package, in the name that requests bear, too', async () => {
	const manifest = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as {readonly version: string};

	expect([version, userAgent]).toEqual([manifest.version, `jottafm/${manifest.version}`]);
});
