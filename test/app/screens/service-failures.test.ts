import {describe, expect, it} from 'vitest';
import {findLive} from '../../../source/jotta/find.ts';
import {findMountpoint} from '../../../source/jotta/places.ts';
import {readVersions} from '../../../source/jotta/versions.ts';
import {archive, renameStored} from '../../support/cloud.ts';
import {problemText} from '../../../source/app/keymap/advice-text.ts';
import {
	old,
	openCloudApp,
	plan,
	pointAt,
} from '../../support/app/cloud-app.ts';
import type {TestApp} from '../../support/app/test-app.ts';
import {
	asked,
	eventually,
	said,
	type,
} from '../../support/drive.ts';

const troubles = [
	{status: 404, words: /Not found: /v},
	{status: 401, words: /no longer accepts the sign-in of jotta\. Sign in again/v},
	{status: 403, words: /does not allow that: .*g a/v},
	{status: 460, words: /The account is full: .*empty the trash/v},
	{status: 500, words: /had a problem with .*\(500, trace \d+\)\. Try again/v},
	{status: 503, words: /had a problem with .*\(503, trace \d+\)\. Try again/v},
] as const;

const lists = [
	{name: 'places', keys: ['g', 'd'], empty: []},
	{name: 'trash', keys: ['g', 't'], empty: [404]}, // how the service says that there is nothing (protocol.md 9.2)
	{name: 'links', keys: ['g', 's'], empty: [404]},
	{name: 'latest', keys: ['g', 'c'], empty: []},
	{name: 'versions', keys: ['V'], empty: []},
] as const;

const asBefore = ' What is shown is as it was before.';

const shown = (app: TestApp, name: (typeof lists)[number]['name']) => app.stores[name].get().rows.map(row => JSON.stringify(row));

describe.each(lists)('the screen $name', ({name, keys, empty}) => {
	it.each(troubles)('says what $status means, keeps what it shows, and reads again', async ({status, words}) => {
		const isEmpty = (empty as readonly number[]).includes(status);
		const {app, sandbox} = await openCloudApp();
		pointAt(app, 'plan.txt');
		type(app, ...keys);
		await eventually(() => {
			expect(app.stores[name].get()).toMatchObject({isLoading: false, problem: undefined});
		});
		const rows = shown(app, name);
		app.stores[name].toggle();

		sandbox.setFaults(`GET /jfs/* status=${status}`);
		type(app, 'Ctrl-R');
		await eventually(() => {
			const {isLoading, problem} = app.stores[name].get();
			expect(isLoading).toBe(false);
			const text = problem ? problemText(problem, app.terminal.keymap) : '';
			expect(text.replace(asBefore, '')).toMatch(isEmpty ? /^$/v : words);
			expect(text.includes(asBefore)).toBe(!isEmpty);
		});
		if (!isEmpty) {
			expect(shown(app, name)).toEqual(rows);
			expect(app.stores[name].get().marks.size).toBe(1);
		}

		sandbox.setFaults('');
		type(app, 'Ctrl-R');
		await eventually(() => {
			expect(app.stores[name].get()).toMatchObject({isLoading: false, problem: undefined});
			expect(shown(app, name)).toEqual(rows);
		});
		expect(rows.length).toBeGreaterThan(0);
	});
});

describe('a pane', () => {
	const names = (app: TestApp) => app.panes[1].get().rows.map(row => row.name);
	const isBack = async (app: TestApp, before: readonly string[]) => eventually(() => {
		expect(app.panes[1].get()).toMatchObject({isLoading: false, problem: undefined, location: {path: archive}});
		expect(names(app)).toEqual(before);
	});

	it.each(troubles.filter(({status}) => status !== 404))('says what $status means, and reads again', async ({status, words}) => {
		const {app, sandbox} = await openCloudApp();
		const before = names(app);

		sandbox.setFaults(`GET /jfs/* status=${status}`);
		type(app, 'Ctrl-R');
		await said(app, words);
		sandbox.setFaults('');
		type(app, 'Ctrl-R');

		await isBack(app, before);
	});

	it('whose folder is answered with 404 shows what is above, and comes back', async () => {
		const {app, sandbox} = await openCloudApp();
		const before = names(app);

		sandbox.setFaults('GET /jfs/*/Jotta/Archive status=404');
		type(app, 'Ctrl-R');
		await said(app, 'The folder Archive is gone; this is where it was.');
		await eventually(() => {
			expect(app.panes[1].get()).toMatchObject({isLoading: false, location: {path: '/Jotta'}});
		});
		sandbox.setFaults('');
		type(app, 'g', 'h');

		await isBack(app, before);
	});
});

describe.each([{name: 'the info box', keys: ['i']}, {name: 'the accounts', keys: ['g', 'a']}])('$name', ({keys}) => {
	it.each(troubles)('says what $status means, and shows what is known', async ({status, words}) => {
		const {app, sandbox} = await openCloudApp();
		pointAt(app, 'plan.txt');

		sandbox.setFaults(`GET /jfs/* status=${status}`);
		type(app, ...keys);
		await said(app, words);
		await eventually(() => {
			expect(app.stores.window.get().dialog).toHaveProperty('lines');
		});
		sandbox.setFaults('');
		type(app, 'Esc', ...keys);

		await eventually(() => {
			const box = app.stores.window.get().dialog;
			expect(box && 'lines' in box ? box.lines.join('\n') : '').toMatch(keys.length === 1 ? /of 2 kept/v : /NAS|Archive/v);
		});
	});
});

type Act = {
	readonly what: string;
	readonly open: (app: TestApp) => Promise<void>;
	readonly act: (app: TestApp) => Promise<void>;
	readonly isDone: (options: {readonly client: Awaited<ReturnType<TestApp['service']['openClient']>>}) => Promise<boolean>;
};

const openTrash = async (app: TestApp, name: string) => {
	type(app, 'g', 't');
	await eventually(() => {
		expect(app.stores.trash.get().isLoading).toBe(false);
	});
	pointAt(app, name);
};

const isAlive = async (path: string, options: Parameters<Act['isDone']>[0]) => await findLive(path, options) !== undefined;

const acts: readonly Act[] = [
	{
		what: 'restoring a file',
		open: async app => openTrash(app, 'old.txt'),
		async act(app) {
			type(app, 'r');
		},
		isDone: async options => isAlive(old, options),
	},
	{
		what: 'restoring a folder',
		open: async app => openTrash(app, 'drafts'),
		async act(app) {
			type(app, 'r');
		},
		isDone: async options => isAlive(`${archive}/drafts/one.txt`, options),
	},
	{
		what: 'restoring a mountpoint',
		open: async app => openTrash(app, 'Music'),
		async act(app) {
			type(app, 'r');
			await asked(app, 'Restore a whole mountpoint?');
			type(app, 'y');
		},
		isDone: async options => isAlive('/NAS/Music/song.mp3', options),
	},
	{
		what: 'making a version current',
		async open(app) {
			pointAt(app, 'plan.txt');
			type(app, 'V');
			await eventually(() => {
				expect(app.stores.versions.get().rows).toHaveLength(2);
			});
			app.stores.versions.moveTo(1);
		},
		async act(app) {
			type(app, 'r');
			await asked(app, 'Make version 1 of plan.txt current?');
			type(app, 'y');
		},
		async isDone(options) {
			const {versions} = await readVersions(plan, options);
			return versions.some(({state, size}) => state === 'current' && size === 'first'.length);
		},
	},
	{
		what: 'making a mountpoint',
		async open(app) {
			type(app, 'g', 'd');
			await eventually(() => {
				expect(app.stores.places.get().isLoading).toBe(false);
			});
			pointAt(app, 'NAS');
		},
		async act(app) {
			type(app, 'n');
			await asked(app, 'New mountpoint on NAS');
			type(app, ...'New', 'Enter');
		},
		isDone: async options => await findMountpoint('/NAS/New', options) !== undefined,
	},
	{
		what: 'making a folder in the pane',
		async open() {
			// It is there already.
		},
		async act(app) {
			type(app, 'F7');
			await asked(app, 'New folder');
			type(app, ...'new', 'Enter');
		},
		isDone: async options => isAlive(`${archive}/new`, options),
	},
];

describe.each(acts)('$what', ({open, act, isDone}) => {
	it.each(troubles)('says what $status means, changes nothing, and can be done again', async ({status, words}) => {
		const {app, sandbox} = await openCloudApp();
		const options = {client: await app.service.openClient('jotta')};
		await open(app);
		const {screen} = app.stores.window.get();

		sandbox.setFaults(`POST /jfs/* status=${status}; POST /files/* status=${status}`);
		await act(app);
		await said(app, words);
		expect(await isDone(options)).toBe(false);
		expect(app.stores.window.get().screen).toBe(screen);
		expect(app.stores.window.get().dialog).toBeUndefined();

		sandbox.setFaults('');
		await act(app);
		await eventually(async () => {
			expect(await isDone(options)).toBe(true);
		});
	});
});

it('a name with a plain percent sign is shown, and each act says why it cannot be', async () => {
	const {app, sandbox} = await openCloudApp();
	renameStored(sandbox, 'plan.txt', '100%.txt');
	type(app, 'Ctrl-R');
	await eventually(() => {
		expect(app.panes[1].get().rows.map(row => row.name)).toContain('‛100%.txt');
	});
	pointAt(app, '‛100%.txt');
	const refused = 'Jottacloud lists ‛100%.txt, but answers no request for a name with a plain percent sign in it';

	for (const keys of [['V'], ['y', 'l'], ['i']]) {
		const before = app.stores.messages.get().log.length;
		type(app, ...keys);
		await eventually(() => {
			const {log} = app.stores.messages.get();
			expect(`${log.slice(before).map(({text}) => text).join('\n')} ${app.stores.versions.get().problem?.sentence ?? ''}`).toContain(refused);
		});
		type(app, 'Esc');
	}

	expect(app.stores.window.get().screen).toBe('browser');
});
