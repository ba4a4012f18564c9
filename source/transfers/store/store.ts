import type {DatabaseSync} from 'node:sqlite';
import {openDatabase, prepared, transact} from './database.ts';
import {createEvents, type Events} from './events.ts';
import {createFacts, proveWritable, type Facts} from './queue-facts.ts';
import {createItemRequests, type ItemRequests} from './item-requests.ts';
import {createItems, type Items} from './items.ts';
import {createJobs, type Jobs} from './jobs.ts';
import {createLeftovers, type Leftovers} from './leftovers.ts';
import {createMd5Rows, type Md5Rows} from './md5-rows.ts';
import {createProgress, type Progress} from './progress.ts';
import {createShownQueue, type ShownQueue} from './shown-rows.ts';

/** All that is kept in the queue's file; no SQL is written outside of this folder. */
export type TransferStore = {
	readonly facts: Facts;
	readonly jobs: Jobs;
	readonly items: Items;
	readonly requests: ItemRequests;
	readonly progress: Progress;
	readonly events: Events;
	readonly leftovers: Leftovers;
	readonly md5s: Md5Rows;
	readonly shown: ShownQueue;
	/** Another number when another connection has written since; own writes do not count. */
	readonly version: () => number;
	/** Runs work in one transaction: all of it happens, or none. */
	readonly transact: <Result>(work: () => Result) => Result;
	/** @throws what SQLite throws where the file cannot be written */
	readonly proveWritable: () => void;
	readonly close: () => void;
};

/** What the watch of a queue reads; it changes nothing. */
export type StoreReader = Pick<TransferStore, 'shown' | 'version'> & {
	readonly facts: Pick<Facts, 'read'>;
	readonly jobs: Pick<Jobs, 'read' | 'stateOf' | 'listConcerning'>;
	readonly events: Pick<Events, 'since' | 'last'>;
};

/** @throws Failure `service` when a newer jottafm wrote the file; `permission` when it cannot be opened; `disk-full` */
export function openTransferStore(file: string): TransferStore {
	return createTransferStore(openDatabase(file));
}

export function createTransferStore(database: DatabaseSync): TransferStore {
	const facts = createFacts(database);
	return {
		facts,
		jobs: createJobs(database, facts),
		items: createItems(database),
		requests: createItemRequests(database, facts),
		progress: createProgress(database),
		events: createEvents(database),
		leftovers: createLeftovers(database),
		md5s: createMd5Rows(database),
		shown: createShownQueue(database),
		version: () => Number(prepared(database, 'PRAGMA data_version').get()?.data_version),
		transact: work => transact(database, work),
		proveWritable() {
			proveWritable(database);
		},
		close() {
			database.close();
		},
	};
}
