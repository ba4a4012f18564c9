import {
	describe,
	expect,
	it,
	vi,
} from 'vitest';
import {openWizard} from '../../../source/app/actions/accounts/wizard.ts';
import {fewFiles} from '../../support/app/folders.ts';
import {
	folder,
	openTestApp,
} from '../../support/app/test-app.ts';
import {paste, type} from '../../support/drive.ts';

describe('a key', () => {
	it('that is none of a begun command is said and does nothing', async () => {
		const app = await openTestApp(fewFiles);

		type(app, 'g', 'z');

		expect(app.stores.window.get().prefix).toBe('');
		expect(app.stores.messages.get().message?.text).toContain('g z');
	});

	it.each([
		['the panes', []],
		['a half-filled prompt', ['F7', 'a']],
		['the box before a copy', ['Down', 'F5']],
		['the help', ['?', 'c']],
		['a command of two keys', ['g']],
		['the settings', ['g', ',']],
		['the viewer', ['Down', 'Down', 'F3']],
		['the places', ['Tab', 'g', 'd']],
		['the transfers', ['t']],
		['the question whether to quit', ['t', 'X']],
		['the sign-in', 'wizard'],
	] as const)('that draws again does so over %s, and changes nothing', async (_, keys) => {
		const app = await openTestApp(fewFiles);
		await app.loaded();
		if (keys === 'wizard') {
			openWizard(app);
		} else {
			type(app, ...keys);
		}

		app.terminalCalls.length = 0;
		const before = app.stores.window.get();
		type(app, 'Ctrl-L');

		expect(app.terminalCalls).toEqual(['redraw']);
		expect(app.stores.window.get()).toBe(before);
	});

	it('that draws again is shown by the key check, as every key', async () => {
		const app = await openTestApp(fewFiles);

		type(app, 'g', 'k', 'Ctrl-L');

		expect(JSON.stringify(app.stores.window.get().dialog)).toContain('Draw the screen again');
	});

	it.each([
		['the viewer', ['Down', 'Down', 'F3']],
		['the transfers', ['t']],
		['the places', ['Tab', 'g', 'd']],
		['the trash', ['Tab', 'g', 't']],
	] as const)('to quit, q goes back from %s, and F10 quits', async (_, keys) => {
		const app = await openTestApp(fewFiles);
		await app.loaded();

		type(app, ...keys);
		expect(app.stores.window.get().screen).not.toBe('browser');
		type(app, 'q');
		expect([app.stores.window.get().screen, app.terminalCalls]).toEqual(['browser', []]);
		type(app, ...keys, 'Ctrl-C');
		expect([app.stores.window.get().screen, app.terminalCalls]).toEqual(['browser', []]);

		type(app, ...keys, 'F10');
		expect(app.terminalCalls).toEqual(['quit']);
	});

	it('pasted is text: it is never taken for commands', async () => {
		const app = await openTestApp(fewFiles);

		paste(app, 'dy\rq');
		expect(app.stores.window.get().dialog).toBeUndefined();
		type(app, 'F7');
		paste(app, '\r\na name\nof two lines\n');

		expect(app.stores.window.get().dialog).toMatchObject({kind: 'prompt', field: {text: 'a name of two lines'}});
		expect(app.terminalCalls).toEqual([]);
	});

	it('pasted in the help searches, from its first row on', async () => {
		const app = await openTestApp(fewFiles);

		type(app, '?', 'Down', 'Down');
		paste(app, 'hidden\n');
		type(app, 'Enter');

		expect(app.panes[0].get().showsHidden).toBe(true);
	});

	it('pasted behind what Tab has offered is not replaced by the next offer', async () => {
		const app = await openTestApp({local: {'/home/per': [folder('album'), folder('alpha')], '/home/per/album': [], '/home/per/alpha': []}});

		type(app, 'g', 'p', 'a', 'Tab');
		await vi.waitFor(() => {
			expect(app.stores.window.get().dialog).toMatchObject({field: {text: '/home/per/al'}});
		});
		paste(app, 'b');
		type(app, 'Tab');

		await vi.waitFor(() => {
			expect(app.stores.window.get().dialog).toMatchObject({field: {text: '/home/per/album/'}});
		});
	});

	it('in the help searches, and Enter runs what was found', async () => {
		const app = await openTestApp(fewFiles);

		type(app, '?', ...'hidden', 'Enter');

		expect(app.panes[0].get().showsHidden).toBe(true);
	});
});
