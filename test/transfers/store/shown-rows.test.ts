import {describe, expect, it} from 'vitest';
import type {ItemState} from '../../../source/transfers/item.ts';
import {cloud, disk} from '../../support/engine.ts';
import {openQueueFile} from '../../support/queue-file.ts';

const failure = {code: 'offline', sentence: 'The line is down.', nextStep: ''} as const;

async function open() {
	const queue = await openQueueFile();
	const {store: {shown, progress}} = queue;
	const all: Array<Parameters<typeof progress.replace>[0][number]> = [];
	return {
		...queue,
		addMany(count: number, stateOf: (at: number) => ItemState) {
			queue.store.transact(() => {
				for (let at = 0; at < count; at += 1) {
					queue.store.items.insert({
						job: queue.job().id, kind: 'file', direction: 'up', name: String(at), source: disk(`/album/${at}`), target: cloud(`/album/${at}`), facts: {source: {}}, size: 1,
					}, stateOf(at));
				}
			});
		},
		readRows: shown.rows,
		readTotals: shown.totals,
		progress(item: number, bytes: number, {speed = 0, moved = 0, arrived = bytes} = {}) {
			all.push({
				item, bytes, speed, movedAt: moved, arrived,
			});
			progress.replace(all);
		},
	};
}

describe('the rows of the queue', () => {
	it('tell the most telling first: what runs, asks, failed, waits, is done', async () => {
		const {add, readRows} = await open();
		add('done', {}, {phase: 'done', sent: 1});
		add('waits');
		add('failed', {}, {phase: 'failed', failure});
		add('asks', {}, {phase: 'asks', conflict: {source: {size: 1}, target: {size: 2}}});
		add('runs', {}, {phase: 'sending'});

		const rows = readRows();

		expect(rows.map(({name}) => name)).toEqual(['runs', 'asks', 'failed', 'waits', 'done']);
		expect(rows[1]).toMatchObject({conflict: {source: {size: 1}, target: {size: 2}}});
		expect(rows[2]).toMatchObject({failure});
		expect(rows[0]).not.toHaveProperty('failure');
	});

	it('tell how far what runs is, how fast, and when it last got on', async () => {
		const {add, readRows, progress} = await open();
		progress(add('known', {size: 100}, {phase: 'sending'}).id, 40, {speed: 7, moved: 5000});
		add('unknown', {size: 100}, {phase: 'sending'});

		const [known, unknown] = readRows();

		expect(known).toMatchObject({
			progressed: 40, speed: 7, movedAt: 5000, sent: 0,
		});
		expect(unknown).toMatchObject({progressed: 0, speed: 0});
		expect(unknown).not.toHaveProperty('movedAt');
	});

	it('tell of what is done that all of it is, and how much crossed the line', async () => {
		const {add, readRows} = await open();
		add('done', {size: 100}, {phase: 'done', sent: 30});

		expect(readRows()).toMatchObject([{progressed: 100, sent: 30}]);
	});

	it('tell folders from files', async () => {
		const {add, readRows} = await open();
		add('folder', {kind: 'folder'});
		add('file');
		const [folder, file] = readRows();

		expect(folder).toMatchObject({isFolder: true});
		expect(file).not.toHaveProperty('isFolder');
	});
});

describe('all rows of the queue', () => {
	const link: ItemState = {phase: 'skipped', failure: {...failure, reason: 'symlink'}};

	it('can be read from any position, a few at a time, in one order', async () => {
		const {addMany, store: {shown}} = await open();
		addMany(250, at => at % 2 === 0 ? {phase: 'done', sent: 1} : link);

		const read = (from: number, count: number) => shown.rowsOf(['done', 'skipped'], {from, count}).map(({name}) => name);

		expect([read(0, 2), read(199, 3), read(249, 5), read(250, 5)]).toEqual([['249', '248'], ['50', '49', '48'], ['0'], []]);
		expect([250, 51, 1, 251].map(id => shown.placeOf(['done', 'skipped'], id))).toEqual([0, 199, 249, undefined]);
	});

	it('can be read by turn, too, where somebody has changed that', async () => {
		const {addMany, store: {shown, requests}} = await open();
		addMany(5, at => at === 2 ? {phase: 'paused'} : {phase: 'waiting'});
		requests.move(5, -1);

		expect(shown.rowsOf(['waiting', 'paused'], {from: 1, count: 4}).map(({id}) => id)).toEqual([2, 3, 5, 4]);
		expect([1, 3, 5, 4].map(id => shown.placeOf(['waiting', 'paused'], id))).toEqual([0, 2, 3, 4]);
		expect([shown.placeOf(['done', 'skipped'], 1), shown.row(3)?.phase, shown.row(9)]).toEqual([undefined, 'paused', undefined]);
	});

	it('come one after the other, of a job with what was cancelled', async () => {
		const {add, addMany, store: {shown, items}, job} = await open();
		addMany(150, () => link);
		add('failed', {}, {phase: 'failed', failure});
		items.save({...add('cancelled'), state: {phase: 'cancelled'}});

		expect(Array.from(shown.eachRow(), ({name}) => name).slice(0, 2)).toEqual(['failed', '149']);
		expect([shown.rows().length, [...shown.eachRow()].length, Array.from(shown.eachRow(job().id), ({name}) => name).at(-1)]).toEqual([101, 151, 'cancelled']);
	});

	it('are counted by why they were skipped', async () => {
		const {add, store: {shown}, job} = await open();
		add('a', {}, link);
		add('b', {}, link);
		add('c', {}, {phase: 'skipped', failure: {...failure, reason: 'socket'}});
		add('d', {}, {phase: 'skipped', failure});

		expect(shown.skips(job().id)).toEqual([{reason: 'symlink', count: 2}, {reason: undefined, count: 1}, {reason: 'socket', count: 1}]);
		expect(shown.skips()).toEqual(shown.skips(job().id));
	});

	it('name each failure, however much was skipped before it', async () => {
		const {add, addMany, store: {shown}, job} = await open();
		addMany(1001, () => link);
		add('failed', {}, {phase: 'failed', failure});

		expect(shown.failuresOf(job().id).filter(({phase}) => phase === 'failed').map(({name}) => name)).toEqual(['failed']);
	});
});

describe('the sums of the queue that are shown', () => {
	it('follow each item that comes, changes or goes', async () => {
		const {add, store: {items}, readTotals, setSize} = await open();
		const [one, two] = [add('a', {size: 10}), add('b', {size: 30}), add('c', {size: 500})];
		expect(readTotals()).toMatchObject({waiting: 3, bytes: 540});

		items.save({...one, state: {phase: 'failed', failure}});
		items.save({...two, state: {phase: 'failed', failure}});
		expect(readTotals()).toMatchObject({
			waiting: 1, failed: 2, bytes: 540, bytesLeft: 500,
		});

		items.save({...one, state: {phase: 'done', sent: 10}});
		setSize(one.id, 11);
		expect(readTotals()).toMatchObject({
			waiting: 1, failed: 1, done: 1, bytes: 541,
		});

		items.remove(one.id);
		expect(readTotals()).toMatchObject({
			waiting: 1, failed: 1, done: 0, bytes: 530,
		});
	});

	it('count what is under way by what has arrived, not by what was hashed', async () => {
		const {add, readTotals, progress, setJob} = await open();
		setJob('counted');
		progress(add('a', {size: 100}, {phase: 'sending'}).id, 40);
		progress(add('b', {size: 100}, {phase: 'hashing'}).id, 70, {arrived: 0});
		add('c', {size: 100}, {phase: 'done', sent: 1});
		add('d', {size: 100}, {phase: 'skipped'});
		add('e', {size: 100});
		add('f', {size: 100}, {phase: 'paused'});
		add('g', {size: 100}, {phase: 'failed', failure});

		expect(readTotals()).toEqual({
			running: 2, waiting: 2, paused: 1, asks: 0, failed: 1, done: 2, skipped: 1, cancelled: 0, bytes: 700, bytesDone: 240, bytesLeft: 260, isCounting: false,
		});
	});

	it('are those of one job where one is asked for', async () => {
		const {add, readTotals, job, progress} = await open();
		progress(add('a', {size: 100}, {phase: 'sending'}).id, 40);

		expect(readTotals(job().id)).toMatchObject({
			running: 1, bytes: 100, bytesDone: 40, isCounting: true,
		});
		expect(readTotals(job().id + 1)).toMatchObject({
			running: 0, bytes: 0, bytesDone: 0, isCounting: false,
		});
	});
});
