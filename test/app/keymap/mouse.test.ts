import {describe, expect, it} from 'vitest';
import {press} from '../../../source/app/keymap/press.ts';
import {currentRow} from '../../../source/app/stores/pane/state.ts';
import {
	file,
	folder,
	openTestApp,
	type TestApp,
} from '../support.ts';

const click = (app: TestApp, column: number, row: number, button = 0) => {
	press(app, {
		kind: 'mouse', button, column, row, isDown: true,
	});
	press(app, {
		kind: 'mouse', button, column, row, isDown: false,
	});
};

// Row 1 says who is signed in, 2 where the panes are, 3 the heads of the columns, 4 is the way up.
const content = {
	local: {'/home/per': [folder('a'), file('b')], '/home/per/a': [file('inside')]},
	cloud: {'/Jotta/Archive': [file('x'), file('y')]},
};

describe('the mouse', () => {
	it('moves the cursor to what is clicked, in either pane', async () => {
		const app = await openTestApp(content);

		click(app, 5, 6);
		expect(currentRow(app.panes[0].get())?.name).toBe('b');
		click(app, 60, 5);

		expect(app.session.get().active).toBe(1);
		expect(currentRow(app.panes[1].get())?.name).toBe('x');
	});

	it('opens what is clicked twice', async () => {
		const app = await openTestApp(content);

		click(app, 5, 5);
		expect(app.panes[0].get().location.path).toBe('/home/per');
		click(app, 5, 5);
		await app.loaded();

		expect(app.panes[0].get().location.path).toBe('/home/per/a');
	});

	it('scrolls by its wheel, and presses the keys of the key bar', async () => {
		const app = await openTestApp({...content, local: {'/home/per': Array.from({length: 40}, (_, index) => file(`file ${index}`))}});

		click(app, 5, 10, 65);
		expect(app.panes[0].get().cursor).toBe(3);
		click(app, 5, 10, 64);
		expect(app.panes[0].get().cursor).toBe(0);
		click(app, 78, 24);

		expect(app.ways).toEqual(['quit']);
	});

	it('does nothing where nothing is', async () => {
		const app = await openTestApp(content);
		const before = app.panes[0].get();

		click(app, 5, 15);
		click(app, 5, 2);
		click(app, 5, 5, 2);

		expect(app.panes[0].get()).toBe(before);
	});
});
