import {Buffer} from 'node:buffer';
import {describe, expect, it} from 'vitest';
import {textWidth} from '../../../source/app/text/text-width.ts';
import type {QueueTab} from '../../../source/app/stores/queue-view.ts';
import type {AccountPlace} from '../../../source/jotta/place-tree.ts';
import type {Version} from '../../../source/jotta/versions.ts';
import type {Entry} from '../../../source/files/entry.ts';
import {busyQueue} from '../../support/app/busy-queue.ts';
import {draw} from '../../support/app/draw.tsx';
import {
	file,
	folder,
	now,
	openTestApp,
	type TestApp,
} from '../../support/app/test-app.ts';
import {type} from '../../support/drive.ts';

/*
Every screen and a box of each kind at the seven sizes of window, one file a screen, to be read in review. The panes
with all that goes on in them are in windows.test.tsx.
*/

const sizes = [[20, 6], [40, 10], [60, 20], [80, 24], [120, 40], [200, 50], [300, 80]] as const;
const day = 86_400_000;
const md5 = '9f3c00000000000000000000000000e1';

const tree = {
	local: {'/home/per': [folder('january'), file('IMG_2041.CR3', 31_200_000), file('notater_høst.txt', 2100), file('写真一覧.csv', 88_000)]},
	cloud: {'/Jotta/Archive': [folder('january'), {...file('IMG_2042.CR3', 30_800_000), md5, revision: 3}]},
};

const places: readonly AccountPlace[] = [
	{
		path: '/Jotta', name: 'Jotta', role: 'device', type: 'JOTTA', size: 1.2e12, modified: now, isLastOfDevice: false,
	},
	{
		path: '/Jotta/Archive', name: 'Archive', role: 'mountpoint', size: 1.1e12, modified: now, isLastOfDevice: false,
	},
	{
		path: '/Jotta/Sync', name: 'Sync', role: 'mountpoint', size: 88_000, modified: now - day, isLastOfDevice: false,
	},
	{
		path: '/Jotta/Trash', name: 'Trash', role: 'trash', isLastOfDevice: true,
	},
	{
		path: '/Lars’ laptop with a long name', name: 'Lars’ laptop with a long name', role: 'device', type: 'LAPTOP', size: 4.1e10, modified: now - (9 * day), isLastOfDevice: false,
	},
	{
		path: '/Lars’ laptop with a long name/Papers', name: 'Papers', role: 'mountpoint', size: 4.1e10, modified: now - (9 * day), deletedAt: now - day, isLastOfDevice: true,
	},
];

const row = (path: string, entry: Partial<Entry>) => ({path, entry: {...file(path.split('/').at(-1)!, 31_200_000, now - (40 * day)), ...entry}});
const trashed = [
	row('/Jotta/Archive/Pictures/2026/march/IMG_1977.CR3', {deletedAt: now - day}),
	row('/Jotta/Archive/old project', {kind: 'folder', deletedAt: now - (29 * day)}),
	row('/Jotta/Archive/写真一覧.csv', {size: 88_000, deletedAt: now - (3 * day)}),
];
const shared = [row('/Jotta/Archive/IMG_2042.CR3', {publicLink: 'a1b2c3'}), row('/Jotta/Archive/Pictures/2026/notater_høst.txt', {size: 2100, publicLink: 'd4e5f6'})];

const versions: readonly Version[] = [
	{
		number: 3, state: 'current', size: 30_800_000, md5, modified: now, updated: now,
	},
	{
		number: 2, state: 'incomplete', size: 1_000_000, modified: now - day, updated: now - day,
	},
	{
		number: 1, state: 'older', size: 30_100_000, md5, modified: now - (40 * day), updated: now - (39 * day),
	},
];

async function * once<Row>(rows: readonly Row[]) {
	yield rows;
}

const keys = (...typed: readonly string[]) => (app: TestApp) => {
	type(app, ...typed);
};

function withTransfers(queueTab: QueueTab) {
	return (app: TestApp) => {
		app.stores.transfers.set({...app.stores.transfers.get(), ...busyQueue});
		app.stores.window.show('queue');
		app.stores.queueView.showTab(queueTab);
	};
}

const screens: Readonly<Record<string, (app: TestApp) => void | Promise<void>>> = {
	help: keys('F1'),
	'help that was searched': keys('F1', ...'trash'),
	palette: keys(':', ...'sort'),
	'keys that can follow g': keys('g'),
	'queue with nothing in it': keys('F9'),
	'queue of what runs': withTransfers('active'),
	'queue of what waits its turn': withTransfers('queued'),
	'queue of what asks': withTransfers('waiting'),
	'queue of what failed': withTransfers('failed'),
	'queue of what is done': withTransfers('done'),
	places: async app => app.stores.places.load(() => once(places)).then(() => {
		app.stores.browsing.showPlacesOf({account: 'jotta', home: '/Jotta/Archive'});
		app.stores.window.show('places');
	}),
	trash: async app => app.stores.trash.load(() => once(trashed)).then(() => {
		app.stores.trash.toggle();
		app.stores.window.show('trash');
	}),
	links: async app => app.stores.links.load(() => once(shared)).then(() => {
		app.stores.window.show('links');
	}),
	latest: async app => app.stores.latest.load(() => once(shared)).then(() => {
		app.stores.window.show('latest');
	}),
	versions: async app => app.stores.versions.load(() => once(versions)).then(() => {
		app.stores.window.show('versions');
		app.stores.browsing.showVersionsOf({location: {kind: 'cloud', account: 'jotta', path: '/Jotta/Archive/IMG_2042.CR3'}, name: 'IMG_2042.CR3'});
	}),
	info: keys('Down', 'Down', 'i'),
	settings: keys('g', ',', 'Down', 'Down'),
	log(app) {
		app.stores.messages.say('Queued 3 items to copy → Archive');
		app.stores.messages.say('Somebody else wrote IMG_2042.CR3 while it was sent: it is sent again. Nothing was lost, and what was there is kept as version 2.');
		keys('g', 'l')(app);
	},
	viewer(app) {
		const text = Array.from({length: 120}, (_, index) => `line ${index + 1} of 写真, with words enough for the widest of small windows and then some`).join('\n');
		app.stores.viewer.set({
			...app.stores.viewer.get(), name: 'notater_høst.txt', size: text.length, bytes: Buffer.from(text), isAtEnd: true,
		});
		app.stores.window.show('viewer');
	},
	'the box before a copy': keys('Down', 'F5'),
	async 'a question'(app) {
		keys('Down', 'F8')(app);
		await expect.poll(() => app.stores.window.get().dialog?.kind).toBe('question');
	},
	'a prompt': keys('Down', 'Down', 'r'),
	async account(app) {
		keys('g', 'a')(app);
		await expect.poll(() => app.stores.window.get().dialog?.kind).toBe('question');
	},
};

const picture = ([columns, rows]: (typeof sizes)[number], shown: string) => `${columns}×${rows}\n${shown.split('\n').map(line => `▕${line}`).join('\n')}\n`;

describe.each(Object.entries(screens))('%s', (name, show) => {
	it('fits the seven sizes of window, and resizing leaves nothing of another', async () => {
		const fresh: string[] = [];
		for (const [columns, rows] of sizes) {
			const app = await openTestApp({...tree, columns, rows});
			await show(app);
			const {screen} = await draw(app);
			fresh.push(await screen());
		}

		const app = await openTestApp({...tree, columns: 80, rows: 24});
		const {screen, resize} = await draw(app);
		await show(app);
		for (const index of [6, 0, 5, 1, 4, 2, 3, 0, 6]) {
			const [columns, rows] = sizes[index]!;
			resize(columns, rows);
			expect(await screen()).toBe(fresh[index]);
		}

		for (const [index, shown] of fresh.entries()) {
			expect(shown.split('\n').filter(line => textWidth(line) > sizes[index]![0])).toEqual([]);
		}

		await expect(fresh.map((shown, index) => picture(sizes[index]!, shown)).join('\n')).toMatchFileSnapshot(`__snapshots__/every-screen/${name.replaceAll(' ', '-')}.txt`);
	});
});
