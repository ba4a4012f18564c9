import {describe, expect, it} from 'vitest';
import {readRows, readTotals} from '../../../source/transfers/store/shown-rows.ts';
import {openQueueFile} from '../../support/queue-file.ts';

const failure = {code: 'offline', sentence: 'The line is down.', nextStep: ''} as const;

async function open() {
	const queue = await openQueueFile();
	const {database} = queue;
	return {
		...queue, progress(item: number, progressed: number, {speed = 0, moved = 0} = {}) {
			database.prepare('INSERT INTO progress VALUES (?, ?, ?, ?)').run(item, progressed, speed, moved);
		},
	};
}

describe('the rows of the queue', () => {
	it('tell the most telling first: what runs, asks, failed, waits, is done', async () => {
		const {add, database} = await open();
		add('done', {}, {phase: 'done', sent: 1});
		add('waits');
		add('failed', {}, {phase: 'failed', failure});
		const {id} = add('asks');
		database.prepare('UPDATE items SET phase = \'asks\', conflict = ? WHERE id = ?').run('{"source": {"size": 1}, "target": {"size": 2}}', id);
		add('runs', {}, {phase: 'sending'});

		const rows = readRows(database);

		expect(rows.map(({name}) => name)).toEqual(['runs', 'asks', 'failed', 'waits', 'done']);
		expect(rows[1]).toMatchObject({conflict: {source: {size: 1}, target: {size: 2}}});
		expect(rows[2]).toMatchObject({failure});
		expect(rows[0]).not.toHaveProperty('failure');
	});

	it('tell how far what runs is, how fast, and when it last got on', async () => {
		const {add, database, progress} = await open();
		progress(add('known', {size: 100}, {phase: 'sending'}).id, 40, {speed: 7, moved: 5000});
		add('unknown', {size: 100}, {phase: 'sending'});

		const [known, unknown] = readRows(database);

		expect(known).toMatchObject({
			progressed: 40, speed: 7, movedAt: 5000, sent: 0,
		});
		expect(unknown).toMatchObject({progressed: 0, speed: 0});
		expect(unknown).not.toHaveProperty('movedAt');
	});

	it('tell of what is done that all of it is, and how much crossed the line', async () => {
		const {add, database} = await open();
		const {id} = add('done', {size: 100});
		database.prepare('UPDATE items SET phase = \'done\', sent = 30 WHERE id = ?').run(id);

		expect(readRows(database)).toMatchObject([{progressed: 100, sent: 30}]);
	});

	it('tell folders from files', async () => {
		const {add, database} = await open();
		add('folder', {kind: 'folder'});
		add('file');
		const [folder, file] = readRows(database);

		expect(folder).toMatchObject({isFolder: true});
		expect(file).not.toHaveProperty('isFolder');
	});
});

describe('the sums of the queue that are shown', () => {
	it('count what is under way by what has arrived, not by what was hashed', async () => {
		const {add, database, progress, setJob} = await open();
		setJob('counted');
		progress(add('a', {size: 100}, {phase: 'sending'}).id, 40);
		progress(add('b', {size: 100}, {phase: 'hashing'}).id, 70);
		add('c', {size: 100}, {phase: 'done', sent: 1});
		add('d', {size: 100}, {phase: 'skipped'});
		add('e', {size: 100});
		add('f', {size: 100}, {phase: 'paused'});
		add('g', {size: 100}, {phase: 'failed', failure});

		expect(readTotals(database)).toEqual({
			running: 2, waiting: 2, asks: 0, failed: 1, done: 2, skipped: 1, bytes: 600, bytesDone: 240, isCounting: false,
		});
	});

	it('are those of one job where one is asked for', async () => {
		const {add, database, job, progress} = await open();
		progress(add('a', {size: 100}, {phase: 'sending'}).id, 40);

		expect(readTotals(database, job().id)).toMatchObject({
			running: 1, bytes: 100, bytesDone: 40, isCounting: true,
		});
		expect(readTotals(database, job().id + 1)).toMatchObject({
			running: 0, bytes: 0, bytesDone: 0, isCounting: false,
		});
	});
});
