import {describe, expect, it} from 'vitest';
import {withToggledMark} from '../../../../source/app/stores/pane/marks.ts';
import {currentRow} from '../../../../source/app/stores/pane/state.ts';
import {withCursor} from '../../../../source/app/stores/pane/cursor.ts';
import type {Entry} from '../../../../source/files/entry.ts';
import {
	file,
	folder,
	openTestApp,
	type TestApp,
} from '../../../support/app/test-app.ts';
import {type} from '../../../support/drive.ts';

const home = {kind: 'local', path: '/home/per'} as const;
const tree = {'/home/per': [folder('slow'), file('a.txt'), file('b.txt')], '/home/per/slow': [file('late')], '/home/per/slow/below': []};

/** Folders below `slow` are not listed before `answer`; `first` comes at once. */
async function openSlow(first: readonly Entry[] = []): Promise<{readonly app: TestApp; readonly answer: () => Promise<void>}> {
	const app = await openTestApp({local: tree});
	const answered = Promise.withResolvers<undefined>();
	const {list} = app.local;
	Object.assign(app.local, {
		async * list(path: string, options: Parameters<typeof list>[1]) {
			if (path.startsWith('/home/per/slow')) {
				yield first;
				await answered.promise;
			}

			yield * list(path, options);
		},
	});
	return {
		app,
		async answer() {
			answered.resolve(undefined);
			await app.loaded();
		},
	};
}

const shown = ({panes: [left]}: TestApp) => left.get().rows.map(({name}) => name);

describe('a folder that is left before anything of it has arrived', () => {
	it('gives way to the one before, with its cursor, marks and history, and never comes', async () => {
		const {app, answer} = await openSlow();
		const [left] = app.panes;
		left.change(state => withCursor(withToggledMark(withCursor(state, 2)), 1));
		const before = left.get();

		type(app, 'Enter');
		expect(left.get()).toMatchObject({location: {path: '/home/per/slow'}, isLoading: true, rows: [{name: '..'}]});
		type(app, 'Esc');
		expect(left.get()).toEqual(before);
		await answer();

		expect(left.get()).toEqual(before);
		expect(app.stores.messages.get().message).toBeUndefined();
	});

	it('gives way to the last one that was shown, however many were on the way', async () => {
		const {app, answer} = await openSlow();
		const [left] = app.panes;
		const going = [left.goTo({...home, path: '/home/per/slow'}), left.goTo({...home, path: '/home/per/slow/below'})];

		type(app, 'Esc');
		await answer();
		await Promise.all(going);

		expect(left.get()).toMatchObject({location: home, back: []});
		expect(shown(app)).toEqual(['..', 'slow', 'a.txt', 'b.txt']);
	});

	it('gives way to what has become of the one before meanwhile: by a transfer, or on the disk', async () => {
		const {app, answer} = await openSlow();
		const [left] = app.panes;
		type(app, 'Down', 'Enter');

		left.apply({
			kind: 'placed', folder: home, entry: file('c.txt'),
		});
		left.apply({
			kind: 'removed', folder: home, segment: 'a.txt',
		});
		app.local.tree.set('/home/per', [folder('slow'), file('b.txt'), file('c.txt'), file('d.txt')]);
		type(app, 'Esc');
		expect(shown(app)).toEqual(['..', 'slow', 'b.txt', 'c.txt']);
		await answer();

		await expect.poll(() => shown(app)).toEqual(['..', 'slow', 'b.txt', 'c.txt', 'd.txt']);
		expect(currentRow(left.get())?.name).toBe('slow');
	});
});

describe('a folder that is left while it arrives', () => {
	it('stays with what is there, and says that there may be more', async () => {
		const {app, answer} = await openSlow([file('first')]);
		const [left] = app.panes;

		type(app, 'Down', 'Enter');
		await expect.poll(() => shown(app)).toEqual(['..', 'first']);
		type(app, 'Esc');
		await answer();

		expect(shown(app)).toEqual(['..', 'first']);
		expect(left.get()).toMatchObject({location: {path: '/home/per/slow'}, problem: {code: 'cancelled'}});
	});
});
