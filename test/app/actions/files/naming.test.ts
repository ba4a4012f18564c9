import {
	readdir,
	stat,
} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {fewFiles} from '../../../support/app/folders.ts';
import {withFileSystem} from '../../../support/app/replaced.ts';
import {clearOldCopies} from '../../../../source/app/actions/edit/fetched-copies.ts';
import {startNewFile} from '../../../../source/app/actions/files/naming.ts';
import {openLocal} from '../../../../source/files/local-file-system.ts';
import {openCloudApp} from '../../../support/app/cloud-app.ts';
import {file, folder, openTestApp} from '../../../support/app/test-app.ts';
import {
	asked,
	message,
	said,
	type,
	eventually,
	namesIn,
	cursorName,
} from '../../../support/drive.ts';
import {standardNames} from '../../../support/names.ts';
import {temporaryFolder} from '../../../support/temp-files.ts';

describe('a new file', () => {
	it('is made with its folder, as F7 makes folders in folders', async () => {
		const home = await temporaryFolder();
		const app = await openTestApp({local: {[home]: []}});
		const real = withFileSystem(app, async () => openLocal());
		await app.panes[0].goTo({kind: 'local', path: home});

		startNewFile(real);
		type(app, ...'a/b.txt', 'Enter');

		await expect.poll(() => app.stores.messages.get().message?.text).toBe('Made the file a/b.txt.');
		expect(await stat(join(home, 'a', 'b.txt'))).toMatchObject({size: 0});
		expect(app.panes[0].get().entries.map(({name}) => name)).toEqual(['a']);
	});
});

describe('a new file in the cloud', () => {
	it('waits to be sent where no start of the machine takes it away, and stays there until then', async () => {
		const app = await openTestApp();
		const {edits} = app.service.accounts.tools.directories;
		app.stores.window.activate(1);

		startNewFile(app);
		type(app, ...'b.txt', 'Enter');
		await expect.poll(() => app.stores.messages.get().message?.text).toBe('Making the file b.txt: t shows when it is there.');
		await clearOldCopies(edits, {isAlive: () => false, needed: app.service.queue.neededBelow(edits)});

		expect([await readdir(app.service.temporary), await readdir(edits)]).toEqual([[], [expect.stringContaining('jottafm-edit-')]]);
		app.service.queue.cancelAll();
		await clearOldCopies(edits, {isAlive: () => false, needed: app.service.queue.neededBelow(edits)});
		expect(await readdir(edits)).toEqual([]);
	});
});

describe('names', () => {
	it('of new folders are stored as the service wants them, folders in folders, and the cursor goes there', async () => {
		const app = await openTestApp();

		type(app, 'Tab', 'F7', ...'what?/in', 'Enter');

		await eventually(() => {
			expect(app.panes[1].get()).toMatchObject({cursor: 1, rows: [{}, {segment: 'what？'}]});
		});
		expect(app.cloud.calls).toContain('mkdir /Jotta/Archive/what？/in');
	});

	it('of folders that are there are said as that, not as made', async () => {
		const app = await openTestApp({local: {'/home/per': [folder('old')], '/home/per/old': []}});
		const says = async (...keys: readonly string[]) => {
			type(app, 'F7', ...keys, 'Enter');
			await eventually(() => {
				expect(message(app)).toMatch(/\.$/v);
			});
			return message(app);
		};

		expect(await says(...'old')).toBe('The folder old is there already.');
		expect(await says(...'old/in')).toBe('Made the folder old/in.');
	});

	it.each([
		['F7', ...'new', 'Enter'],
		['r', 'Home', ...'new-', 'Enter'],
	])('that come late leave the cursor where it went meanwhile, after %s', async (...keys) => {
		const app = await openTestApp(fewFiles);

		type(app, 'Down', 'Down', ...keys, 'Down');

		await eventually(() => {
			expect(namesIn(app)).toContainEqual(expect.stringMatching(/^new/v));
		});
		expect(cursorName(app)).toBe('b.txt');
	});

	it.each(['..', '.'])('like %s are refused with a sentence', async name => {
		const app = await openTestApp();

		type(app, 'a', ...name, 'Enter');

		await eventually(() => {
			expect(app.stores.messages.get().message).toMatchObject({isProblem: true});
		});
		expect(app.local.calls.filter(call => call.startsWith('mkdir'))).toEqual([]);
	});

	it('change in place, with the cursor before the ending', async () => {
		const app = await openTestApp(fewFiles);

		type(app, 'Down', 'Down', 'r', ...'-new', 'Enter');

		await eventually(() => {
			expect(namesIn(app)).toEqual(['..', 'album', 'a-new.txt', 'b.txt']);
		});
		expect(app.local.calls).toContain('rename /home/per/a.txt /home/per/a-new.txt');
	});
});

describe('a name that the service keeps in another spelling', () => {
	const kept = (segment: string) => ({...file(standardNames.toShown(segment)), segment});

	it.each(['a␀b', 'a／b', 'a‛／b', 'msf:1', '‛bf', '‛g1'])('stays as it is when its field is not changed: %s', async segment => {
		const app = await openTestApp({cloud: {'/Jotta/Archive': [kept(segment)]}});

		type(app, 'Tab', 'Down', 'r', 'Enter', 'r', 'x', 'Backspace', 'Enter');
		type(app, 'F7', ...'later', 'Enter');

		await said(app, 'Made the folder later.');
		expect(app.cloud.calls.filter(call => call.startsWith('rename'))).toEqual([]);
		expect(message(app)).toBe('Made the folder later.');
	});

	it.each([
		['a␀b', 'xa␀b'], ['a／b', 'xa／b'], ['a‛／b', 'xa‛／b'], ['‛bf', 'x‛BF'], ['‛g1', 'x‛‛g1'],
	])('keeps all that is not edited: %s', async (segment, renamed) => {
		const app = await openTestApp({cloud: {'/Jotta/Archive': [kept(segment)]}});

		type(app, 'Tab', 'Down', 'r', 'Home', 'x', 'Enter');

		await said(app, 'u undoes it');
		expect(app.cloud.calls).toContain(`rename /Jotta/Archive/${segment} /Jotta/Archive/${renamed}`);
	});

	it('is made by what stands for it, in folders and mountpoints, as on the command line', async () => {
		const app = await openTestApp();

		type(app, 'Tab', 'F7', ...'a／b/c␀', 'Enter');

		await said(app, 'Made the folder a／b/c␀.');
		expect(app.cloud.calls).toContain('mkdir /Jotta/Archive/a／b/c␀');
	});
});

it('what can only be read refuses a new folder with a sentence', async () => {
	const {app, sandbox} = await openCloudApp();
	await app.panes[1].goTo({kind: 'cloud', account: 'jotta', path: '/Jotta/Shared'});
	expect(app.panes[1].get().location.path).toBe('/Jotta/Shared');
	sandbox.log.length = 0;

	type(app, 'F7');
	await asked(app, 'New folder');
	type(app, ...'mine', 'Enter');
	await said(app, 'Shared can only be read here');

	expect(sandbox.log.filter(({method}) => method === 'POST')).toEqual([]);
});
