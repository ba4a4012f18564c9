import type {DatabaseSync, SQLOutputValue} from 'node:sqlite';
import type {Entry} from '../../files/entry.ts';
import type {Location} from '../../files/location.ts';
import type {QueueEvent} from '../snapshot.ts';
import {prepared} from './database.ts';
import {parse} from './item-rows.ts';

export type NewEvent =
	| {readonly kind: 'placed'; readonly folder: Location; readonly subject: Entry}
	| {readonly kind: 'removed'; readonly folder: Location; readonly subject: string}; // its segment

/** What happened in folders, newest last; the oldest are forgotten. */
export type Events = {
	readonly add: (events: readonly NewEvent[]) => void;
	/** At most 2,000 of those after this one. */
	readonly since: (id: number) => readonly QueueEvent[];
	/** The number of the newest; 0 when there is none. */
	readonly last: () => number;
};

const kept = 20_000;

export function createEvents(database: DatabaseSync): Events {
	return {
		add(events) {
			const insert = prepared(database, 'INSERT INTO events (kind, folder, subject) VALUES (?, ?, ?)');
			for (const {kind, folder, subject} of events) {
				insert.run(kind, JSON.stringify(folder), JSON.stringify(subject));
			}

			prepared(database, 'DELETE FROM events WHERE id < (SELECT max(id) FROM events) - ?').run(kept);
		},
		since: id => prepared(database, 'SELECT * FROM events WHERE id > ? ORDER BY id LIMIT 2000').all(id).map(row => eventOfRow(row)),
		last: () => Number(prepared(database, 'SELECT coalesce(max(id), 0) AS last FROM events').get()?.last),
	};
}

function eventOfRow(row: Record<string, SQLOutputValue>): QueueEvent {
	const id = Number(row.id);
	const folder = parse(row.folder) as Location;
	return row.kind === 'placed'
		? {
			id, kind: 'placed', folder, entry: parse(row.subject) as Entry,
		}
		: {
			id, kind: 'removed', folder, segment: parse(row.subject) as string,
		};
}
