import {expect, it} from 'vitest';
import {
	failureText,
	headOfTabs,
	idleText,
	transferText,
} from '../../../source/app/layout/queue-text.ts';
import type {QueueRow} from '../../../source/transfers/snapshot.ts';
import {busyQueue} from '../../support/app/busy-queue.ts';
import {openTestApp} from '../../support/app/test-app.ts';

it('the transfers’ tabs all fit in 40 cells', async () => {
	const {stores: {transfers}} = await openTestApp();
	const snapshot = transfers.get();
	const busy = {
		...snapshot, totals: {
			...snapshot.totals, running: 2, waiting: 41, asks: 1, done: 118,
		},
	};

	expect(headOfTabs(busy, 'active', 40)).toBe('[Act 2] Que 41 Ask 1 Fail 0 Done 118');
	expect(headOfTabs(busy, 'active', 80)).toContain('TRANSFERS  [Active 2]  Queued 41');
});

it('a failed transfer under the cursor says why and what to do, unless the whole queue waits', async () => {
	const app = await openTestApp();
	const {stores: {transfers}} = app;
	const failed = busyQueue.rows!.find(({name}) => name === 'gone.mov');

	expect(failureText(transfers.get(), failed, 80, app.terminal)).toContain('gone.mov is not there any more. Press d to forget it.');
	expect(failureText(transfers.get(), busyQueue.rows![0], 80, app.terminal)).toBeUndefined();
	expect(failureText({...transfers.get(), blocked: failed!.failure!}, failed, 80, app.terminal)).toBeUndefined();
});

it('a transfer on which nothing moves says for how long', async () => {
	const {terminal: {glyphs}} = await openTestApp();
	const row: QueueRow = {
		id: 1, jobId: 1, name: 'film.mkv', direction: 'up', source: {kind: 'local', path: '/film.mkv'}, target: {kind: 'local', path: '/to/film.mkv'},
		phase: 'sending', size: 1000, progressed: 230, speed: 5, sent: 0, movedAt: 100_000,
	};
	const at = (now: number, phase: QueueRow['phase'] = 'sending') => transferText({...row, phase}, 80, glyphs, now);

	expect(at(109_000)).toContain('5 B/s');
	expect(at(115_000)).toContain('stalls 15s');
	expect(at(115_000, 'hashing')).not.toContain('stalls');
});

it('a transfer whose target is no longer there says that, not that it exists', async () => {
	const {terminal: {glyphs}} = await openTestApp();
	const row: QueueRow = {
		id: 1, jobId: 1, name: 'note.txt', direction: 'up', source: {kind: 'local', path: '/note.txt'}, target: {kind: 'local', path: '/to/note.txt'},
		phase: 'asks', size: 1000, progressed: 0, speed: 0, sent: 0, conflict: {source: {size: 1000, md5: 'a'}, target: {}},
	};

	const text = transferText(row, 80, glyphs, 0);

	expect(text).toContain('no longer there');
	expect(text).not.toContain('exists');
});

it('the strip does not say that all is done where some was cancelled', async () => {
	const {stores: {transfers}, terminal: {glyphs}} = await openTestApp();
	const idle = (done: number, cancelled: number) => idleText({...transfers.get(), totals: {...transfers.get().totals, done, cancelled}}, 80, glyphs).trimEnd();

	expect(idle(3, 0)).toBe(' ✓ All transfers are done: t shows the last ones.');
	expect(idle(3, 7)).toBe(' 3 done, 7 cancelled: t shows what is done, C there clears the list.');
	expect(idle(0, 7)).toBe(' 0 done, 7 cancelled: t shows what is done, C there clears the list.');
});
