import {
	describe,
	expect,
	it,
} from 'vitest';
import {withCursor} from '../../../../source/app/stores/pane/cursor.ts';
import {
	chosen,
	withAllMarked,
	withMarksWhere,
	withRange,
	withToggledMark,
} from '../../../../source/app/stores/pane/marks.ts';
import {withEntries} from '../../../../source/app/stores/pane/rows.ts';
import {
	emptyPane,
} from '../../../../source/app/stores/pane/state.ts';
import {
	file,
	folder,
	openTestApp,
} from '../../../support/app/test-app.ts';
import {type, shownFolder, said} from '../../../support/drive.ts';
import {jobsIn} from '../../../support/queue-file.ts';

describe('marks in several folders', () => {
	const tree = {local: {'/home/per': [folder('album'), file('a.txt', 812)], '/home/per/album': [file('b.jpg', 100), file('c.jpg', 100)]}};

	it('are kept, counted, shown again, and copied together', async () => {
		const app = await openTestApp(tree);

		type(app, 'End', 'Space', 'Home', 'Down', 'Enter');
		await shownFolder(app, '/home/per/album');
		type(app, 'End', 'Space', 'Backspace');
		await shownFolder(app, '/home/per');
		expect([...app.panes[0].get().marks]).toEqual(['a.txt']);
		expect(app.panes[0].get().elsewhere.map(({location}) => location.path)).toEqual(['/home/per/album/c.jpg']);
		type(app, 'F5', 'Enter');
		await said(app, 'Queued 2 items');

		expect(jobsIn(app.service.queue).map(({sources}) => sources.map(({path}) => path))).toEqual([['/home/per/album/c.jpg', '/home/per/a.txt']]);
		expect(app.panes[0].get()).toMatchObject({elsewhere: [], marks: new Set()});
	});

	it('are all cleared by Esc', async () => {
		const app = await openTestApp(tree);

		type(app, 'Down', 'Enter');
		await shownFolder(app, '/home/per/album');
		type(app, 'End', 'Space', 'Backspace');
		await shownFolder(app, '/home/per');
		type(app, 'Esc');

		expect(app.panes[0].get().elsewhere).toEqual([]);
	});
});

const here = {kind: 'local', path: '/home/per'} as const;
const pane = (...names: readonly string[]) => withEntries(emptyPane(here), names.map(name => file(name)));
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
