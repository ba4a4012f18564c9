import {Failure} from '../../../failure.ts';
import type {Entry} from '../../../files/entry.ts';
import {baseSegment, parentPath, type Location} from '../../../files/location.ts';
import type {NameCodec} from '../../../jotta/name-codec.ts';
import {foldName} from '../../../jotta/names.ts';
import type {Opener} from '../../open-location.ts';

/** What is in the folders that a job copies to: each is listed once, and one that is not there is not asked for. */
export type TargetListing = {
	readonly find: (path: string) => Promise<Entry | undefined>;
	readonly names: NameCodec;
	/** A segment of the target as a person reads it. */
	readonly displayName: (segment: string) => string;
};

type Children = ReadonlyMap<string, Entry>;

const kept = 256; // folders: a walk stays near the last ones
const none: Children = new Map();

export function createTargetListing(target: Location, {opener, signal}: {readonly opener: Opener; readonly signal: AbortSignal}): TargetListing {
	const listed = new Map<string, Promise<Children>>();

	const keyOf = target.kind === 'cloud' ? foldName : (segment: string) => segment;

	const list = async (folder: string): Promise<Children> => {
		const files = await opener.fileSystem(target);
		if (folder !== target.path && folder !== '/') {
			const above = await childrenOf(parentPath(folder));
			if (above.get(keyOf(baseSegment(folder)))?.kind !== 'folder') {
				return none;
			}
		}

		const children = new Map<string, Entry>();
		try {
			for await (const batch of files.list(folder, {signal})) {
				for (const entry of batch) {
					children.set(keyOf(entry.segment), entry);
				}
			}
		} catch (error) {
			if (!(error instanceof Failure) || error.code !== 'not-found') {
				throw error;
			}
		}

		return children;
	};

	const childrenOf = async (folder: string): Promise<Children> => {
		let children = listed.get(folder);
		if (!children) {
			children = list(folder);
			listed.set(folder, children);
			children.catch(() => {
				listed.delete(folder);
			});
			if (listed.size > kept) {
				listed.delete(listed.keys().next().value!);
			}
		}

		return children;
	};

	return {
		names: opener.names,
		find: async path => (await childrenOf(parentPath(path))).get(keyOf(baseSegment(path))),
		displayName: segment => target.kind === 'cloud' ? opener.names.toShown(segment) : segment,
	};
}
