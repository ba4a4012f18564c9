import type {Entry} from '../../../files/entry.ts';
import type {Location} from '../../../files/location.ts';
import type {NameCodec} from '../../../jotta/name-codec.ts';

/** What a segment is called on the disk: there, names that other programs have given in the cloud are not told apart from ours. */
export function plainName(segment: string, {kind}: Location, names: NameCodec): string {
	return kind === 'cloud' ? names.decode(segment) : segment;
}

/** Whether a pattern is of an entry's name, as it is shown or as it is on the disk. */
export function hasName({name, segment}: Pick<Entry, 'name' | 'segment'>, pattern: RegExp, {location, names}: {readonly location: Location; readonly names: NameCodec}): boolean {
	return pattern.test(name) || pattern.test(plainName(segment, location, names));
}
