import {
	describe,
	expect,
	it,
	onTestFinished,
} from 'vitest';
import {Failure} from '../../../../source/failure.ts';
import {withCursor} from '../../../../source/app/stores/pane/cursor.ts';
import {
	withAllMarked,
	withToggledMark,
} from '../../../../source/app/stores/pane/marks.ts';
import {
	currentRow,
} from '../../../../source/app/stores/pane/state.ts';
import {watchLocalChanges} from '../../../../source/app/watchers/local-changes.ts';
import {
	file,
	folder,
	openTestApp,
} from '../../../support/app/test-app.ts';

const here = {kind: 'local', path: '/home/per'} as const;

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

	it('keeps the sizes of folders that were counted, until they change', async () => {
		const [same, changed] = [{...folder('same'), modified: 1}, {...folder('changed'), modified: 1}];
		const app = await openTestApp({local: {'/home/per': [changed, same]}});
		const [left] = app.panes;
		for (const entry of [same, changed]) {
			left.apply({kind: 'placed', folder: here, entry: {...entry, size: 7}});
		}

		app.local.tree.set('/home/per', [{...changed, modified: 2}, same]);
		await left.refresh();

		expect(left.get().entries.map(({name, size}) => `${name} ${size}`)).toEqual(['changed undefined', 'same 7']);
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
			async * list(...args: Parameters<typeof list>) {
				listings += 1;
				const batches = await Array.fromAsync(list(...args)); // as it is now
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
			async * list(...args: Parameters<typeof list>) {
				listings += 1;
				left.apply({
					kind: 'placed', folder: here, entry: file('b.txt', listings),
				});
				yield * list(...args);
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

		app.stores.window.open({kind: 'info', title: 'b.txt', lines: []});

		await expect.poll(() => app.panes[0].get().entries[0]?.size).toBe(7);
	});
});

it('a pane that cannot be read again keeps its rows and marks, and says of when they are', async () => {
	const app = await openTestApp({local: {'/home/per': [file('a.txt'), file('b.txt')]}});
	const [left] = app.panes;
	await app.loaded();
	left.change(withAllMarked);
	const {list} = app.local;
	Object.assign(app.local, {
		list() {
			throw new Failure('offline', 'Nobody answers.', {nextStep: ''});
		},
	});

	await left.reload();

	expect(left.get()).toMatchObject({isLoading: false, problem: {code: 'offline', sentence: 'Nobody answers. What is shown is as it was before.'}});
	expect(left.get().rows.map(({name}) => name)).toEqual(['..', 'a.txt', 'b.txt']);
	expect(left.get().marks.size).toBe(2);
	expect(app.stores.messages.get().message?.text).toMatch(/as it was before/v);

	Object.assign(app.local, {list});
	app.local.tree.set('/home/per', [file('c.txt')]);
	await left.reload();

	expect(left.get().problem).toBeUndefined();
	expect(left.get().rows.map(({name}) => name)).toEqual(['..', 'c.txt']);
});

it('a pane whose second reading is stopped is what it was before', async () => {
	const app = await openTestApp({local: {'/home/per': [file('a.txt'), file('b.txt')]}});
	const [left] = app.panes;
	await app.loaded();
	left.change(withAllMarked);
	const before = left.get();

	const read = left.reload();
	left.apply({kind: 'removed', folder: here, segment: 'b.txt'});
	left.stop();
	await read;

	expect(left.get()).toMatchObject({isLoading: false, problem: undefined, cursor: before.cursor});
	expect(left.get().entries.map(({name}) => name)).toEqual(['a.txt']);
	expect([...left.get().marks]).toEqual(['a.txt']);
});
