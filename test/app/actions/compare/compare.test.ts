import {
	describe,
	expect,
	it,
} from 'vitest';
import {
	file,
	folder,
	openTestApp,
	type TestApp,
} from '../../../support/app/test-app.ts';
import {
	cursorName,
	eventually,
	message,
	shownFolder,
	type,
} from '../../../support/drive.ts';

describe('comparing the panes', () => {
	const both = {
		local: {'/home/per': [folder('album'), file('Same.txt', 10), file('size.txt', 11), file('new.txt', 1)], '/home/per/album': []},
		cloud: {'/Jotta/Archive': [folder('ALBUM'), file('same.txt', 10), file('size.txt', 12), file('old.txt', 1)], '/Jotta/Archive/ALBUM': []},
	};
	const verdictsOf = ({stores: {comparison}}: TestApp, side: 0 | 1) => Object.fromEntries(comparison.get().verdicts?.[side] ?? []);

	it('says for each row what the other side has of that name', async () => {
		const app = await openTestApp(both);

		type(app, '=', 'c');

		expect(verdictsOf(app, 0)).toEqual({
			album: 'unknown', 'Same.txt': 'unknown', 'size.txt': 'differs', 'new.txt': 'only-here',
		});
		expect(verdictsOf(app, 1)).toMatchObject({ALBUM: 'unknown', 'old.txt': 'only-here'});
		type(app, '=', 'c');
		expect(app.stores.comparison.get().verdicts).toBeUndefined();
	});

	it('marks what differs, and n goes from one difference to the next', async () => {
		const app = await openTestApp(both);

		type(app, '=', 'm', 'n');
		const first = cursorName(app);
		type(app, 'n');
		const second = cursorName(app);
		type(app, 'n');

		expect([...app.panes[0].get().marks].toSorted()).toEqual(['new.txt', 'size.txt']);
		expect([first, second]).toEqual(['new.txt', 'size.txt']);
		expect(message(app)).toContain('No more differences');
	});

	it.each([false, true])('marks what differs as soon as both sides are read, when a key comes before that; compare was pressed, too: %s', async isComparing => {
		const app = await openTestApp(both);
		const reading = app.panes[1].reload();
		expect(app.panes[1].get().isLoading).toBe(true);

		type(app, ...(isComparing ? ['=', 'c'] : []), '=', 'm');
		await reading;

		await eventually(() => {
			expect(app.panes.map(pane => [...pane.get().marks].toSorted())).toEqual([['new.txt', 'size.txt'], ['old.txt', 'size.txt']]);
		});
	});

	it('marks nothing later, where the person has left it or gone elsewhere', async () => {
		const app = await openTestApp(both);

		for (const keys of [['Esc'], ['Down', 'Enter']]) {
			const reading = app.panes[1].reload();
			type(app, '=', 'm', ...keys);
			await reading;
			await app.loaded();
			expect(app.panes.flatMap(pane => [...pane.get().marks])).toEqual([]);
			type(app, '=', 'c');
		}
	});

	it('takes a side that could not be read for no empty one', async () => {
		const app = await openTestApp(both);
		app.panes[1].change(pane => ({
			...pane, entries: [], rows: [], problem: {code: 'offline', sentence: 'There is no line.', nextStep: ''},
		}));

		type(app, '=', 'c');

		expect(app.stores.comparison.get().verdicts).toBeUndefined();
	});

	it('goes together into folders of one name, and up again', async () => {
		const app = await openTestApp(both);

		type(app, '=', 's', 'Down', 'Enter');
		await shownFolder(app, '/home/per/album');
		await shownFolder(app, '/Jotta/Archive/ALBUM', 1);
		type(app, 'Backspace');

		await shownFolder(app, '/home/per');
		await shownFolder(app, '/Jotta/Archive', 1);
	});
});
