import type {Entry} from '../files/entry.ts';
import type {Location} from '../files/location.ts';
import type {Overwrite} from './item.ts';

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
