import {expect, it} from 'vitest';
import {appLines} from '../../../source/app/screen-reader/app-lines.ts';
import type {ItemState} from '../../../source/transfers/item.ts';
import {draw} from '../../support/app/draw.tsx';
import {openTestApp} from '../../support/app/test-app.ts';
import {message, type} from '../../support/drive.ts';
import {cloud, disk} from '../../support/engine.ts';
import {queueFileAt} from '../../support/queue-file.ts';

const failed: ItemState = {phase: 'failed', failure: {code: 'not-found', sentence: 'b is gone.', nextStep: ''}};

/** The transfers, of which one is done, one has failed and one was cancelled. */
async function openTransfers() {
	const app = await openTestApp();
	const {queue, accounts: {tools}} = app.service;
	const job = queue.add({
		kind: 'copy', sources: [disk('/album')], target: cloud(), overwrite: 'newer',
	});
	const file = queueFileAt(tools);
	const item = (name: string) => ({
		direction: 'up' as const, name, source: disk(`/album/${name}`), target: cloud(`/album/${name}`), size: 1,
	});
	file.insert(job, [[item('a'), {phase: 'done', sent: 1}], [item('b'), failed], [item('c'), {phase: 'cancelled'}]]);
	file.setJob(job, 'over', 1);
	app.stores.transfers.poll();
	type(app, 't');
	return {app, totals: () => app.stores.transfers.get().totals};
}

it('all transfers of a tab can be reached, also those behind the first hundred', async () => {
	const {app} = await openTransfers();
	const {queue, accounts: {tools}} = app.service;
	const job = queue.add({
		kind: 'copy', sources: [disk('/many')], target: cloud(), overwrite: 'newer',
	});
	const file = queueFileAt(tools);
	file.insert(job, Array.from({length: 350}, (_, at) => [{
		direction: 'up', name: `old ${at}`, source: disk(`/many/${at}`), target: cloud(`/many/${at}`), size: 1,
	}, {phase: 'done', sent: 1}]));
	file.setJob(job, 'over', 1);
	app.stores.transfers.poll();
	app.stores.queueView.showTab('done');

	type(app, 'End', 'Up', 'Up'); // a was done and c cancelled before
	expect(app.stores.queueView.get().cursor).toBe(349);
	const lines = appLines(app).map(({text}) => text).join(' ');
	type(app, 'd');

	expect(lines).toContain('old 0, done');
	await expect.poll(() => [...app.service.watch.eachRow()].map(({name}) => name)).not.toContain('old 0');
	type(app, 'Home');
	expect(app.stores.queueView.get().cursor).toBe(0);
});

it('what was cancelled is among what is over, and said to be cancelled', async () => {
	const {app} = await openTransfers();
	const {screen} = await draw(app);
	app.stores.queueView.showTab('done');

	const shown = await screen();

	expect(shown).toContain('[Done 2]');
	expect(shown).toMatch(/· c +cancelled .*\n ✓ a +done /v);
	expect(shown).toContain('1 done · 1 cancelled');
	type(app, 'd');
	await expect.poll(screen).toContain('[Done 1]');
});

it('C clears what is done, and keeps what has failed', async () => {
	const {app, totals} = await openTransfers();
	app.stores.queueView.showTab('done');

	type(app, 'C');

	expect(totals()).toMatchObject({done: 0, cancelled: 0, failed: 1});
	expect(message(app)).toBe('Finished transfers cleared. 1 that failed stays: C on that tab clears it.');
});

it('C among what has failed asks before it forgets that; Enter keeps it', async () => {
	const {app, totals} = await openTransfers();
	app.stores.queueView.showTab('failed');

	type(app, 'C');
	expect(app.stores.window.get().dialog).toMatchObject({title: 'Forget 1 transfer that failed?'});
	type(app, 'Enter');
	expect(totals()).toMatchObject({done: 1, failed: 1});

	type(app, 'C', 'y');
	await expect.poll(totals).toMatchObject({done: 0, failed: 0});
});

it.each([
	['active', 'x', 'No transfer is on this tab'],
	['done', 'r', 'c is cancelled: only what has failed is tried again.'],
	['done', 'Space', 'c is cancelled: only what is queued or under way can be paused.'],
	['done', 'x', 'c is cancelled already: d takes it out of the list.'],
	['failed', 'X', 'Nothing is under way or queued.'],
] as const)('a key that can do nothing says so: on the tab %s, %s', async (tab, key, words) => {
	const {app, totals} = await openTransfers();
	app.stores.queueView.showTab(tab);
	const before = totals();

	type(app, key);

	expect(message(app)).toContain(words);
	expect([totals(), app.stores.window.get().dialog]).toEqual([before, undefined]);
});

it('each key says what it did to which transfer: its row leaves the tab', async () => {
	const {app} = await openTransfers();
	const {queue, accounts: {tools}} = app.service;
	const job = queue.add({
		kind: 'copy', sources: [disk('/more')], target: cloud(), overwrite: 'newer',
	});
	queueFileAt(tools).insert(job, ['d', 'e'].map(name => [{
		direction: 'up', name, source: disk(`/more/${name}`), target: cloud(`/more/${name}`), size: 1,
	}, {phase: 'waiting'}]));
	app.stores.transfers.poll();
	app.stores.queueView.showTab('queued');
	const says = (...keys: readonly string[]) => {
		type(app, ...keys);
		return message(app);
	};

	expect(says('Home', 'Space')).toBe('d is paused: the same key lets it go on, on the tab Queued.');
	expect(says('Space')).toBe('d goes on.');
	expect(says('d')).toBe('d is cancelled, and taken out of the list.');
	app.stores.queueView.showTab('failed');
	expect(says('r')).toBe('b is tried again.');
	app.stores.queueView.showTab('done');
	expect(says('End', 'd')).toMatch(/^[ac] is taken out of the list\.$/v);
});

it('R without a failure says so', async () => {
	const app = await openTestApp();

	type(app, 't', 'R');

	expect(message(app)).toBe('Nothing has failed.');
});
