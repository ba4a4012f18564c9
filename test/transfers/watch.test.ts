import type {DatabaseSync} from 'node:sqlite';
import {
	beforeEach,
	describe,
	expect,
	it,
} from 'vitest';
import {resolveDirectories} from '../../source/settings/directories.ts';
import {transact} from '../../source/transfers/store/database.ts';
import {insertItem} from '../../source/transfers/store/item-rows.ts';
import {openQueue, type Queue} from '../../source/transfers/queue.ts';
import {watchQueue} from '../../source/transfers/watch.ts';
import {cloud, disk} from '../support/engine.ts';
import {systemClock} from '../support/sandbox.ts';
import {temporaryFolder} from '../support/temp-files.ts';

const many = 5000;
const shown = 100; // of each kind
const failure = {code: 'permission', sentence: 'Somebody holds it.', nextStep: ''} as const;

/** From now on the rows are counted that SQLite takes in its hand, whether it gives them or not. */
function countRows(database: DatabaseSync): () => number {
	let rows = 0;
	database.function('looked', {deterministic: false}, () => {
		rows += 1;
		return 1;
	});
	database.exec('CREATE TEMP VIEW items AS SELECT * FROM main.items WHERE looked()');
	return () => rows;
}

describe('a queue of many items', () => {
	let queue: Queue;
	let job: number;

	beforeEach(async () => {
		queue = openQueue({directories: resolveDirectories(await temporaryFolder()), clock: systemClock});
		job = queue.add({
			kind: 'copy', sources: [disk('/a')], target: cloud(), overwrite: 'newer',
		});
		transact(queue.database, () => {
			for (let index = 0; index < many; index += 1) {
				insertItem(queue.database, {
					job, kind: 'file', direction: 'up', name: `${index}`, source: disk(`/a/${index}`), target: cloud(`/${index}`), facts: {source: {}}, size: 2,
				}, index % 2 === 0 ? {phase: 'waiting'} : {phase: 'failed', failure});
			}

			queue.database.exec('UPDATE items SET phase = \'done\' WHERE id % 3 = 0');
		});
	});

	it('shows the first that wait and the newest that are over', () => {
		const {rows} = watchQueue(queue, () => false).snapshot();

		const idsOf = (phase: string) => rows.filter(row => row.phase === phase).map(({id}) => id);
		expect(idsOf('waiting').slice(0, 3)).toEqual([1, 5, 7]);
		expect(idsOf('done').slice(0, 3)).toEqual([4998, 4995, 4992]);
		expect(idsOf('failed').slice(0, 3)).toEqual([5000, 4996, 4994]);
		expect(rows).toHaveLength(3 * shown);
	});

	it('is looked at by reading what is shown of it', () => {
		const looked = countRows(queue.database);

		watchQueue(queue, () => false).snapshot();

		expect(looked()).toBeGreaterThanOrEqual(3 * shown);
		expect(looked()).toBeLessThan(5 * shown);
	});

	it.each([['hashing', 0], ['waiting', 0], ['sending', 1], ['verifying', 1]] as const)('counts no byte as done for being hashed (%s)', (phase, arrived) => {
		const watch = watchQueue(queue, () => false);
		const before = watch.jobProgress(job).totals.bytesDone;

		queue.database.exec(`UPDATE items SET phase = '${phase}' WHERE id = 1; INSERT INTO progress VALUES (1, 1, 0, 0)`);

		expect([watch.jobProgress(job), watch.snapshot()].map(({totals}) => totals.bytesDone - before)).toEqual([arrived, arrived]);
	});

	it('tells how far it is without reading one of them', () => {
		const looked = countRows(queue.database);

		const {totals} = watchQueue(queue, () => false).jobProgress(job);

		expect(totals).toMatchObject({done: 1666, waiting: 1667, failed: 1667});
		expect(queue.isOver(job)).toBe(false);
		expect(queue.hasWork()).toBe(true);
		expect(looked()).toBe(0);
	});
});
