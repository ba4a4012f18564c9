import type {DatabaseSync} from 'node:sqlite';
import type {Location} from '../files/location.ts';
import {prepared} from './database.ts';
import {parse, type Overwrite} from './item.ts';

export type JobRequest = {
	readonly kind: 'copy' | 'move';
	readonly sources: readonly Location[];
	readonly target: Location; // a folder
	readonly targetName?: string | undefined; // one source under another name
	readonly overwrite: Overwrite;
	readonly checksum?: boolean; // compare content, not time
	readonly transfers?: number | undefined; // so many at once until the queue is empty
};

/** A copy or move of a selection to a folder. */
export type Job = {
	readonly id: number;
	readonly kind: 'copy' | 'move';
	readonly sources: readonly Location[];
	readonly target: Location;
	readonly targetName?: string;
	readonly overwrite: Overwrite;
	readonly checksum: boolean; // compare content, not time
	readonly state: 'counting' | 'counted' | 'over' | 'cancelled';
	readonly expandedSources: number; // so many have become items
};

export function readJob(database: DatabaseSync, id: number): Job | undefined {
	const row = prepared(database, 'SELECT * FROM jobs WHERE id = ?').get(id);
	if (!row) {
		return undefined;
	}

	const targetName = row.target_name;
	return {
		id,
		kind: row.kind as Job['kind'],
		sources: parse(row.sources) as readonly Location[],
		target: parse(row.target) as Location,
		overwrite: row.overwrite as Overwrite,
		checksum: row.checksum === 1,
		state: row.state as Job['state'],
		expandedSources: Number(row.expanded_sources),
		...(typeof targetName === 'string' && {targetName}),
	};
}
