import {existsSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {openTransferStore} from '../../../source/transfers/store/store.ts';
import {openQueueFile, queueFileAt} from '../../support/queue-file.ts';
import {temporaryFolder} from '../../support/temp-files.ts';

describe('the queue’s own file', () => {
	it('of a newer program is not touched', async () => {
		const file = path.join(await temporaryFolder(), 'queue.sqlite');
		openTransferStore(file).close();
		queueFileAt({directories: {database: file}}).setVersion(99);

		expect(() => openTransferStore(file)).toThrow(expect.objectContaining({code: 'service', message: expect.stringContaining('newer jottafm') as string}) as Error);
	});

	it('is none where a plan is made: nothing of it stands in the folder that one is in', () => {
		openTransferStore(':memory:').close();

		expect(existsSync(':memory:')).toBe(false);
	});

	it('is changed as a whole, or not at all', async () => {
		const {store: {facts, transact}} = await openQueueFile();

		expect(() => transact(() => {
			facts.write('speed', 1);
			throw new Error('in the middle');
		})).toThrow('in the middle');

		expect(facts.read('speed')).toBeUndefined();
		expect(transact(() => 5)).toBe(5); // the first one has ended: they cannot be nested
	});
});
