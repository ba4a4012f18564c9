import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {
	openDatabase,
	readFact,
	transact,
	writeFact,
} from '../../../source/transfers/store/database.ts';
import {openQueueFile} from '../../support/queue-file.ts';
import {temporaryFolder} from '../../support/temp-files.ts';

describe('the sums of the queue', () => {
	const open = async () => {
		const queue = await openQueueFile();
		return {...queue, totals: () => Object.fromEntries<readonly unknown[]>(queue.database.prepare('SELECT phase, count, bytes FROM totals WHERE count > 0').all().map(({phase, count, bytes}): readonly [string, readonly unknown[]] => [String(phase), [count, bytes]]))};
	};

	it('follow each item that comes, changes or goes', async () => {
		const {add, database, totals} = await open();
		const [one, two] = [add('a', {size: 10}), add('b', {size: 30}), add('c', {size: 500})];
		expect(totals()).toEqual({waiting: [3, 540]});

		database.prepare('UPDATE items SET phase = \'done\' WHERE id IN (?, ?)').run(one.id, two.id);
		expect(totals()).toEqual({waiting: [1, 500], done: [2, 40]});

		database.prepare('UPDATE items SET size = 11 WHERE id = ?').run(one.id);
		expect(totals()).toEqual({waiting: [1, 500], done: [2, 41]});

		database.prepare('DELETE FROM items WHERE id = ?').run(one.id);
		expect(totals()).toEqual({waiting: [1, 500], done: [1, 30]});
	});
});

describe('the queue’s own file', () => {
	it('of a newer program is not touched', async () => {
		const file = path.join(await temporaryFolder(), 'queue.sqlite');
		const database = openDatabase(file);
		const version = Number(database.prepare('PRAGMA user_version').get()!.user_version);
		database.exec(`PRAGMA user_version = ${version + 1}`);
		database.close();

		expect(() => openDatabase(file)).toThrow(expect.objectContaining({code: 'service', message: expect.stringContaining('newer jottafm') as string}) as Error);
	});

	it('is changed as a whole, or not at all', async () => {
		const {database} = await openQueueFile();

		expect(() => transact(database, () => {
			writeFact(database, 'a', '1');
			throw new Error('in the middle');
		})).toThrow('in the middle');

		expect([readFact(database, 'a'), database.isTransaction]).toEqual([undefined, false]);
		expect(transact(database, () => 5)).toBe(5);
	});

	it('remembers single values until they are taken away', async () => {
		const {database} = await openQueueFile();
		writeFact(database, 'a', '1');
		writeFact(database, 'a', '2');
		const kept = readFact(database, 'a');

		writeFact(database, 'a', undefined);

		expect([kept, readFact(database, 'a')]).toEqual(['2', undefined]);
	});
});
