import {describe, expect, it} from 'vitest';
import {press} from '../../../source/app/input/press.ts';
import {currentRow} from '../../../source/app/stores/pane/state.ts';
import {draw} from '../../support/app/draw.tsx';
import {
	file,
	folder,
	openTestApp,
	type TestApp,
} from '../../support/app/test-app.ts';
import {type} from '../../support/drive.ts';

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

		expect(app.stores.window.get().active).toBe(1);
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

		expect(app.terminalCalls).toEqual(['quit']);
	});

	it('does nothing where nothing is', async () => {
		const app = await openTestApp(content);
		const before = app.panes[0].get();

		click(app, 5, 15);
		click(app, 5, 2);
		click(app, 5, 5, 2);

		expect(app.panes[0].get()).toBe(before);
	});

	it('scrolls the pane that it is over', async () => {
		const app = await openTestApp({...content, cloud: {'/Jotta/Archive': Array.from({length: 40}, (_, index) => file(`file ${index}`))}});

		click(app, 60, 10, 65);

		expect(app.stores.window.get().active).toBe(1);
		expect(app.panes[1].get().cursor).toBe(3);
	});
});

/** Clicks where a text is seen. */
async function clickOn(app: TestApp, text: string): Promise<void> {
	const {screen} = await draw(app);
	const rows = (await screen()).split('\n');
	const row = rows.findIndex(line => line.includes(text));
	click(app, rows[row]!.indexOf(text) + 2, row + 1);
}

describe('the mouse in a box', () => {
	const isOpen = (app: TestApp) => app.stores.window.get().dialog !== undefined;

	it('gives the answer that is clicked, and none beside it', async () => {
		const app = await openTestApp(content);
		click(app, 5, 6);
		type(app, 'd');
		await expect.poll(() => isOpen(app)).toBe(true);

		click(app, 2, 10);
		await clickOn(app, 'Delete for good?');
		expect(isOpen(app)).toBe(true);
		await clickOn(app, '[y] Yes, delete');

		await expect.poll(() => app.local.calls.filter(call => call.startsWith('remove'))).toEqual(['remove /home/per/b for good']);
		expect(isOpen(app)).toBe(false);
	});

	it('puts the cursor of a list on a row, and chooses the row that has it', async () => {
		const app = await openTestApp(content);
		type(app, ':', ...'order round');

		expect(app.stores.window.get().dialog).toMatchObject({cursor: 0});
		await clickOn(app, 'Turn the order round');

		expect(isOpen(app)).toBe(false);
		expect(app.panes[0].get().sort.isReversed).toBe(true);
		type(app, ':', ...'sort by');
		await clickOn(app, 'Sort by time');
		expect(app.stores.window.get().dialog).toMatchObject({kind: 'commands', cursor: 2});
		await clickOn(app, 'Sort by time');
		expect(app.panes[0].get().sort.key).toBe('modified');
	});

	it('takes one of the keys that can follow, or goes back beside them', async () => {
		const app = await openTestApp(content);
		type(app, 's');
		await clickOn(app, 'Sort by size');
		expect(app.panes[0].get().sort.key).toBe('size');
		expect(app.stores.window.get().prefix).toBe('');

		type(app, 's');
		click(app, 5, 5);

		expect(app.stores.window.get().prefix).toBe('');
		expect(app.panes[0].get().cursor).toBe(0);
	});
});
