import type {DatabaseSync} from 'node:sqlite';
import type {Entry} from '../files/entry.ts';
import type {Location} from '../files/location.ts';
import {prepared} from './store/database.ts';
import {parse, type Overwrite} from './item.ts';

/** What a save began from: only that may be replaced by it. */
export type Basis = Pick<Entry, 'size' | 'modified' | 'md5' | 'revision'>;

export type JobRequest = {
	readonly kind: 'copy' | 'move';
	readonly sources: readonly Location[];
	readonly target: Location; // a folder
	readonly targetName?: string | undefined; // one source under another name
	readonly overwrite: Overwrite;
	readonly checksum?: boolean; // compare content, not time
	readonly basis?: Basis | undefined; // a file that stands at the target is replaced as long as it is this one; all else is asked about
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
	readonly basis?: Basis;
};

export function readJob(database: DatabaseSync, id: number): Job | undefined {
	const row = prepared(database, 'SELECT * FROM jobs WHERE id = ?').get(id);
	if (!row) {
		return undefined;
	}

	const targetName = row.target_name;
	const basis = parse(row.basis) as Basis | undefined;
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
		...(basis && {basis}),
	};
}
