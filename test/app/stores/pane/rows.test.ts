import fc from 'fast-check';
import {
	describe,
	expect,
	it,
} from 'vitest';
import {withCursor} from '../../../../source/app/stores/pane/cursor.ts';
import {withEntries, withFilter, withHidden} from '../../../../source/app/stores/pane/rows.ts';
import {
	currentRow,
	emptyPane,
	type PaneState,
} from '../../../../source/app/stores/pane/state.ts';
import type {Entry} from '../../../../source/files/entry.ts';
import {
	file,
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
