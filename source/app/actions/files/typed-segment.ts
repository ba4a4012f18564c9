import {Failure} from '../../../failure.ts';
import type {Location} from '../../../files/location.ts';
import {checkStoredName} from '../../../jotta/names.ts';
import type {NameCodec} from '../../../jotta/name-codec.ts';

/** The path segment for a typed name, as the file system stores it. @throws Failure `name-not-allowed` */
export function typedSegment(name: string, {kind}: Location, names: NameCodec): string {
	if (name === '.' || name === '..' || name.includes('\0')) {
		throw new Failure('name-not-allowed', `${name.replaceAll('\0', '␀')} cannot be a name.`, {nextStep: 'Choose another one.'});
	}

	if (kind === 'local') {
		return name;
	}

	const stored = names.encode(name);
	checkStoredName(stored, names);
	return stored;
}
