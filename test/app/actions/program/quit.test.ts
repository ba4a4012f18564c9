import {
	describe,
	expect,
	it,
} from 'vitest';
import {fewFiles} from '../../../support/app/folders.ts';
import {startQuit} from '../../../../source/app/actions/program/quit.ts';
import {
	openTestApp,
} from '../../../support/app/test-app.ts';
import {type, said} from '../../../support/drive.ts';
import {jobsIn} from '../../../support/queue-file.ts';

describe('leaving', () => {
	it('is at once when nothing is under way', async () => {
		const app = await openTestApp();

		type(app, 'q');

		expect(app.terminalCalls).toEqual(['quit']);
	});

	it.each([['Enter', false], ['a', true], ['s', true]])('with work to do asks; %s leaves with the rest safe in the queue', async (answer, isPaused) => {
		const app = await openTestApp(fewFiles);
		type(app, 'Down', 'F5', 'Enter');
		await said(app, 'Queued 1 item');

		type(app, 'F10');
		expect(app.terminalCalls).toEqual([]);
		type(app, answer);

		expect(app.terminalCalls).toEqual(['quit']);
		app.stores.transfers.poll();
		expect(app.stores.transfers.get().isPaused).toBe(isPaused);
		expect(jobsIn(app.service.queue)).toHaveLength(1);
	});
});

describe('leaving while the queue is paused', () => {
	it.each([['Enter', true], ['r', false]])('does not say that copies go on; after %s they wait or go on', async (answer, isPaused) => {
		const app = await openTestApp(fewFiles);
		type(app, 'Down', 'F5', 'Enter');
		await said(app, 'Queued 1 item');
		type(app, 'p', 'F10');

		expect(app.stores.window.get().dialog).toMatchObject({title: 'The queue is paused', choices: [{label: 'Leave it paused, and leave'}, {}, {}]});
		type(app, answer);

		expect(app.terminalCalls).toEqual(['quit']);
		app.stores.transfers.poll();
		expect(app.stores.transfers.get().isPaused).toBe(isPaused);
	});
});

describe('leaving with a question that has no answer', () => {
	it('says so; Enter shows it, y leaves', async () => {
		const app = await openTestApp();
		const asking = {...app, stores: {...app.stores, transfers: {...app.stores.transfers, get: () => ({...app.stores.transfers.get(), totals: {...app.stores.transfers.get().totals, asks: 1}})}}};

		startQuit(asking);
		expect(app.stores.window.get().dialog).toMatchObject({kind: 'question', title: '1 file waits for your answer'});
		type(app, 'Enter');
		expect(app.stores.window.get().screen).toBe('queue');
		expect(app.stores.queueView.get().tab).toBe('waiting');
		expect(app.terminalCalls).toEqual([]);

		startQuit(asking);
		type(app, 'y');
		expect(app.terminalCalls).toEqual(['quit']);
	});
});
