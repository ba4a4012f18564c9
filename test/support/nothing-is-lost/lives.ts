import {AsyncLocalStorage} from 'node:async_hooks';
import type {FileHandle} from 'node:fs/promises';
import type {DatabaseSync} from 'node:sqlite';

/*
A life stands for a process: a command, a screen or an engine. Lives share this process, and can be ended as by
`kill -9`: from that moment nothing that it does reaches the disk, the database, the line or the clock, and it gets no
more answers. intercept.ts passes each of these through here.
*/

/** When a life ends: before its nth change, in the middle of it, or right after it, before its result is known. */
export type Death = {readonly change: number; readonly when: 'before' | 'amid' | 'after'};

export type Life = {
	readonly name: string;
	isOver: boolean;
	death: Death | undefined;
	changes: number; // so far: of the disk or at the service
	readonly handles: Set<FileHandle>;
	readonly databases: Set<DatabaseSync>;
	readonly atEnd: Set<() => void>;
	readonly random: () => number; // 0 to 1
};

const current = new AsyncLocalStorage<Life>();

export function createLife(name: string, {random, death}: {readonly random: () => number; readonly death?: Death | undefined}): Life {
	return {
		name, isOver: false, death, changes: 0, handles: new Set(), databases: new Set(), atEnd: new Set(), random,
	};
}

export const currentLife = (): Life | undefined => current.getStore();

/** Runs work as this life. Resolves when it is done, or with `killed` when the life was ended. */
export async function live<Result>(life: Life, work: () => Promise<Result>): Promise<Result | 'killed'> {
	const killed = new Promise<'killed'>(resolve => {
		life.atEnd.add(() => {
			resolve('killed');
		});
	});
	return Promise.race([current.run(life, work), killed]);
}

/** Never resolves. */
export async function forEver(): Promise<never> {
	return new Promise(() => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- that is the point
}

/** What the system does when a process is killed: it closes files, database and connections. */
export function end(life: Life): void {
	if (life.isOver) {
		return;
	}

	life.isOver = true;
	for (const handle of life.handles) {
		void handle.close().catch(() => undefined);
	}

	for (const database of life.databases) {
		if (database.isOpen) {
			database.close();
		}
	}

	for (const each of life.atEnd) {
		each();
	}
}

/** Lets some of the others run first: the order is as random as between processes. */
export async function takeTurn(life: Life): Promise<void> {
	for (let left = Math.floor(life.random() * 4); left > 0; left -= 1) {
		await new Promise<void>(resolve => {
			setImmediate(resolve);
		});
	}
}

/** Counts a change. Returns whether, and when, the life ends with it. */
export function deathNow(life: Life): Death['when'] | undefined {
	life.changes += 1;
	return life.death && life.changes >= life.death.change ? life.death.when : undefined;
}

let last: Promise<unknown> = Promise.resolve();

/** What never ended is not waited for. */
export function forgetChanges(): void {
	last = Promise.resolve();
}

/**
Changes are made one at a time, for all lives together, so that each state between two changes is seen, and who made it.
It is the same between processes: the disk and the service put simultaneous changes in an order.
*/
export async function alone<Result>(change: () => Promise<Result>): Promise<Result> {
	const mine = last.then(change);
	last = mine.catch(() => undefined);
	return mine;
}
