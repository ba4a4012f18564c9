import {describe, expect, it} from 'vitest';
import {describeDestination, readDestination, readPlace} from '../../../../source/app/actions/transfers/destination.ts';
import {withCursor} from '../../../../source/app/stores/pane/cursor.ts';
import {withMarksWhere} from '../../../../source/app/stores/pane/marks.ts';
import type {Location} from '../../../../source/files/location.ts';
import {draw} from '../../../support/app/draw.tsx';
import {
	file,
	folder,
	openTestApp,
	type TestApp,
} from '../../../support/app/test-app.ts';
import {jobsIn} from '../../../support/queue-file.ts';
import {type} from '../../../support/drive.ts';

const disk = (path: string): Location => ({kind: 'local', path});
const cloud = (path: string): Location => ({kind: 'cloud', account: 'jotta', path});

const trees = {
	local: {'/home/per': [folder('docs'), file('a.txt')], '/home/per/docs': [file('taken')]},
	cloud: {
		'/Jotta/Archive': [folder('docs'), file('plan.txt'), file('sketch.txt')],
		'/Jotta/Archive/docs': [],
	},
};

const inCloud = {sources: [cloud('/Jotta/Archive/docs/plan.txt')], proposed: {text: '/home/per', location: disk('/home/per')}, paneFolder: cloud('/Jotta/Archive')};
const onDisk = {sources: [disk('/home/per/docs/a.txt')], proposed: {text: 'jotta:', location: cloud('/Jotta/Archive')}, paneFolder: disk('/home/per')};
const several = {...inCloud, sources: [cloud('/Jotta/Archive/docs/plan.txt'), cloud('/Jotta/Archive/docs/sketch.txt')]};
const elsewhere = {...inCloud, sources: [cloud('/Jotta/Archive/docs/plan.txt'), cloud('/Jotta/Archive/other/sketch.txt')]};

describe('where a copy or move lands', () => {
	it.each([
		['a bare name: beside the source', inCloud, 'new.txt', {folder: cloud('/Jotta/Archive/docs'), targetName: 'new.txt'}],
		['a bare name of the disk', onDisk, 'new.txt', {folder: disk('/home/per/docs'), targetName: 'new.txt'}],
		['a name that the cloud spells otherwise', inCloud, 'what?.txt', {folder: cloud('/Jotta/Archive/docs'), targetName: 'what？.txt'}],
		['a bare name with a tilde', onDisk, '~old.txt', {folder: disk('/home/per/docs'), targetName: '~old.txt'}],
		['a path: from the pane', inCloud, 'docs/new.txt', {folder: cloud('/Jotta/Archive/docs'), targetName: 'new.txt'}],
		['a path of the disk', onDisk, './new.txt', {folder: disk('/home/per'), targetName: 'new.txt'}],
		['a folder that is there', inCloud, './docs', {folder: cloud('/Jotta/Archive/docs')}],
		['a folder to be made', inCloud, 'new/', {folder: cloud('/Jotta/Archive/new'), isNew: true}],
		['the folder above', inCloud, '..', {folder: cloud('/Jotta/Archive')}],
		['a way up from the pane', onDisk, '../x', {folder: disk('/home'), targetName: 'x'}],
		['a whole place', inCloud, '/home/per/docs', {folder: disk('/home/per/docs')}],
		['a whole place of the cloud', onDisk, 'jotta:docs/', {folder: cloud('/Jotta/Archive/docs')}],
		['what was proposed', inCloud, '/home/per', {folder: disk('/home/per')}],
		['several: a folder beside them', several, 'new', {folder: cloud('/Jotta/Archive/docs/new'), isNew: true}],
		['several from several folders: a folder in the pane', elsewhere, 'new', {folder: cloud('/Jotta/Archive/new'), isNew: true}],
	])('by %s', async (_, asked, typed, destination) => {
		const app = await openTestApp(trees);

		expect(await readDestination(app, typed, asked)).toEqual(destination);
	});

	it.each([
		['', 'No place is written.'],
		['./plan.txt/', 'plan.txt is not a folder'],
		['./plan.txt/below', 'plan.txt is not a folder'],
	])('is refused by “%s”', async (typed, words) => {
		const app = await openTestApp(trees);

		await expect(readDestination(app, typed, inCloud)).rejects.toThrow(words);
	});

	it('is said with the folder, the name, and whether the folder is made', async () => {
		const app = await openTestApp(trees);

		expect(describeDestination(app, {folder: cloud('/Jotta/Archive/docs'), targetName: 'what？.txt'})).toBe('lands in jotta:docs as what?.txt');
		expect(describeDestination(app, {folder: disk('/x'), isNew: true})).toBe('lands in /x, which is made');
	});
});

describe('a place that is typed', () => {
	it('goes on from the one that is shown, whatever its names hold', async () => {
		const app = await openTestApp();
		const location = cloud('/Jotta/Archive/one／two');

		expect(await readPlace(app, 'jotta:one/two/below', {from: disk('/'), shown: {text: 'jotta:one/two/', location}})).toEqual(cloud('/Jotta/Archive/one／two/below'));
		expect(await readPlace(app, 'jotta:other', {from: disk('/'), shown: {text: 'jotta:one/two/', location}})).toEqual(cloud('/Jotta/Archive/other'));
	});

	it.each([
		['below', 'jotta:/Jotta/Archive/msf:1/in/x', '/Jotta/Archive/msf:1/‛bf/x'],
		['beside', 'jotta:/Jotta/Archive/msf:1/x', '/Jotta/Archive/msf:1/x'],
		['in a folder whose name begins like the shown one', 'jotta:/Jotta/Archive/msf:12', '/Jotta/Archive/msf：12'],
	])('keeps the names that are not edited, spelled as the service keeps them: %s', async (_, text, path) => {
		const app = await openTestApp();
		const shown = {text: 'jotta:/Jotta/Archive/msf:1/in/', location: cloud('/Jotta/Archive/msf:1/‛bf')};

		expect(await readPlace(app, text, {from: disk('/'), shown})).toMatchObject({path});
	});

	it('can end in a name as --json prints it, below what is shown as well', async () => {
		const app = await openTestApp();
		const shown = {text: '/home/per/', location: disk('/home/per')};

		expect(await readPlace(app, String.raw`/tmp/"a\nb"`, {from: disk('/'), shown})).toEqual(disk('/tmp/a\nb'));
		expect(await readPlace(app, String.raw`/home/per/"caf\udce9"`, {from: disk('/'), shown})).toEqual(disk('/home/per/caf\u{DCE9}'));
		expect(await readPlace(app, String.raw`"a\u0000b"`, {from: cloud('/Jotta/Archive')})).toEqual(cloud('/Jotta/Archive/a␀b'));
	});

	it('is the proposed one as long as nothing is changed, with a blank at its end as well', async () => {
		const app = await openTestApp({local: {'/home/per/end ': []}});
		const proposed = {text: '/home/per/end ', location: disk('/home/per/end ')};

		expect(await readDestination(app, proposed.text, {...onDisk, proposed})).toEqual({folder: proposed.location});
	});
});

const landing = ({stores: {window}}: TestApp) => {
	const {dialog} = window.get();
	return dialog?.kind === 'transfer' ? dialog.landing : undefined;
};

const jobs = (app: TestApp) => jobsIn(app.service.queue).map(({kind, sources, target, targetName}) => [kind, sources, target, targetName]);

/** The cloud in the pane with the cursor, on a file. */
async function openOnPlan(): Promise<TestApp> {
	const app = await openTestApp(trees);
	app.stores.window.activate(1);
	app.panes[1].change(state => withCursor(state, state.rows.findIndex(({name}) => name === 'plan.txt')));
	return app;
}

describe('the box before a copy or move', () => {
	it('says before Enter where what is typed lands, and F6 with a bare name renames where the file is', async () => {
		const app = await openOnPlan();

		type(app, 'F6');
		expect(landing(app)).toBe('lands in /home/per');
		type(app, 'Ctrl-U', ...'what?.txt');
		await expect.poll(() => landing(app)).toBe('lands in jotta: as what?.txt');
		expect(await (await draw(app)).screen()).toContain('lands in jotta: as what?.txt');
		type(app, 'Enter');

		await expect.poll(() => jobs(app)).toEqual([['move', [cloud('/Jotta/Archive/plan.txt')], cloud('/Jotta/Archive'), 'what？.txt']]);
	});

	it('copies beside with F5 and a bare name', async () => {
		const app = await openOnPlan();

		type(app, 'F5', 'Ctrl-U', ...'copy.txt', 'Enter');

		await expect.poll(() => jobs(app)).toEqual([['copy', [cloud('/Jotta/Archive/plan.txt')], cloud('/Jotta/Archive'), 'copy.txt']]);
	});

	it('says of what is typed what is wrong with it, and what was typed before counts no more', async () => {
		const app = await openOnPlan();

		type(app, 'F5', 'Ctrl-U', ...'./sketch.txt/');
		await expect.poll(() => landing(app)).toBe('sketch.txt is not a folder: nothing can be put into it.');
		type(app, 'Backspace');
		expect(landing(app)).toBe('lands …');
		await expect.poll(() => landing(app)).toBe('lands in jotta: as sketch.txt');
	});

	it('takes several files into a folder beside them', async () => {
		const app = await openOnPlan();
		app.panes[1].change(state => withMarksWhere(state, ({kind}) => kind === 'file'));

		type(app, 'F6', 'Ctrl-U', ...'both');
		await expect.poll(() => landing(app)).toBe('lands in jotta:both, which is made');
		type(app, 'Enter');

		await expect.poll(() => jobs(app)).toMatchObject([['move', [{}, {}], cloud('/Jotta/Archive/both'), undefined]]);
	});
});
