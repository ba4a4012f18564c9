import {createHash} from 'node:crypto';
import {stat, utimes, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {temporaryFolder} from '../../../support/temp-files.ts';
import {
	file,
	now,
	openTestApp,
	type TestApp,
} from '../../../support/app/test-app.ts';
import {type} from '../../../support/drive.ts';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** Two files on the disk of the size and time that those in the cloud have; the content of one is another. */
async function twoSides() {
	const home = await temporaryFolder();
	for (const name of ['one.txt', 'two.txt']) {
		await writeFile(join(home, name), 'mine');
		await utimes(join(home, name), now / 1000, now / 1000);
	}

	const app = await openTestApp({
		local: {[home]: [file('one.txt', 4), file('two.txt', 4)]},
		cloud: {'/Jotta/Archive': [{...file('one.txt', 4), md5: md5('mine')}, {...file('two.txt', 4), md5: md5('them')}]},
	});
	await app.panes[0].goTo({kind: 'local', path: home});
	return {app, home};
}

const verdicts = ({stores: {comparison}}: TestApp) => Object.fromEntries(comparison.get().verdicts?.[0] ?? []);

describe('comparing by content', () => {
	it('takes size and time for no proof, and reads the files when it is asked to', async () => {
		const {app} = await twoSides();

		type(app, '=', 'c');
		expect(verdicts(app)).toEqual({'one.txt': 'unknown', 'two.txt': 'unknown'});
		type(app, '=', 'h');

		await expect.poll(() => verdicts(app)).toEqual({'one.txt': 'same', 'two.txt': 'differs'});
		await expect.poll(() => app.stores.messages.get().message?.text).toBe('Read 2 files. Compared: 1 difference left, 1 right.');
	});

	it('knows by itself what the queue has hashed before', async () => {
		const {app, home} = await twoSides();
		app.service.queue.md5Cache.keep(await stat(join(home, 'one.txt'), {bigint: true}), md5('mine'));

		type(app, '=', 'c');

		await expect.poll(() => verdicts(app)).toEqual({'one.txt': 'same', 'two.txt': 'unknown'});
	});
});
