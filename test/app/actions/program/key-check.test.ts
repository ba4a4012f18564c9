import {describe, expect, it} from 'vitest';
import {openTestApp} from '../../../support/app/test-app.ts';
import {type} from '../../../support/drive.ts';

describe('the key check', () => {
	it('names what arrives and what it does, without doing it', async () => {
		const app = await openTestApp();

		type(app, 'g', 'k', 'F10', 'Enter', 's', 'Ctrl-Alt-x');

		const {dialog} = app.stores.window.get();
		expect(app.terminalCalls).toEqual([]);
		expect(dialog?.kind === 'info' && dialog.lines.slice(2).map(line => line.replaceAll(/ +/gv, ' '))).toEqual([
			'F10 Quit (quit)', 'Enter Open the folder, or view the file (enter)', expect.stringMatching(/^s s n, s s/v), 'Ctrl-Alt-x nothing',
		]);

		type(app, 'Esc');
		expect(app.stores.window.get().dialog).toBeUndefined();
	});
});
