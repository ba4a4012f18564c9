import fc from 'fast-check';
import {
	describe,
	expect,
	it,
} from 'vitest';
import {withCursor} from '../../../../source/app/stores/pane/cursor.ts';
import {
	chosen,
	withToggledMark,
} from '../../../../source/app/stores/pane/marks.ts';
import {withPlaced, withRemoved} from '../../../../source/app/stores/pane/patches.ts';
import {withEntries, withFilter} from '../../../../source/app/stores/pane/rows.ts';
import {
	emptyPane,
	parentRow,
} from '../../../../source/app/stores/pane/state.ts';
import {comparator} from '../../../../source/app/stores/sorting.ts';
import type {Entry} from '../../../../source/files/entry.ts';
import {
	file,
	folder,
} from '../../../support/app/test-app.ts';

const here = {kind: 'local', path: '/home/per'} as const;
const pane = (...names: readonly string[]) => withEntries(emptyPane(here), names.map(name => file(name)));
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
