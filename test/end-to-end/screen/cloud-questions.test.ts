import {describe, expect, it} from 'vitest';
import {trashEntry} from '../../../source/jotta/changes.ts';
import {findLive} from '../../../source/jotta/find.ts';
import {createDevice, createMountpoint, trashMountpoint} from '../../../source/jotta/places.ts';
import {keys, startApp} from '../../support/program/app.ts';
import {archive, put} from '../../support/cloud.ts';
import {openProgramOn} from '../../support/program/program-on-sandbox.ts';
import {signInTo, startTestSandbox} from '../../support/sandbox.ts';

const sizes = [{columns: 80, rows: 24}, {columns: 200, rows: 50}] as const;

async function start(size: (typeof sizes)[number], seed: (client: Awaited<ReturnType<typeof signInTo>>['client']) => Promise<void>) {
	const sandbox = await startTestSandbox();
	const {client} = await signInTo(sandbox);
	await seed(client);
	const {folder, config} = await openProgramOn(sandbox);
	const terminal = startApp(folder, size, {args: ['--config-dir', config, '--server', sandbox.url, folder, 'jotta:']});
	await terminal.waitFor('online');
	terminal.type(keys.Tab);
	return {client, terminal, sandbox};
}

describe.each(sizes)('what has to be decided in the cloud, at $columns×$rows', size => {
	it.each([
		{
			key: 'p', name: 'old.txt', isThere: ['old.txt'], content: 'trashed',
		},
		{
			key: 'k', name: 'old (1).txt', isThere: ['old.txt', 'old (1).txt'], content: 'alive now',
		},
		{
			key: 's', name: undefined, isThere: ['old.txt'], content: 'alive now',
		},
	])('is a taken place at a restore: $key', async ({key, name, isThere, content}) => {
		const path = `${archive}/old.txt`;
		const {client, terminal} = await start(size, async account => {
			await put(account, path, 'trashed');
			await trashEntry(path, 'file', {client: account});
		});
		terminal.type('gt');
		await terminal.waitFor(text => text.includes('TRASH  1 item') && !text.includes('reading'));
		await put(client, path, 'alive now');

		terminal.type('r');
		await terminal.waitFor('Its place is taken: old.txt');
		await terminal.waitFor('Nothing is lost in either');
		terminal.type(key);
		await terminal.waitFor(text => !text.includes('Its place is taken') && (name === undefined ? text.includes('TRASH  1 item') : text.includes(`Restored as ${name}.`)));

		expect(await findLive(path, {client})).toMatchObject({size: content.length});
		terminal.type(keys.Esc);
		await terminal.waitFor(text => isThere.every(each => text.includes(each)) && text.includes('online'));
	});

	it('is a mountpoint that comes back, said to be experimental; and names that a place cannot have', async () => {
		const {client, terminal} = await start(size, async account => {
			await createDevice('NAS', {client: account});
			await createMountpoint('/NAS/Music', {client: account});
			await put(account, '/NAS/Music/song.mp3', 'la la');
			await trashMountpoint('/NAS/Music', {client: account});
		});
		terminal.type('gt');
		await terminal.waitFor(text => text.includes('TRASH  1 item') && text.includes('Music'));
		terminal.type('r');
		await terminal.waitFor('Experimental');
		terminal.type('y');
		await terminal.waitFor('Restored Music with 1 file');
		expect(await findLive('/NAS/Music/song.mp3', {client})).toBeDefined();
		terminal.type(keys.Esc);
		await terminal.waitFor('online');

		terminal.type('gd');
		await terminal.waitFor(/[└├] Music/v);
		for (const [typed, words] of [['/nas', 'There is a device of the name nas already'], ['/NAS/MUSIC', 'There is a mountpoint of the name MUSIC already'], ['/Jotta/Mine', 'Jotta has its own mountpoints']] as const) {
			terminal.type('n');
			await terminal.waitFor(/New (?:device|mountpoint)/v);
			terminal.type(`${typed}${keys.Enter}`);
			await terminal.waitFor(words);
		}
	});

	it('is what Shared refuses, and how the lock of an account reads', async () => {
		const {terminal, sandbox} = await start(size, async () => undefined);
		terminal.type('gp');
		await terminal.waitFor('Go to');
		terminal.type(`jotta:/Jotta/Shared${keys.Enter}`);
		await terminal.waitFor('Jotta › Shared');
		terminal.type(keys.F7);
		await terminal.waitFor('New folder');
		terminal.type(`mine${keys.Enter}`);
		await terminal.waitFor('Shared can only be read here');

		sandbox.state.switches.locks = ['write'];
		terminal.type('ga');
		await terminal.waitFor('Writing is locked.');
		terminal.type(keys.Esc);
		await terminal.waitFor(text => !text.includes('Writing is locked.'));
	});
});
