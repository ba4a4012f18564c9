import {readFile} from 'node:fs/promises';
import {
	describe,
	expect,
	it,
	vi,
} from 'vitest';
import {commands} from '../../../source/app/command-table/commands.ts';
import {withKeyTable} from '../../../source/app/command-table/readme-table.ts';
import {withCursor} from '../../../source/app/stores/pane/cursor.ts';
import {withMarks} from '../../../source/app/stores/pane/marks.ts';
import type {AccountPlace} from '../../../source/jotta/place-tree.ts';
import {screens} from '../../../source/app/stores/window.ts';
import type {Sort} from '../../../source/app/stores/sorting.ts';
import {
	file,
	folder,
	now,
	openTestApp,
	type TestApp,
} from '../../support/app/test-app.ts';
import {type} from '../../support/drive.ts';

const nameable = /^(?:Ctrl-[A-Z]|Alt-(?:Left|Right|\.)|Shift-Tab|F(?:[1-9]|10)|Up|Down|Left|Right|Home|End|PageUp|PageDown|Insert|Delete|Enter|Esc|Tab|Space|Backspace|[!-~])$/v;
const files = Array.from({length: 60}, (_, index) => file(`file ${String(index).padStart(2, '0')}.txt`, 60 - index));

/** An app in which every command has something to do. */
async function busyApp(): Promise<TestApp> {
	const app = await openTestApp({local: {'/home/per': [folder('sub'), file('.hidden'), ...files], '/home/per/sub': [], '/home/per/sub/deep': []}});
	const [left] = app.panes;
	await left.goTo({kind: 'local', path: '/home/per/sub'});
	await left.goTo({kind: 'local', path: '/home/per'});
	await left.goTo({kind: 'local', path: '/home'});
	await left.goBack();
	left.change(state => withCursor({...withMarks(state, new Set(['file 01.txt'])), height: 10}, 20));
	app.service.queue.add({
		kind: 'copy', sources: [{kind: 'local', path: '/home/per/sub'}], target: {kind: 'cloud', account: 'jotta', path: '/Jotta/Archive'}, overwrite: 'ask',
	});
	app.stores.transfers.poll();
	const trashed = Array.from({length: 30}, (_, index) => ({path: `/Jotta/Archive/gone ${index}`, entry: {...file(`gone ${index}`), deletedAt: now}}));
	await app.stores.trash.load(() => batchesOf(trashed));
	await app.stores.links.load(() => batchesOf(trashed));
	await app.stores.latest.load(() => batchesOf(trashed));
	await app.stores.places.load(() => batchesOf(Array.from({length: 30}, (_, index) => placeOf(`Photos ${index}`))));
	await app.stores.versions.load(() => batchesOf(Array.from({length: 30}, (_, index) => ({number: index, state: 'older' as const}))));
	await app.stores.viewer.open({
		name: 'a.txt', path: '/home/per/a.txt', size: 1e6, files: {...app.local, read: async () => manyRows()},
	});
	app.stores.viewer.scrollTo(500);
	app.stores.viewer.lookFor('row');
	for (const list of [app.stores.trash, app.stores.links, app.stores.latest, app.stores.places, app.stores.versions]) {
		list.moveTo(15);
	}

	return app;
}

const placeOf = (name: string): AccountPlace => ({
	path: `/NAS/${name}`, name, role: 'mountpoint', isLastOfDevice: false,
});

async function * batchesOf<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
	yield rows;
}

async function * manyRows(): AsyncGenerator<Uint8Array> {
	yield new TextEncoder().encode('a row of text\n'.repeat(30_000));
}

/** All that a person could notice. */
function picture({stores: {window, messages, signedIn, wizards, browsing, queueView, trashTrail, transfers, trash, versions, links, latest, places, viewer}, service: {queue}, panes, terminalCalls, local, cloud}: TestApp) {
	return JSON.stringify([
		panes.map(pane => ({...pane.get(), marks: [...pane.get().marks]})), ...[window, messages, signedIn, wizards, browsing, queueView, trashTrail].map(store => store.get()), {...transfers.get(), version: 0}, queue.writes(), terminalCalls, local.calls, cloud.calls, ...[trash, versions, links, latest, places].map(list => ({...list.get(), marks: [...list.get().marks]})), {...viewer.get(), bytes: viewer.get().bytes.length},
	]);
}

describe('the table of commands', () => {
	it.each(commands)('$id: has a title, a group and keys that arrive over any line', ({title, keys}) => {
		expect(title.length).toBeGreaterThan(3);
		expect(keys.length).toBeGreaterThan(0);
		for (const key of keys.flatMap(each => each.split(' '))) {
			expect(key).toMatch(nameable);
		}
	});

	it.each(screens)('has no key twice in the %s, nor one that begins another', screen => {
		const keys = commands.filter(({where}) => where === 'anywhere' || where === screen).flatMap(command => command.keys);
		const prefixes = new Set(keys.filter(key => key.includes(' ')).map(key => key.split(' ', 1)[0]));

		expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
		expect(keys.filter(key => prefixes.has(key))).toEqual([]);
	});

	it('has nothing that destroys on letters that broken sequences leave behind', () => {
		const left = new Set('ABCDFHPQRS~0123456789');
		const bound = commands.filter(({where, keys}) => where === 'browser' && keys.some(key => left.has(key)));

		expect(bound.map(({id}) => id)).toEqual([]);
	});

	it.each(commands.filter(({where}) => where !== 'queue'))('$id: does something by each of its keys', async ({id, keys, where}) => {
		for (const key of keys) {
			const app = await busyApp();
			if (id === 'back' || id === 'forward') {
				await app.panes[0].goBack();
			} else if (id === 'sort-name') {
				await app.panes[0].sortBy({key: 'size', isReversed: false} satisfies Sort);
			}

			if (where !== 'anywhere') {
				app.stores.window.show(where);
				app.stores.browsing.showVersionsOf({location: {kind: 'cloud', account: 'jotta', path: '/Jotta/Archive/a'}, name: 'a'});
			}

			const before = picture(app);
			type(app, ...key.split(' '));

			await vi.waitFor(() => {
				expect(picture(app), `${key} changes nothing`).not.toBe(before);
			}, {timeout: 60_000, interval: 2});
			await app.loaded();
		}
	});

	it('is what the README shows', async () => {
		const readme = await readFile('README.md', 'utf8');

		expect(withKeyTable(readme)).toBe(readme); // npm run docs
	});
});
