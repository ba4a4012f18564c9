import {statSync} from 'node:fs';
import type {DatabaseSync} from 'node:sqlite';
import {isDamage} from '../../sqlite-code.ts';
import {damagedQueue, setAside} from './damaged-queue.ts';
import {
	inMemory,
	openDatabase,
	prepared,
	transact,
} from './database.ts';
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
	/** Whether the file is no longer at its place: somebody has removed it, or set it aside. What is written now is lost. */
	readonly isRemoved: () => boolean;
	readonly close: () => void;
};

/** What the watch of a queue reads; it changes nothing. */
export type StoreReader = Pick<TransferStore, 'shown' | 'version'> & {
	readonly facts: Pick<Facts, 'read'>;
	readonly jobs: Pick<Jobs, 'read' | 'stateOf' | 'listConcerning'>;
	readonly events: Pick<Events, 'since' | 'last'>;
};

/**
A damaged file is set aside, and a new one begun, in which that is noted for the next who can tell a person.
@throws Failure `service` when a newer jottafm wrote the file; `permission` when it cannot be opened; `disk-full`
*/
export function openTransferStore(file: string): TransferStore {
	try {
		return createTransferStore(openDatabase(file));
	} catch (error) {
		if (!isDamage(error, file)) {
			throw error;
		}

		return beginAnew(file, setAside(file));
	}
}

function beginAnew(file: string, kept: string | undefined): TransferStore {
	const store = createTransferStore(openDatabase(file));
	if (kept !== undefined) {
		store.facts.write('set_aside', {kept});
	}

	return store;
}

/** What is found to be damaged in the middle of the work is set aside, too. */
function onDamage(error: unknown, file: string): unknown {
	if (!isDamage(error, file)) {
		return error;
	}

	const kept = setAside(file);
	if (kept !== undefined) {
		beginAnew(file, kept).close();
	}

	return damagedQueue(file, kept, error);
}

type Functions = Readonly<Record<string, (...parameters: never[]) => unknown>>;

/** The same functions; what SQLite says about a damaged file becomes a failure that a person understands. */
function guarded<Part extends Functions>(part: Part, file: string): Part {
	return Object.fromEntries(Object.entries(part).map(([name, work]) => [name, (...parameters: never[]) => {
		try {
			return work(...parameters);
		} catch (error) {
			throw onDamage(error, file);
		}
	}])) as Part;
}

export function createTransferStore(database: DatabaseSync): TransferStore {
	const file = database.location() ?? inMemory;
	const facts = guarded(createFacts(database), file);
	const inode = inodeOf(file);
	return {
		facts,
		jobs: guarded(createJobs(database, facts), file),
		items: guarded(createItems(database), file),
		requests: guarded(createItemRequests(database, facts), file),
		progress: guarded(createProgress(database), file),
		events: guarded(createEvents(database), file),
		leftovers: guarded(createLeftovers(database), file),
		md5s: guarded(createMd5Rows(database), file),
		shown: guarded(createShownQueue(database, facts), file),
		version: () => Number(prepared(database, 'PRAGMA data_version').get()?.data_version),
		transact(work) {
			try {
				return transact(database, work);
			} catch (error) {
				throw onDamage(error, file);
			}
		},
		proveWritable() {
			proveWritable(database);
		},
		isRemoved: () => inodeOf(file) !== inode,
		close() {
			database.close();
		},
	};
}

function inodeOf(file: string): number | undefined {
	return statSync(file, {throwIfNoEntry: false})?.ino;
}
