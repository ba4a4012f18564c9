import {readFile} from 'node:fs/promises';
import {
	describe,
	expect,
	it
} from 'vitest';
import {obey} from '../../../source/app/actions/program/settings.ts';
import {draw} from '../../support/app/draw.tsx';
import {
	file,
	folder,
	openTestApp,
	type TestApp,
} from '../../support/app/test-app.ts';
import {cursorName, eventually, fieldText, listRows, message, type} from '../../support/drive.ts';

const tree = {
	local: {
		'/home/per': [folder('album'), folder('alpha'), file('a.jpg'), file('.hidden')],
		'/home/per/album': [file('holiday.JPG'), folder('deep')],
		'/home/per/album/deep': [file('other.jpg'), file('note.txt')],
		'/home/per/alpha': [],
	},
};
const stored = async ({accounts}: TestApp) => JSON.parse(await readFile(accounts.tools.directories.settings, 'utf8')) as Record<string, unknown>;

describe('finding', () => {
	it('shows what matches below the folder, and goes where one is', async () => {
		const app = await openTestApp(tree);

		type(app, 'f', ...'*.jpg', 'Enter');
		await eventually(async () => {
			expect(listRows(app)).toEqual(['a.jpg  1K', 'album/holiday.JPG  1K', 'album/deep/other.jpg  1K']);
		});
		type(app, 'End', 'Enter');
		await eventually(async () => {
			expect(app.panes[0].get().location.path).toBe('/home/per/album/deep');
			expect(cursorName(app)).toBe('other.jpg');
		});
	});

	it('is left by Esc: the rest is not read', async () => {
		const app = await openTestApp(tree);

		type(app, 'f', ...'note', 'Enter', 'Esc');
		await eventually(async () => {
			expect(app.session.get().dialog).toBeUndefined();
			expect(app.work.leave()).toBe(false);
		});
	});

	it('says that nothing has such a name', async () => {
		const app = await openTestApp(tree);

		type(app, 'f', ...'nowhere', 'Enter');
		await eventually(async () => {
			expect(app.session.get().dialog).toMatchObject({rows: [], isLoading: false, whenEmpty: 'Nothing has such a name.'});
		});
	});
});

describe('bookmarks', () => {
	it('are set by b and a letter, kept in the settings, and lead back', async () => {
		const app = await openTestApp(tree);
		await app.panes[0].goTo({kind: 'local', path: '/home/per/album'});

		type(app, 'b', 'x');
		await eventually(async () => {
			expect(await stored(app)).toEqual({bookmarks: {x: '/home/per/album'}});
		});
		await app.panes[0].goUp();
		type(app, '\'', 'x');
		await eventually(async () => {
			expect(app.panes[0].get().location.path).toBe('/home/per/album');
		});
	});

	it('are taken away by Del, and a letter without one is said', async () => {
		const app = await openTestApp(tree);

		type(app, 'b', 'x');
		await eventually(() => {
			expect(message(app)).toContain('leads to');
		});
		type(app, '\'', 'Delete');
		await eventually(() => {
			expect(listRows(app)).toEqual([]);
		});
		type(app, 'x');

		expect(await stored(app)).toEqual({bookmarks: {}});
		expect(message(app)).toContain('no bookmark x');
	});
});

describe('the place that is typed', () => {
	it('is completed by Tab as far as all agree, then one after the other', async () => {
		const app = await openTestApp(tree);

		type(app, 'g', 'p', ...'a', 'Tab');
		await eventually(async () => {
			expect(fieldText(app)).toBe('/home/per/al');
		});
		type(app, 'Tab');
		const first = fieldText(app);
		type(app, 'Tab');

		expect([first, fieldText(app)]).toEqual(['/home/per/album/', '/home/per/alpha/']);
	});

	it('stays as it is where nothing fits', async () => {
		const app = await openTestApp(tree);

		type(app, 'g', 'p', ...'no/where', 'Tab');
		await eventually(async () => {
			expect(fieldText(app)).toBe('/home/per/no/where');
		});
	});
});

describe('the settings', () => {
	const rowOf = (app: TestApp, name: string) => listRows(app)!.findIndex(text => text.startsWith(`${name} `));

	async function change(app: TestApp, name: string): Promise<void> {
		type(app, 'g', ',');
		type(app, ...Array.from({length: rowOf(app, name)}, () => 'Down'), 'Enter');
		await eventually(() => {
			expect(app.session.get().dialog).toBeDefined();
		});
	}

	it('are all listed, changed in place, and obeyed at once', async () => {
		const app = await openTestApp(tree);

		await change(app, 'theme');
		expect(await stored(app)).toEqual({theme: 'dark'});
		expect(app.look.get().theme).toBe('dark');
		type(app, 'Esc');
		await change(app, 'folders_first');
		type(app, 'Esc');
		await change(app, 'show_hidden');

		expect(app.panes[0].get().rows.map(({name}) => name)).toEqual(['..', '.hidden', 'a.jpg', 'album', 'alpha']);
	});

	it('refuse what they cannot be, and give the default back', async () => {
		const app = await openTestApp(tree);

		await change(app, 'transfers');
		type(app, 'Ctrl-U', ...'99', 'Enter');
		await eventually(async () => {
			expect(app.session.get().message).toMatchObject({isProblem: true});
		});
		await change(app, 'theme');
		type(app, 'Delete');

		await eventually(async () => {
			expect(await stored(app)).toEqual({});
		});
	});

	it('that were set before hold from the start', async () => {
		const app = await openTestApp(tree);
		await change(app, 'show_hidden');
		app.look.set({...app.look.get(), showsHidden: false});
		app.panes[0].change(state => ({...state, showsHidden: false}));

		await obey(app);

		expect(app.panes[0].get().rows.some(({name}) => name === '.hidden')).toBe(true);
	});
});

describe('the log', () => {
	const long = 'a sentence that no window holds on one row '.repeat(12).trim();

	it('has what was said with its time, newest last', async () => {
		const app = await openTestApp(tree);
		app.session.say('the first');
		app.session.say('the second');

		type(app, 'g', 'l');

		expect(listRows(app)).toEqual(['12:00:00  the first', '12:00:00  the second']);
		expect(app.session.get().dialog).toMatchObject({cursor: 1});
	});

	it('shows a long line whole, and itself again where it was', async () => {
		const app = await openTestApp(tree);
		app.session.say(long);
		app.session.say('the second');
		type(app, 'g', 'l', 'Up', 'Enter');

		const words = (await (await draw(app)).screen()).replaceAll(/[^ a-z]/gv, ' ').replaceAll(/ +/gv, ' ');
		type(app, 'l');

		expect(words).toContain(long);
		expect(app.session.get().dialog).toMatchObject({title: 'Log of this session', cursor: 0});
	});
});
