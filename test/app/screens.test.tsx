import {setTimeout as sleep} from 'node:timers/promises';
import {
	describe,
	expect,
	it,
	onTestFinished,
} from 'vitest';
import xterm from '@xterm/headless';
import {press} from '../../source/app/keymap/press.ts';
import {frameFor} from '../../source/app/layout/columns.ts';
import {Root} from '../../source/app/screens/root.tsx';
import {withCursor, withHeight, withMarks} from '../../source/app/stores/pane-state.ts';
import {mountInk} from '../../source/app/terminal/ink-terminal.ts';
import {
	file,
	folder,
	openTestApp,
	type TestApp,
} from './support.ts';

const day = (month: number, date: number) => Date.UTC(2026, month - 1, date, 12);
const pictures = {
	local: {'/home/per': [folder('january'), folder('march'), file('IMG_2041.CR3', 31_200_000, day(4, 2)), file('notater_høst.txt', 2100, day(4, 14)), file('写真一覧.csv', 88_000, day(4, 16)), file('video_2026-04-20_take-final.mov', 14.6e9, day(4, 20))]},
	cloud: {'/Jotta/Archive': [folder('january'), {...file('IMG_2042.CR3', 30_800_000, day(4, 1)), md5: '9f3c00000000000000000000000000e1', revision: 3}]},
};

/** Draws an app on a terminal in memory, as it would be seen. */
async function draw(app: TestApp): Promise<{readonly screen: () => Promise<string>; readonly bytes: () => number}> {
	const {columns, rows} = app.session.get().size;
	for (const pane of app.panes) {
		pane.change(state => withHeight(state, frameFor({columns, rows}, false).list));
	}

	const terminal = new xterm.Terminal({
		cols: columns, rows, allowProposedApi: true, scrollback: 0,
	});
	let bytes = 0;
	const ink = mountInk(<Root app={app}/>, {
		columns,
		rows,
		write(text) {
			bytes += text.length;
			terminal.write(text);
			return true;
		},
		onDrain() {}, // eslint-disable-line @typescript-eslint/no-empty-function -- this terminal is never slow
	});
	onTestFinished(ink.unmount);
	return {
		bytes: () => bytes,
		async screen() {
			await sleep(20);
			await new Promise<void>(resolve => {
				terminal.write('', resolve);
			});
			return Array.from({length: rows}, (_, row) => terminal.buffer.active.getLine(row)!.translateToString(false).trimEnd()).join('\n');
		},
	};
}

describe.each([{columns: 80, rows: 24}, {columns: 200, rows: 50}])('the browser at $columns×$rows', size => {
	it('shows both sides, where they are, what is marked, the account and the keys', async () => {
		const app = await openTestApp({...pictures, ...size});
		app.panes[0].change(state => withCursor(withMarks(state, new Set(['IMG_2041.CR3', 'march'])), 3));
		const {screen} = await draw(app);

		const shown = await screen();

		expect(shown).toMatchSnapshot();
		for (const words of ['per@example.no', '1.24 TB of 5.00 TB', '24%', '─ ~ ─', 'Jotta › Archive', '2 marked', '写真一覧.csv', 'Copy', 'Quit']) {
			expect(shown).toContain(words);
		}
	});
});

describe('the screen', () => {
	it('shows the box before a copy, with what, where to and the rule', async () => {
		const app = await openTestApp(pictures);
		const {screen} = await draw(app);

		press(app, {kind: 'key', key: 'Down'});
		press(app, {kind: 'key', key: 'F5'});

		const shown = await screen();
		expect(shown).toContain('Copy january/');
		expect(shown).toContain('jotta:');
		expect(shown).toContain('ask me');
		expect(shown).toMatchSnapshot();
	});

	it('keeps the choices of a question in sight in a small window', async () => {
		const app = await openTestApp({columns: 40, rows: 12});
		const {screen} = await draw(app);

		app.session.open({
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

		press(app, {kind: 'key', key: 'F1'});
		for (const letter of 'trash') {
			press(app, {kind: 'key', key: letter, text: letter});
		}

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

	it('writes nothing when nothing changes, and little for a step', async () => {
		const app = await openTestApp({...pictures, columns: 200, rows: 50});
		const {screen, bytes} = await draw(app);
		await screen();
		const before = bytes();

		app.session.change({});
		await screen();
		expect(bytes()).toBe(before);
		press(app, {kind: 'key', key: 'Down'});
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
