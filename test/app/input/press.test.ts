import {
	describe,
	expect,
	it,
	vi,
} from 'vitest';
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
