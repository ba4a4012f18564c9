import {describe, expect, it} from 'vitest';
import type {QueueTab} from '../../../source/app/stores/queue-view.ts';
import type {ItemState} from '../../../source/transfers/item.ts';
import {draw} from '../../support/app/draw.tsx';
import {openTestApp} from '../../support/app/test-app.ts';
import {message, type} from '../../support/drive.ts';
import {cloud, disk} from '../../support/engine.ts';
import {queueFileAt} from '../../support/queue-file.ts';

/** The transfers on a tab, with items of these names in a phase, and a hand that ends others' work on them. */
async function openTab(tab: QueueTab, names: readonly string[], state?: ItemState) {
	let time = 0;
	const app = await openTestApp({time: () => time});
	const {queue, watch, accounts: {tools}} = app.service;
	const job = queue.add({
		kind: 'copy', sources: [disk('/album')], target: cloud(), overwrite: 'newer',
	});
	const file = queueFileAt(tools);
	file.insert(job, names.map(name => [{
		direction: 'up', name, source: disk(`/album/${name}`), target: cloud(`/album/${name}`), size: 1,
	}, state ?? {phase: 'waiting'}]));
	file.setJob(job, 'counted', 1);
	app.stores.transfers.poll();
	type(app, 't');
	app.stores.queueView.showTab(tab);
	return {
		app,
		file,
		phaseOf: (name: string) => [...watch.eachRow(job)].find(row => row.name === name)?.phase,
		under: () => app.stores.queueView.get().item?.name,
		wait() {
			time += 1000;
		},
	};
}

describe('a transfer that leaves its tab by itself', () => {
	it('is what a key in that moment is for, and it says so; a later key is for the next one', async () => {
		const {app, file, phaseOf, wait} = await openTab('queued', ['a.mkv', 'film.mkv', 'z.mkv']);
		const {shows} = await draw(app);
		type(app, 'Down');
		await shows('film.mkv');
		wait();

		file.setPhase('film.mkv', 'done');
		type(app, 'x');
		await shows('film.mkv is done already: d takes it out of the list.');
		expect([phaseOf('a.mkv'), phaseOf('z.mkv')]).toEqual(['waiting', 'waiting']);

		wait();
		type(app, 'x');
		await shows('z.mkv is cancelled.');
		expect([phaseOf('a.mkv'), phaseOf('z.mkv')]).toEqual(['waiting', 'cancelled']);
	});

	it.each(['x', 'd', 'Space', 'r', 'J', 'K', 'Enter'])('is not another one for the key %s when it was cleared', async key => {
		const {app, file, phaseOf} = await openTab('queued', ['a', 'b', 'c']);
		type(app, 'Down');

		file.removeItem('b');
		type(app, key);

		expect([message(app), app.stores.window.get().dialog]).toEqual(['b is no longer in the list.', undefined]);
		expect(['a', 'c'].map(name => phaseOf(name))).toEqual(['waiting', 'waiting']);
	});

	it('is cancelled all the same when it is not over', async () => {
		const {app, file, phaseOf} = await openTab('failed', ['a', 'b', 'c'], {phase: 'failed', failure: {code: 'offline', sentence: 'Nobody answers.', nextStep: ''}});

		file.setPhase('c', 'waiting');
		type(app, 'x');

		expect(['a', 'b', 'c'].map(name => phaseOf(name))).toEqual(['failed', 'failed', 'cancelled']);
	});
});

it('the cursor follows its transfer behind the first hundred, too, and to its turn', async () => {
	const {app, file, under, phaseOf} = await openTab('queued', Array.from({length: 150}, (_, at) => `f${at}`));
	type(app, 'End', 'Up');
	expect(under()).toBe('f148');

	file.setPhase('f0', 'done');
	file.setPhase('f140', 'done');
	app.stores.transfers.poll();
	expect([under(), app.stores.queueView.get().cursor]).toEqual(['f148', 146]);
	type(app, 'K');
	expect([under(), app.stores.queueView.get().cursor]).toEqual(['f148', 145]);
	type(app, 'x');

	expect(['f147', 'f148', 'f149'].map(name => phaseOf(name))).toEqual(['waiting', 'cancelled', 'waiting']);
});

it('keys pressed one after the other take one row after the other', async () => {
	const {app, phaseOf} = await openTab('queued', ['a', 'b', 'c', 'd']);

	type(app, 'x', 'x', 'x');

	expect(['a', 'b', 'c', 'd'].map(name => phaseOf(name))).toEqual(['cancelled', 'cancelled', 'cancelled', 'waiting']);
});
