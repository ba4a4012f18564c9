import {AsyncLocalStorage} from 'node:async_hooks';
import type {FileHandle} from 'node:fs/promises';
import type {DatabaseSync} from 'node:sqlite';

/*
A life is a process: a command, a screen or an engine. It runs in this process beside others, and can be ended as by
`kill -9`: from one moment on nothing that it does reaches the disk, the database, the line or the clock, and it hears
of nothing any more. intercept.ts lets each of these pass through here.
*/

/** When a life ends: before its so-many-th change, in the middle of it, or when it is done and nobody has heard of it yet. */
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

/** Work as this life; comes back when it is done, or when the life was ended: `killed`. */
export async function live<Result>(life: Life, work: () => Promise<Result>): Promise<Result | 'killed'> {
	const killed = new Promise<'killed'>(resolve => {
		life.atEnd.add(() => {
			resolve('killed');
		});
	});
	return Promise.race([current.run(life, work), killed]);
}

/** Nobody who waits for this goes on. */
export async function forEver(): Promise<never> {
	return new Promise(() => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- that is the point
}

/** What the system does when a process is killed: files, database and lines are closed. */
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

/** The others get their turns first, some of them: who is before whom is as random as between processes. */
export async function takeTurn(life: Life): Promise<void> {
	for (let left = Math.floor(life.random() * 4); left > 0; left -= 1) {
		await new Promise<void>(resolve => {
			setImmediate(resolve);
		});
	}
}

/** Counts a change; says whether, and when, the life ends with it. */
export function deathNow(life: Life): Death['when'] | undefined {
	life.changes += 1;
	return life.death && life.changes >= life.death.change ? life.death.when : undefined;
}

let last: Promise<unknown> = Promise.resolve();

/** Nobody waits for what never came to its end. */
export function forgetChanges(): void {
	last = Promise.resolve();
}

/**
Changes are made one after the other, whoever makes them: what was between two of them is seen, and whose change it was.
Between processes it is the same: the disk and the service make one after the other of what comes at once.
*/
export async function alone<Result>(change: () => Promise<Result>): Promise<Result> {
	const mine = last.then(change);
	last = mine.catch(() => undefined);
	return mine;
}
