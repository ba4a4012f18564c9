import {describe, expect, it} from 'vitest';
import {openCloudApp, pointAt} from '../../support/app/cloud-app.ts';
import type {TestApp} from '../../support/app/test-app.ts';
import {
	asked,
	eventually,
	message,
	type,
} from '../../support/drive.ts';

type List = 'places' | 'trash' | 'versions' | 'links';

const list = (name: List, keys: readonly string[], row?: string) => async (app: TestApp) => {
	pointAt(app, 'plan.txt');
	type(app, ...keys);
	await eventually(() => {
		expect(app.stores[name].get()).toMatchObject({isLoading: false, problem: undefined});
		expect(app.stores[name].get().rows.length).toBeGreaterThan(0);
	});
	if (row !== undefined) {
		pointAt(app, row);
	}
};

const pane = async (app: TestApp) => {
	pointAt(app, 'plan.txt');
};

const acts = [
	{open: pane, keys: ['y', 'l'], says: 'Making a link for plan.txt…'},
	{
		open: pane, keys: ['y', 'u'], answer: 'y', says: 'Turning the link of plan.txt off…',
	},
	{open: pane, keys: ['i'], says: 'Reading more about plan.txt…'},
	{
		open: list('trash', ['g', 't'], 'old.txt'), keys: ['x'], answer: 'y', says: 'Deleting old.txt for good…',
	},
	{open: list('trash', ['g', 't']), keys: ['E', ...'empty', 'Enter'], says: 'Emptying the trash…'},
	{open: list('places', ['g', 'd'], 'NAS'), keys: ['n', ...'New', 'Enter'], says: 'Making New…'},
	{
		async open(app: TestApp) {
			await list('versions', ['V'])(app);
			app.stores.versions.moveTo(1);
		},
		keys: ['r'],
		answer: 'y',
		says: 'Making version 1 of plan.txt current…',
	},
] as const;

describe('what the service is slow to answer', () => {
	it.each(acts)('is said to be under way: $says', async ({open, keys, says, ...act}) => {
		const {app, sandbox} = await openCloudApp();
		await open(app);

		sandbox.setFaults('ANY /* stall=1000');
		type(app, ...keys);
		if ('answer' in act) {
			await asked(app, '?');
			type(app, act.answer);
		}

		await eventually(() => {
			expect(message(app)).toBe(says);
		});
	});

	it('waits before a question that is late, until Esc', async () => {
		const {app} = await openCloudApp();
		const late = Promise.withResolvers<undefined>();

		app.ask(async () => late.promise);
		await eventually(() => {
			expect(message(app)).toBe('This takes a moment: keys wait for the question; Esc leaves.');
		});
		type(app, 'Esc');

		expect(message(app)).toBe('');
		expect(app.typeAhead.isHolding()).toBe(false);
		late.resolve(undefined);
	});
});
