import type {DatabaseSync} from 'node:sqlite';
import type {FailureFacts} from '../../failure.ts';
import type {AccountBlock} from '../snapshot.ts';
import {prepared, transact} from './database.ts';

/** Single remembered values of the whole queue: each by the name that it has in the file. */
type FactValues = {
	readonly paused: 'yes' | 'now'; // now: what is under way stops, too, and nothing is counted
	readonly transfers: number; // so many at once, until there is no work left
	readonly order: number; // grows whenever somebody moves an item
	readonly speed: number; // bytes a second, of all transfers
	readonly steady_speed: number; // bytes a second, smoothed: the time left is computed from it
	readonly hashing: number; // bytes a second that are hashed
	readonly session: Session;
	readonly blocks: readonly AccountBlock[]; // as the last engine has seen it
	readonly set_aside: {readonly kept: string}; // where the damaged queue before this one is kept; until somebody was told
	readonly short: FailureFacts & {readonly job: number}; // a copy that does not fit the account
};

/** What the totals count: jobs from `first` on, and of the earlier ones in `before` what was not over yet; `cleared`: bytes that were finished and have left the list since. */
type Session = {readonly first: number; readonly before: Readonly<Record<string, OverBytes>>; readonly cleared?: number};

/** Bytes of items that are over. */
export type OverBytes = {readonly finished: number; readonly failed: number}; // finished: done or skipped

export type Facts = {
	readonly read: <Name extends keyof FactValues>(name: Name) => FactValues[Name] | undefined;
	/** Without a value it is taken away. */
	readonly write: <Name extends keyof FactValues>(name: Name, value: FactValues[Name] | undefined) => void;
};

export function createFacts(database: DatabaseSync): Facts {
	return {
		read<Name extends keyof FactValues>(name: Name) {
			const value = prepared(database, 'SELECT value FROM facts WHERE name = ?').get(name)?.value;
			return typeof value === 'string' ? (name === 'paused' ? value : JSON.parse(value)) as FactValues[Name] : undefined;
		},
		write(name, value) {
			writeText(database, name, value === undefined || typeof value === 'string' ? value : JSON.stringify(value));
		},
	};
}

function writeText(database: DatabaseSync, name: string, text: string | undefined): void {
	if (text === undefined) {
		prepared(database, 'DELETE FROM facts WHERE name = ?').run(name);
	} else {
		prepared(database, 'INSERT INTO facts VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(name, text);
	}
}

const enough = 65_536; // bytes: where a single small write just fits, the next would fail

/** Writes something and takes it away again. @throws what SQLite throws where the file cannot be written */
export function proveWritable(database: DatabaseSync): void {
	transact(database, () => {
		writeText(database, 'room', ' '.repeat(enough));
	});
	writeText(database, 'room', undefined);
}
