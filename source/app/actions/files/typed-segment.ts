import {Failure} from '../../../failure.ts';
import type {Entry} from '../../../files/entry.ts';
import type {Location} from '../../../files/location.ts';
import {nameForField, nameOfEditedLine, nameOfQuoted} from '../../../quoted-name.ts';
import {checkStoredName, nameOfTyped, typedName} from '../../../jotta/names.ts';
import type {NameCodec} from '../../../jotta/name-codec.ts';

/**
The path segment for a typed name, as the file system stores it. In the cloud a stand-in counts as it does on the command line:
`／` for a slash, `␀` for NUL. A name that cannot be typed is written as --json prints it.
@throws Failure `name-not-allowed`
*/
export function typedSegment(text: string, location: Location, names: NameCodec): string {
	return segmentOf(nameOfQuoted(text) ?? text, location, names);
}

type Naming = {readonly location: Location; readonly names: NameCodec};

/** The same for a line of an editor. `isQuoted`: whether it was when it was written there. */
export function lineSegment(line: string, isQuoted: boolean, {location, names}: Naming): string {
	if (!isQuoted) {
		return typedSegment(line, location, names);
	}

	const name = nameOfEditedLine(line);
	if (name === undefined) {
		throw new Failure('usage', `${line} cannot be read: what is in the quotes is no name any more.`, {nextStep: 'Take the quotes away, or leave what is in them as --json prints it.'});
	}

	return segmentOf(name, location, names);
}

function segmentOf(name: string, {kind}: Location, names: NameCodec): string {
	const isLocal = kind === 'local';
	if (name === '.' || name === '..' || (isLocal && name.includes('\0'))) {
		throw new Failure('name-not-allowed', `${name.replaceAll('\0', '␀')} cannot be a name.`, {nextStep: 'Choose another one.'});
	}

	if (isLocal) {
		if (name.includes('/')) {
			throw new Failure('name-not-allowed', `A name on this disk cannot hold a slash: ${name}.`, {nextStep: 'F6 moves to another folder.'});
		}

		return name;
	}

	const stored = names.fromShown(nameOfTyped(name));
	checkStoredName(stored, names);
	return stored;
}

/**
A name as it is typed: `typedSegment` gives it back, with each character that is not edited, except that a name which another program
has stored becomes one that we would store. `quote`: what is quoted, in a field or a line.
*/
export function fieldName({segment, name}: Pick<Entry, 'segment' | 'name'>, {location, names, quote = nameForField}: Naming & {readonly quote?: (name: string) => string}): string {
	return quote(location.kind === 'cloud' ? typedName(names.decode(segment)) : name);
}
