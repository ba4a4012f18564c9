import {describe, expect, it} from 'vitest';
import {startQuit} from '../../../../source/app/actions/program/quit.ts';
import {press} from '../../../../source/app/input/press.ts';
import {openTestApp} from '../../../support/app/test-app.ts';

describe('leaving with a question that has no answer', () => {
	it('says so; Enter shows it, y leaves', async () => {
		const app = await openTestApp();
		const asking = {...app, transfers: {...app.transfers, get: () => ({...app.transfers.get(), totals: {...app.transfers.get().totals, asks: 1}})}};

		startQuit(asking);
		expect(app.session.get().dialog).toMatchObject({kind: 'question', title: '1 file waits for your answer'});
		press(app, {kind: 'key', key: 'Enter'});
		expect(app.session.get()).toMatchObject({screen: 'queue', queueTab: 'waiting'});
		expect(app.ways).toEqual([]);

		startQuit(asking);
		press(app, {kind: 'key', key: 'y', text: 'y'});
		expect(app.ways).toEqual(['quit']);
	});
});
