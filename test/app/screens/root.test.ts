import {
	describe,
	expect,
	it,
} from 'vitest';
import {draw} from '../../support/app/draw.tsx';
import {
	file,
	folder,
	openTestApp,
} from '../../support/app/test-app.ts';
import {type} from '../../support/drive.ts';

const day = (month: number, date: number) => Date.UTC(2026, month - 1, date, 12);
const pictures = {
	local: {'/home/per': [folder('january'), folder('march'), file('IMG_2041.CR3', 31_200_000, day(4, 2)), file('notater_høst.txt', 2100, day(4, 14)), file('写真一覧.csv', 88_000, day(4, 16)), file('video_2026-04-20_take-final.mov', 14.6e9, day(4, 20))]},
	cloud: {'/Jotta/Archive': [folder('january'), {...file('IMG_2042.CR3', 30_800_000, day(4, 1)), md5: '9f3c00000000000000000000000000e1', revision: 3}]},
};

describe('the screen', () => {
	it('shows the box before a copy, with what, where to and the rule', async () => {
		const app = await openTestApp(pictures);
		const {screen} = await draw(app);

		type(app, 'Down', 'F5');

		const shown = await screen();
		expect(shown).toContain('Copy january/');
		expect(shown).toContain('jotta:');
		expect(shown).toContain('ask me');
		expect(shown).toMatchSnapshot();
	});

	it('keeps the choices of a question in sight in a small window', async () => {
		const app = await openTestApp({columns: 40, rows: 12});
		const {screen} = await draw(app);

		app.stores.window.open({
			kind: 'question', title: 'Already exists', lines: Array.from({length: 9}, (_, index) => `fact ${index}`), cursor: 0,
			choices: ['Decide later', 'Skip', 'Keep both', 'Newer', 'Overwrite'].map((label, index) => ({key: String(index), label})),
		});

		const shown = await screen();
		expect(shown).toContain('Decide later');
		expect(shown).toContain('Overwrite');
	});

	it('finds commands by words in the help', async () => {
		const app = await openTestApp(pictures);
		const {screen} = await draw(app);

		type(app, 'F1', ...'trash');

		const shown = await screen();
		expect(shown).toContain('Move to the trash');
		expect(shown).not.toContain('Sort by');
	});

	it('shows one pane with its side under 60 columns, and one line under 20', async () => {
		const narrow = await openTestApp({...pictures, columns: 40, rows: 12});
		const tiny = await openTestApp({...pictures, columns: 18, rows: 5});

		expect(await (await draw(narrow)).screen()).toMatch(/left: ~/v);
		expect(await (await draw(tiny)).screen()).toContain('too small');
	});

	it('is the same in plain ASCII, for terminals that know no more', async () => {
		const app = await openTestApp({...pictures, glyphs: 'ascii'});
		const {screen} = await draw(app);

		expect((await screen()).replaceAll(/[^\n -~]/gv, '')).toContain('|   Name ^');
	});

	it.each([
		['F1'], ['F2'], ['F3'], ['F5'], ['F6'], ['F7'], ['F8'], ['F9'], ['F10'], ['r'], ['s'], ['g'], ['i'], ['f'], ['=', 'c'], ['g', ','], ['g', 'l'], ['g', 't'], ['g', 'd'], ['g', 's'], ['g', 'a'], ['g', 'k'], ['/', 'ø'],
	])('writes nothing but ASCII there, after %s %s', async (...keys) => {
		const app = await openTestApp({...pictures, glyphs: 'ascii'});
		const {screen, raw} = await draw(app);
		type(app, 'Down', ...keys);

		await screen();
		expect(raw()).toMatch(/^\p{ASCII}+$/v);
	});

	it('writes nothing when nothing changes, and little for a step', async () => {
		const app = await openTestApp({...pictures, columns: 200, rows: 50});
		const {screen, bytes} = await draw(app);
		await screen();
		const before = bytes();

		app.stores.window.close();
		await screen();
		expect(bytes()).toBe(before);
		type(app, 'Down');
		await screen();
		expect(bytes() - before).toBeLessThanOrEqual(250);
	});

	it('says why a folder cannot be shown, and which key tries again', async () => {
		const app = await openTestApp(pictures);
		app.cloud.tree.delete('/');
		const {screen} = await draw(app);

		await app.panes[1].goTo({kind: 'cloud', account: 'jotta', path: '/'});

		expect(await screen()).toMatch(/There is no \/\..*Ctrl-R/sv);
	});
});
