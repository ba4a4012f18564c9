import type {FailureFacts} from '../failure.ts';

/** One row of a listing, local or cloud. Plain data. */
export type Entry = {
	/**
	How the file system spells it; what paths are made of. In the cloud the stored name (protocol.md 16.2),
	on the disk the name with each byte that is not UTF-8 as a lone surrogate U+DC80 to U+DCFF.
	*/
	readonly segment: string;
	/** What a person calls it; goes to a terminal only through cleanText(). */
	readonly name: string;
	readonly kind: 'file' | 'folder' | 'other'; // other: sockets, devices, broken links; shown, never copied
	readonly size?: number; // bytes; folders have none
	readonly modified?: number; // ms since 1970; the service keeps whole seconds
	readonly created?: number; // ms since 1970
	readonly md5?: string; // 32 lower-case hex digits
	readonly mime?: string;
	readonly state?: 'incomplete' | 'corrupt'; // an upload that was never completed; nothing to read
	readonly revision?: number; // cloud files: number of the current revision
	readonly deletedAt?: number; // ms since 1970; set: the entry is in the trash
	readonly symlink?: string; // on the disk: where this symbolic link points
	readonly special?: 'socket' | 'pipe' | 'device'; // on the disk: what is neither a file nor a folder
	readonly failure?: FailureFacts; // on the disk: why this cannot be looked at; what it is, nobody knows
	readonly publicLink?: string; // in the cloud: identifier of the public link
};
