import {expect, it} from 'vitest';
import {askAboutConflict} from '../../../../source/app/actions/transfers/conflict.ts';
import type {QueueRow} from '../../../../source/transfers/snapshot.ts';
import {now, openTestApp} from '../../../support/app/test-app.ts';

it('a file that was to be replaced and is no longer there is asked about as that', async () => {
	const app = await openTestApp();
	const conflict = {source: {size: 1000, modified: now, md5: 'a'.repeat(32)}, target: {}};
	const row: QueueRow = {
		id: 1, jobId: 1, name: 'note.txt', direction: 'up', source: {kind: 'local', path: '/note.txt'}, target: {kind: 'cloud', account: 'jotta', path: '/Jotta/Archive/note.txt'},
		phase: 'asks', size: 1000, progressed: 0, speed: 0, sent: 0, conflict,
	};

	askAboutConflict(app, row, conflict);

	const {dialog} = app.stores.window.get();
	expect(dialog).toMatchObject({kind: 'question', title: 'No longer there: note.txt'});
	expect(dialog?.kind === 'question' && dialog.choices.map(({key}) => key)).toEqual(['z', 's', 'o']);
});
