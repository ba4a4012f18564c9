import {describe, expect, it} from 'vitest';
import {openQueueFile} from '../../support/queue-file.ts';

const failure = {code: 'offline', sentence: 'The line is down.', nextStep: ''} as const;

async function open() {
	const queue = await openQueueFile();
	const {store: {shown, progress}} = queue;
	const all: Array<Parameters<typeof progress.replace>[0][number]> = [];
	return {
		...queue,
		readRows: shown.rows,
		readTotals: shown.totals,
		progress(item: number, bytes: number, {speed = 0, moved = 0} = {}) {
			all.push({
				item, bytes, speed, movedAt: moved,
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

describe('the sums of the queue that are shown', () => {
	it('follow each item that comes, changes or goes', async () => {
		const {add, store: {items}, readTotals, setSize} = await open();
		const [one, two] = [add('a', {size: 10}), add('b', {size: 30}), add('c', {size: 500})];
		expect(readTotals()).toMatchObject({waiting: 3, bytes: 540});

		items.save({...one, state: {phase: 'failed', failure}});
		items.save({...two, state: {phase: 'failed', failure}});
		expect(readTotals()).toMatchObject({waiting: 1, failed: 2, bytes: 500});

		items.save({...one, state: {phase: 'done', sent: 10}});
		setSize(one.id, 11);
		expect(readTotals()).toMatchObject({
			waiting: 1, failed: 1, done: 1, bytes: 511,
		});

		items.remove(one.id);
		expect(readTotals()).toMatchObject({
			waiting: 1, failed: 1, done: 0, bytes: 500,
		});
	});

	it('count what is under way by what has arrived, not by what was hashed', async () => {
		const {add, readTotals, progress, setJob} = await open();
		setJob('counted');
		progress(add('a', {size: 100}, {phase: 'sending'}).id, 40);
		progress(add('b', {size: 100}, {phase: 'hashing'}).id, 70);
		add('c', {size: 100}, {phase: 'done', sent: 1});
		add('d', {size: 100}, {phase: 'skipped'});
		add('e', {size: 100});
		add('f', {size: 100}, {phase: 'paused'});
		add('g', {size: 100}, {phase: 'failed', failure});

		expect(readTotals()).toEqual({
			running: 2, waiting: 2, asks: 0, failed: 1, done: 2, skipped: 1, cancelled: 0, bytes: 600, bytesDone: 240, isCounting: false,
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
