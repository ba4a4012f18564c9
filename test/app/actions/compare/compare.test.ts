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
	said,
	shownFolder,
	type,
} from '../../../support/drive.ts';
import {draw} from '../../../support/app/draw.tsx';
import {standardNames} from '../../../support/names.ts';

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

	it('says what it has not looked into, and what it has not read, at once or as soon as it knows', async () => {
		const app = await openTestApp(both);
		const result = 'Compared: 2 differences left, 2 right; 1 folder not looked into; 1 file only by size and time (= h reads them). = m marks differences, n goes to the next.';

		type(app, '=', 'c');
		expect(message(app)).toBe(result);
		type(app, '=', 'c');
		expect(message(app)).toBe('The panes are compared no longer.');

		const reading = app.panes[1].reload();
		type(app, '=', 'c');
		expect(message(app)).toBe('Compared as soon as both sides are read.');
		await reading;
		await said(app, result);
	});

	it('marks no row that is not seen', async () => {
		const app = await openTestApp({...both, local: {'/home/per': [file('.hidden', 1), file('new.txt', 1)]}});

		type(app, '=', 'm');

		expect([...app.panes[0].get().marks]).toEqual(['new.txt']);
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
		expect(message(app)).toBe('Compared as soon as both sides are read. The right one could not be: Ctrl-R there reads it again.');
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

describe('names that another program has given in the cloud', () => {
	const stored = (segment: string, kind = folder) => ({...kind(segment), name: standardNames.toShown(segment)});

	it('are those of the disk, as they would come down, when the panes are compared or go together', async () => {
		const app = await openTestApp({
			local: {'/home/per': [folder('2026: notes'), folder('c')], '/home/per/2026: notes': []},
			cloud: {'/Jotta/Archive': [stored('2026: notes'), stored('c')], '/Jotta/Archive/2026: notes': []},
		});

		type(app, '=', 'c');
		expect(app.stores.comparison.get().verdicts?.map(side => [...side.values()])).toEqual([['unknown', 'unknown'], ['unknown', 'unknown']]);
		type(app, '=', 's', 'Home', 'Down', 'Enter');

		await shownFolder(app, '/home/per/2026: notes');
		await shownFolder(app, '/Jotta/Archive/2026: notes', 1);
		type(app, 'Backspace', 'Tab');
		await shownFolder(app, '/Jotta/Archive', 1);
		type(app, 'Home', 'Down', 'Enter');
		await shownFolder(app, '/home/per/2026: notes');
	});

	it('are told apart from ours where both are there', async () => {
		const app = await openTestApp({
			local: {'/home/per': [folder('a:b')], '/home/per/a:b': []},
			cloud: {'/Jotta/Archive': [stored('a:b'), stored('a：b')], '/Jotta/Archive/a：b': [], '/Jotta/Archive/a:b': []},
		});

		type(app, '=', 'c');
		expect(Object.fromEntries(app.stores.comparison.get().verdicts![1])).toEqual({'a:b': 'only-here', 'a：b': 'unknown'});
		type(app, '=', 's', 'Home', 'Down', 'Enter');

		await shownFolder(app, '/Jotta/Archive/a：b', 1);
	});
});

describe('synchronised browsing', () => {
	const tree = {
		local: {
			'/home/per': [folder('album'), folder('mine')],
			'/home/per/album': [folder('deep')],
			'/home/per/album/deep': [],
			'/home/per/mine': [folder('inner')],
			'/home/per/mine/inner': [],
		},
		cloud: {'/Jotta/Archive': [folder('ALBUM')], '/Jotta/Archive/ALBUM': [folder('Deep')], '/Jotta/Archive/ALBUM/Deep': []},
	};
	const state = ({stores: {browsing}}: TestApp) => browsing.get().together.state;

	/** Both at the start, going together. */
	async function openTogether() {
		const app = await openTestApp(tree);
		await app.loaded();
		type(app, '=', 's');
		return app;
	}

	async function goTo(app: TestApp, path: string, side: 0 | 1 = 0) {
		app.stores.window.activate(side);
		await app.panes[side].goTo(side === 0 ? {kind: 'local', path} : {kind: 'cloud', account: 'jotta', path});
	}

	it('leaves the other side where it is when that has no such folder, also on the way back up', async () => {
		const app = await openTogether();

		type(app, 'Down', 'Down', 'Enter');
		await said(app, 'The other side has no folder mine: it stays, and goes along again when you are back.');
		expect(state(app)).toBe('apart');
		await goTo(app, '/home/per/mine/inner');
		type(app, 'Backspace');
		await shownFolder(app, '/home/per/mine');
		type(app, 'Backspace');
		await shownFolder(app, '/home/per');

		await expect.poll(() => state(app)).toBe('on');
		await shownFolder(app, '/Jotta/Archive', 1);
		await goTo(app, '/home/per/album');
		await shownFolder(app, '/Jotta/Archive/ALBUM', 1);
	});

	it('stays apart after a jump to somewhere else, until the panes stand at places that belong together', async () => {
		const app = await openTogether();
		await goTo(app, '/home/per/album');
		await shownFolder(app, '/Jotta/Archive/ALBUM', 1);

		await goTo(app, '/');
		await said(app, 'The other side is at its top');
		type(app, 'Down', 'Enter');
		await shownFolder(app, '/home');
		await shownFolder(app, '/Jotta/Archive/ALBUM', 1);
		await goTo(app, '/home/per', 0);
		expect(state(app)).toBe('apart');
		await goTo(app, '/Jotta/Archive', 1);

		await expect.poll(() => state(app)).toBe('on');
	});

	it('follows several levels at once, and each key while the other side is still read', async () => {
		const app = await openTogether();

		await goTo(app, '/home/per/album/deep');
		await shownFolder(app, '/Jotta/Archive/ALBUM/Deep', 1);
		await goTo(app, '/home/per');
		await shownFolder(app, '/Jotta/Archive', 1);
		void goTo(app, '/home/per/album');
		void goTo(app, '/home/per/album/deep');

		await shownFolder(app, '/Jotta/Archive/ALBUM/Deep', 1);
		expect(state(app)).toBe('on');
	});

	it('goes on when both panes have swapped their places', async () => {
		const app = await openTogether();

		type(app, 'g', 'x');
		await shownFolder(app, '/Jotta/Archive');
		await shownFolder(app, '/home/per', 1);
		await app.loaded();

		expect(state(app)).toBe('on');
	});

	it('does not take the other side above its mountpoint, and says so', async () => {
		const app = await openTogether();

		type(app, 'Backspace');
		await said(app, 'The other side is at its top: it stays');

		await shownFolder(app, '/Jotta/Archive', 1);
	});

	it('is seen above both panes, and so is that they are apart', async () => {
		const app = await openTogether();
		const drawn = await draw(app);

		await drawn.shows(/─ sync ─┬─ Jotta .*─ sync ─/v);
		await goTo(app, '/home/per/mine');
		await drawn.shows(/─ sync: apart ─┬─ Jotta .*─ sync: apart ─/v);
		type(app, '=', 's');

		await drawn.shows('Synchronised browsing off.');
		expect(await drawn.screen()).not.toContain(' sync');
	});
});
