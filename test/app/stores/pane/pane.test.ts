import {
	describe,
	expect,
	it,
} from 'vitest';
import {withCursor} from '../../../../source/app/stores/pane/cursor.ts';
import {
	currentRow,
} from '../../../../source/app/stores/pane/state.ts';
import {
	file,
	folder,
	openTestApp,
} from '../../../support/app/test-app.ts';

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
		const {stores: {messages}, panes: [left], local, loaded} = await openTestApp({local: {'/home/per': [folder('gone')], '/home/per/gone': []}});
		left.change(state => withCursor(state, 1));
		await left.enter();
		local.tree.delete('/home/per/gone');
		local.tree.set('/home/per', []);

		await left.reload();
		await loaded();

		expect(left.get().location.path).toBe('/home/per');
		expect(messages.get().message?.text).toContain('gone');
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
