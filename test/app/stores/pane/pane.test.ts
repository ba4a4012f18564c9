import fc from 'fast-check';
import {
	describe,
	expect,
	it,
	onTestFinished,
} from 'vitest';
import {watchLocalChanges} from '../../../../source/app/watchers/local-changes.ts';
import {
	chosen,
	withAllMarked,
	withMarksWhere,
	withRange,
	withToggledMark,
} from '../../../../source/app/stores/pane/marks.ts';
import {
	currentRow,
	emptyPane,
	parentRow,
	type PaneState,
} from '../../../../source/app/stores/pane/state.ts';
import {withCursor, withHeight} from '../../../../source/app/stores/pane/cursor.ts';
import {withPlaced, withRemoved} from '../../../../source/app/stores/pane/patches.ts';
import {withEntries, withFilter, withHidden} from '../../../../source/app/stores/pane/rows.ts';
import type {Entry} from '../../../../source/files/entry.ts';
import {comparator, sortInSlices} from '../../../../source/app/stores/sorting.ts';
import {
	file,
	folder,
	now,
	openTestApp,
} from '../../../support/app/test-app.ts';

const here = {kind: 'local', path: '/home/per'} as const;
const pane = (...names: readonly string[]) => withEntries(emptyPane(here), names.map(name => file(name)));
const names = (state: ReturnType<typeof pane>) => state.rows.map(({name}) => name);

describe('the rows of a pane', () => {
	it('begin with the way up, leave hidden files out, and show only what is filtered for', () => {
		const state = pane('.profile', 'Report.pdf', 'photo.jpg');

		expect(names(state)).toEqual(['..', 'Report.pdf', 'photo.jpg']);
		expect(names(withHidden(state, true))).toContain('.profile');
		expect(names(withFilter(state, 'REP'))).toEqual(['..', 'Report.pdf']);
	});

	it('are in order: folders first, numbers as numbers, case ignored', async () => {
		const entries = [file('img10.jpg'), file('IMG2.jpg'), folder('zoo'), file('a.txt')];
		const sorted = await sortInSlices(entries, comparator({key: 'name', isReversed: false}), new AbortController().signal);

		expect(sorted?.map(({name}) => name)).toEqual(['zoo', 'a.txt', 'IMG2.jpg', 'img10.jpg']);
	});

	it('put the largest or the newest first when asked for', async () => {
		const entries = [file('small', 1, now), file('large', 9, now - 1e6)];
		const order = async (key: 'size' | 'modified', isReversed = false) => (await sortInSlices(entries, comparator({key, isReversed}), new AbortController().signal))?.map(({name}) => name);

		expect(await order('size')).toEqual(['large', 'small']);
		expect(await order('modified')).toEqual(['small', 'large']);
		expect(await order('size', true)).toEqual(['small', 'large']);
	});

	it('are the same whether sorted at once or in slices', async () => {
		const entries = Array.from({length: 7001}, (_, index) => file(`f${(index * 7919) % 7001}`));
		const compare = comparator({key: 'name', isReversed: false});

		expect(await sortInSlices(entries, compare, new AbortController().signal)).toEqual(entries.toSorted(compare));
	});
});

describe('a filter in a folder of 100,000', () => {
	/** Entries that count how often their names are looked at. */
	const counted = (count: number) => {
		let looks = 0;
		const entries = Array.from({length: count}, (_, index): Entry => ({
			get name() {
				looks += 1;
				return `file ${index}`;
			},
			get segment() {
				looks += 1;
				return `file ${index}`;
			},
			kind: 'file',
		}));
		const during = (work: () => PaneState) => {
			looks = 0;
			const state = work();
			return {state, looks};
		};

		return {state: withEntries(emptyPane(here), entries), during};
	};

	it('looks at each name twice for the first letter, and then only at the rows that are left', () => {
		const {state, during} = counted(100_000);

		const first = during(() => withFilter(withCursor(state, 90_000), '99'));
		const second = during(() => withFilter(first.state, '999'));

		expect(first.looks).toBeLessThanOrEqual(200_000);
		expect(second.looks).toBe(first.state.rows.length - 1); // all but the way up
		expect(second.state.rows).toEqual(withFilter(state, '999').rows);
	});

	it('keeps the cursor on its row without a look at other names when it is taken back', () => {
		const {state, during} = counted(100_000);
		const filtered = withCursor(withFilter(state, '999'), 5);
		const row = currentRow(filtered);

		const whole = during(() => withFilter(filtered, ''));

		expect(whole.looks).toBe(100_000); // only whether it is hidden
		expect(currentRow(whole.state)).toBe(row);
	});

	it('shows the same rows whatever way it was typed', () => {
		fc.assert(fc.property(fc.array(fc.constantFrom('', '1', '12', '2', '.', 'A', 'a1')), fc.boolean(), (typed, showsHidden) => {
			const start = withHidden(pane('.a1', '.b', 'A12', 'a2', '121'), showsHidden);

			expect(names(typed.reduce((each, filter) => withFilter(each, filter), start))).toEqual(names(withFilter(start, typed.at(-1) ?? '')));
		}));
	});
});

describe('the cursor', () => {
	it('is always on a row, and its row always on the screen, whatever is done', () => {
		const step = fc.oneof(
			fc.integer({min: -50, max: 50}).map(rows => (state: ReturnType<typeof pane>) => withCursor(state, state.cursor + rows)),
			fc.integer({min: 1, max: 30}).map(height => (state: ReturnType<typeof pane>) => withHeight(state, height)),
			fc.constantFrom('', '1', '9', 'nothing').map(filter => (state: ReturnType<typeof pane>) => withFilter(state, filter)),
			fc.nat(60).map(name => (state: ReturnType<typeof pane>) => withPlaced(state, file(String(name)))),
			fc.nat(60).map(name => (state: ReturnType<typeof pane>) => withRemoved(state, String(name))),
			fc.constant(withToggledMark),
			fc.constant(withRange),
		);
		fc.assert(fc.property(fc.array(step, {maxLength: 30}), steps => {
			const state = steps.reduce((each, change) => change(each), pane(...Array.from({length: 40}, (_, index) => String(index))));
			expect(state.cursor).toBeGreaterThanOrEqual(0);
			expect(state.cursor).toBeLessThan(state.rows.length);
			expect(state.cursor).toBeGreaterThanOrEqual(state.top);
			expect(state.cursor).toBeLessThan(state.top + state.height);
			expect([...state.marks].every(segment => state.entries.some(entry => entry.segment === segment))).toBe(true);
		}));
	});

	it('stays on its file when others come and go', () => {
		const state = withCursor(pane('b', 'd'), 2);

		expect(currentRow(withPlaced(state, file('a')))?.name).toBe('d');
		expect(currentRow(withRemoved(state, 'b'))?.name).toBe('d');
	});
});

describe('a row that a transfer has changed', () => {
	const sorts = [
		{key: 'name', isReversed: false}, {key: 'name', isReversed: true}, {key: 'size', isReversed: false}, {key: 'modified', isReversed: true, isMixed: true},
	] as const;
	const cloud = {kind: 'cloud', account: 'jotta', path: '/Jotta/Archive'} as const;
	const entry = fc.record({name: fc.constantFrom('a', 'A', 'b', 'B', 'c10', 'c9', '.hidden', 'ab'), size: fc.nat(3), isFolder: fc.boolean()})
		.map(({name, size, isFolder}) => isFolder ? folder(name) : file(name, size));

	it('stands where a new listing would put it, under every order and filter', () => {
		fc.assert(fc.property(fc.array(fc.oneof(entry, fc.constantFrom('a', 'B', 'c9'))), fc.constantFrom(...sorts), fc.constantFrom('', 'a'), fc.constantFrom(here, cloud), (changes, sort, filter, location) => {
			const fold = (name: string) => location.kind === 'cloud' ? name.toUpperCase() : name;
			const model = new Map<string, Entry>();
			let state = withFilter({...emptyPane(location), sort}, filter);
			state = withEntries(state, []);
			for (const change of changes) {
				if (typeof change === 'string') {
					model.delete(fold(change));
					state = withRemoved(state, change);
				} else {
					model.set(fold(change.name), change);
					state = withPlaced(state, change);
				}
			}

			const listed = withEntries(state, [...model.values()].toSorted(comparator(sort)));
			expect(state.entries).toEqual(listed.entries);
			expect(state.rows).toEqual(listed.rows);
		}));
	});

	it('keeps the mark it had, also when it was gone in between', () => {
		const marked = withToggledMark(withCursor(pane('a', 'b'), 1));

		expect([...withPlaced(marked, file('a', 7)).marks]).toEqual(['a']);
		expect([...withRemoved(marked, 'a').marks]).toEqual([]);
		expect([...withPlaced({
			...marked, marks: new Set(), elsewhere: chosen(marked), entries: [], rows: [parentRow],
		}, file('a')).marks]).toEqual(['a']);
	});
});

describe('sorting', () => {
	it('ends without a result when it is aborted', async () => {
		const abort = new AbortController();
		let looks = 0;
		const sorting = sortInSlices(Array.from({length: 100_000}, (_, index) => file(`f${index}`)), () => {
			looks += 1;
			abort.abort();
			return -1;
		}, abort.signal);

		expect(await sorting).toBeUndefined();
		expect(looks).toBeLessThan(5000); // the slice it was in
	});

	it('takes in what a transfer places meanwhile', async () => {
		const {panes: [left]} = await openTestApp({local: {'/home/per': Array.from({length: 5000}, (_, index) => file(`f${index}`, index))}});

		const sorting = left.sortBy({key: 'size', isReversed: false});
		left.apply({
			kind: 'placed', folder: here, entry: file('new', 2500),
		});
		await sorting;

		expect(left.get().entries.map(({size = 0}) => size)).toEqual(left.get().entries.map(({size = 0}) => size).toSorted((one, other) => other - one));
		expect(left.get().entries).toHaveLength(5001);
	});
});

describe('marks', () => {
	it('are what commands work on; without any it is the row under the cursor, but never the way up', () => {
		const state = pane('a', 'b', 'c');

		expect(chosen(state)).toEqual([]);
		expect(chosen(withCursor(state, 1)).map(({entry}) => entry.name)).toEqual(['a']);
		expect(chosen(withToggledMark(withToggledMark(withCursor(state, 1)))).map(({entry}) => entry.name)).toEqual(['a', 'b']);
	});

	it('come by range and by what matches', () => {
		const ranged = withRange(withCursor(withRange(withCursor(pane('a', 'b', 'c', 'd'), 2)), 3));

		expect([...ranged.marks]).toEqual(['b', 'c']);
		expect([...withMarksWhere(ranged, (_, wasMarked) => !wasMarked).marks]).toEqual(['a', 'd']);
		expect([...withAllMarked(ranged).marks]).toEqual(['b', 'c', 'a', 'd']);
	});
});

describe('a pane', () => {
	it('goes into folders and back up to where it came from, and remembers the way', async () => {
		const {panes: [left], loaded} = await openTestApp({local: {'/home/per': [folder('a'), folder('b')], '/home/per/b': [file('deep.txt')]}});
		left.change(state => withCursor(state, 2));

		await left.enter();
		expect(left.get()).toMatchObject({location: {path: '/home/per/b'}, entries: [{name: 'deep.txt'}]});
		await left.goUp();
		expect(currentRow(left.get())?.name).toBe('b');
		await left.goBack();
		expect(left.get().location.path).toBe('/home/per/b');
		await left.goForward();
		await loaded();
		expect(left.get().location.path).toBe('/home/per');
	});

	it('shows the nearest folder that is left when its own is gone, and says so', async () => {
		const {panes: [left], local, session, loaded} = await openTestApp({local: {'/home/per': [folder('gone')], '/home/per/gone': []}});
		left.change(state => withCursor(state, 1));
		await left.enter();
		local.tree.delete('/home/per/gone');
		local.tree.set('/home/per', []);

		await left.reload();
		await loaded();

		expect(left.get().location.path).toBe('/home/per');
		expect(session.get().message?.text).toContain('gone');
	});

	it('is patched by what a transfer has changed, and never listed again for it', async () => {
		const {panes: [, right], cloud} = await openTestApp({cloud: {'/Jotta/Archive': [file('b')]}});
		const listings = cloud.calls.length;

		right.apply({
			kind: 'placed', folder: {kind: 'cloud', account: 'jotta', path: '/jotta/ARCHIVE'}, entry: file('a'),
		});
		right.apply({
			kind: 'removed', folder: {kind: 'cloud', account: 'jotta', path: '/Jotta/Archive'}, segment: 'B',
		});
		right.apply({
			kind: 'placed', folder: {kind: 'cloud', account: 'jotta', path: '/Jotta/Other'}, entry: file('c'),
		});

		expect(right.get().entries.map(({name}) => name)).toEqual(['a']);
		expect(cloud.calls).toHaveLength(listings);
	});

	it('can be left while a long list is still coming', async () => {
		const {panes: [left], loaded} = await openTestApp({local: {'/home/per': [folder('long')], '/home/per/long': Array.from({length: 20_000}, (_, index) => file(`f${index}`))}});
		left.change(state => withCursor(state, 1));

		const entering = left.enter();
		const leaving = left.goUp();
		await Promise.all([entering, leaving]);
		await loaded();

		expect(left.get()).toMatchObject({location: {path: '/home/per'}, entries: [{name: 'long'}]});
	});
});

describe('a pane that is read again quietly', () => {
	it('keeps its cursor and marks on their files, and says nothing', async () => {
		const app = await openTestApp({local: {'/home/per': [file('b.txt'), file('c.txt')]}});
		const [left] = app.panes;
		left.change(state => withCursor(withToggledMark(withCursor(state, 1)), 2));
		app.local.tree.set('/home/per', [file('a.txt'), file('b.txt', 7), file('c.txt')]);
		const wasLoading: boolean[] = [];
		left.subscribe(() => {
			wasLoading.push(left.get().isLoading);
		});

		await left.refresh();

		expect(left.get().entries.map(({name, size}) => `${name} ${size}`)).toEqual(['a.txt 1000', 'b.txt 7', 'c.txt 1000']);
		expect(currentRow(left.get())?.name).toBe('c.txt');
		expect([...left.get().marks]).toEqual(['b.txt']);
		expect(wasLoading).not.toContain(true);
	});

	it('is not drawn again when nothing has changed', async () => {
		const app = await openTestApp({local: {'/home/per': [file('b.txt')]}});
		const before = app.panes[0].get();
		app.local.tree.set('/home/per', [file('b.txt')]);

		await app.panes[0].refresh();

		expect(app.panes[0].get()).toBe(before);
	});

	it('loses nothing that was put in and marked while it was read', async () => {
		const app = await openTestApp({local: {'/home/per': [file('b.txt')]}});
		const [left] = app.panes;
		const {list} = app.local;
		const [read, goOn] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
		let listings = 0;
		Object.assign(app.local, {
			async * list(...wish: Parameters<typeof list>) {
				listings += 1;
				const batches = await Array.fromAsync(list(...wish)); // as it is now
				read.resolve(undefined);
				await goOn.promise;
				yield * batches;
			},
		});

		const refreshed = left.refresh();
		await read.promise;
		app.local.tree.set('/home/per', [folder('New one'), file('b.txt')]);
		left.apply({
			kind: 'placed', folder: here, entry: folder('New one'),
		});
		left.change(withAllMarked);
		goOn.resolve(undefined);
		await refreshed;

		expect([...left.get().marks].toSorted((one, other) => one.localeCompare(other))).toEqual(['b.txt', 'New one']);
		expect(left.get().entries.map(({name}) => name)).toEqual(['New one', 'b.txt']);
		expect(listings).toBe(2);
	});

	it('is left to what is patched where that never ends', async () => {
		const app = await openTestApp({local: {'/home/per': [file('b.txt')]}});
		const [left] = app.panes;
		const {list} = app.local;
		let listings = 0;
		Object.assign(app.local, {
			async * list(...wish: Parameters<typeof list>) {
				listings += 1;
				left.apply({
					kind: 'placed', folder: here, entry: file('b.txt', listings),
				});
				yield * list(...wish);
			},
		});

		await left.refresh();

		expect(listings).toBe(3);
		expect(left.get().entries.map(({size}) => size)).toEqual([3]);
	});

	it('is read again when a box opens', async () => {
		const app = await openTestApp({local: {'/home/per': [file('b.txt')]}});
		onTestFinished(watchLocalChanges(app));
		app.local.tree.set('/home/per', [file('b.txt', 7)]);

		app.session.open({kind: 'info', title: 'b.txt', lines: []});

		await expect.poll(() => app.panes[0].get().entries[0]?.size).toBe(7);
	});
});
