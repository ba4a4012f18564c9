import {
	describe,
	expect,
	it,
} from 'vitest';
import {albumTree} from '../../../support/app/folders.ts';
import {completePlace} from '../../../../source/app/actions/program/complete-place.ts';
import {withCursor} from '../../../../source/app/stores/pane/cursor.ts';
import type {Location} from '../../../../source/files/location.ts';
import {
	file,
	folder,
	openTestApp,
	type TestApp,
} from '../../../support/app/test-app.ts';
import {eventually, fieldText, type} from '../../../support/drive.ts';

const cloud = (path: string): Location => ({kind: 'cloud', account: 'jotta', path});

const trees = {
	local: {'/home/per': [folder('docs'), file('a.txt')], '/home/per/docs': [file('taken')]},
	cloud: {
		'/Jotta/Archive': [folder('docs'), file('plan.txt'), file('sketch.txt')],
		'/Jotta/Archive/docs': [],
	},
};

/** The cloud in the pane with the cursor, on a file. */
async function openOnPlan(): Promise<TestApp> {
	const app = await openTestApp(trees);
	app.stores.window.activate(1);
	app.panes[1].change(state => withCursor(state, state.rows.findIndex(({name}) => name === 'plan.txt')));
	return app;
}

describe('the prompt for a place', () => {
	it('completes by Tab as far as all names agree, then one after the other', async () => {
		const app = await openTestApp(albumTree);

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
		const app = await openTestApp(albumTree);

		type(app, 'g', 'p', ...'no/where', 'Tab', '!'); // which is typed once Tab has been answered
		await eventually(() => {
			expect(fieldText(app)).toBe('/home/per/no/where!');
		});
	});

	it.each(['/', '~', 'jotta:'])('begins anew with %s', async start => {
		const app = await openTestApp();
		type(app, 'g', 'p', ...start);

		expect(fieldText(app)).toBe(start);
	});

	it('goes on from what it shows with a name', async () => {
		const app = await openTestApp();
		type(app, 'g', 'p', ...'a/b');

		expect(fieldText(app)).toBe('/home/per/a/b');
	});

	it('says of a place that never was that it is not there, once', async () => {
		const app = await openTestApp();
		type(app, 'g', 'p', ...'/home/nix/b', 'Enter');

		await expect.poll(() => app.stores.messages.get().log.map(({text}) => text)).toEqual(['There is no folder b; this is the nearest one above it.']);
		await expect.poll(() => app.panes[0].get().location.path).toBe('/home');
	});

	it.each([
		['docs', '/Jotta/Archive/docs'],
		['docs/..', '/Jotta/Archive'],
		['./docs/', '/Jotta/Archive/docs'],
	])('takes %s from the folder of the pane', async (typed, path) => {
		const app = await openOnPlan();
		await app.panes[1].goTo(cloud('/Jotta/Archive'));

		type(app, 'g', 'p', 'Ctrl-U', ...typed, 'Enter');

		await expect.poll(() => app.panes[1].get().location).toEqual(cloud(path));
		expect(app.cloud.calls.at(-1)).toBe(`list ${path}`);
	});

	it('offers names as they are typed, so that they lead there', async () => {
		const app = await openTestApp({
			local: {'/home/per': [folder('a／b'), folder('a\nc'), file('a.txt')]},
			cloud: {'/Jotta/Archive': [{...folder('a/b'), segment: 'a／b'}, {...folder('a／b'), segment: 'a‛／b'}]},
		});
		const offers = async (text: string) => completePlace(app, text, {from: app.panes[0].get().location, signal: new AbortController().signal});

		expect(await offers('jotta:a')).toEqual(['jotta:a‛／b/', 'jotta:a／b/']);
		expect(await offers('/home/per/a')).toEqual(['/home/per/a\nc/', '/home/per/a／b/']);
	});

	it('goes nowhere with nothing, and completes a name from the folder of the pane', async () => {
		const app = await openOnPlan();

		type(app, 'g', 'p', 'Ctrl-U', 'Enter', 'g', 'p', 'Ctrl-U', 'd', 'Tab');

		await expect.poll(() => app.stores.window.get().dialog).toMatchObject({field: {text: 'docs/'}});
		expect(app.panes[1].get().location).toEqual(cloud('/Jotta/Archive'));
	});
});
