import {describe, expect, it} from 'vitest';
import {startSetTime} from '../../../../source/app/actions/files/set-time.ts';
import {withCursor} from '../../../../source/app/stores/pane/cursor.ts';
import {file, openTestApp} from '../../../support/app/test-app.ts';

async function submit(text: string) {
	const app = await openTestApp({local: {'/home/per': [file('a.txt')]}});
	app.panes[0].change(state => withCursor(state, state.rows.findIndex(({name}) => name === 'a.txt')));
	startSetTime(app);
	const {dialog} = app.stores.window.get();
	if (dialog?.kind === 'prompt') {
		dialog.onSubmit(text);
	}

	return app;
}

describe('the time that is typed for a file', () => {
	it.each([
		['1965-03-04 05:06:07', new Date(1965, 2, 4, 5, 6, 7).getTime()],
		['2024-02-29 11:21', new Date(2024, 1, 29, 11, 21).getTime()],
		['2024-02-29', new Date(2024, 1, 29).getTime()],
		['2200-05-06T07:08:09Z', Date.UTC(2200, 4, 6, 7, 8, 9)],
	])('%s is set', async (text, time) => {
		const app = await submit(text);

		await expect.poll(async () => (await app.local.stat('/home/per/a.txt')).modified).toBe(time);
	});

	it.each(['2024-02-30 10:00', '2023-02-29', '24:61', 'soon'])('%s is refused', async text => {
		const app = await submit(text);

		await expect.poll(() => app.stores.messages.get().message?.text).toContain(`${text} is no time.`);
		expect(app.local.calls.filter(call => call.startsWith('setModified'))).toEqual([]);
	});
});
