import fc from 'fast-check';
import {
	describe,
	expect,
	it,
} from 'vitest';
import {withCursor, withHeight} from '../../../../source/app/stores/pane/cursor.ts';
import {
	withRange,
	withToggledMark,
} from '../../../../source/app/stores/pane/marks.ts';
import {withPlaced, withRemoved} from '../../../../source/app/stores/pane/patches.ts';
import {withEntries, withFilter} from '../../../../source/app/stores/pane/rows.ts';
import {
	currentRow,
	emptyPane,
} from '../../../../source/app/stores/pane/state.ts';
import {
	file,
} from '../../../support/app/test-app.ts';

const here = {kind: 'local', path: '/home/per'} as const;
const pane = (...names: readonly string[]) => withEntries(emptyPane(here), names.map(name => file(name)));
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
