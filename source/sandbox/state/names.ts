import {badArgument} from '../http/errors.ts';

const refused = /[\u{0}-\u{1F}"*:<>?\|\u{7F}\u{FEFF}]/v; // eslint-disable-line no-control-regex, regexp/no-control-character -- they are what is refused
const refusedAlways = /[\u{0}-\u{1F}\u{7F}\u{FEFF}]/v; // eslint-disable-line no-control-regex, regexp/no-control-character -- they are what is refused

/** What names the service takes (N18). */
export type NameRules = {readonly takesRawNames: boolean};

const refusedBy = ({takesRawNames}: NameRules) => takesRawNames ? refusedAlways : refused;

/** How names are compared: by upper case, no accent or normalisation folding (protocol.md E5). */
export function keyOf(name: string): string {
	return name.toUpperCase();
}

/** What a phone has stored with such a character is listed, and cannot be asked for (protocol.md 16.1, E6). */
export function isAddressable(name: string, rules: NameRules): boolean {
	return !refusedBy(rules).test(name);
}

/** Refuses new names as E6 says; what a fixture has seeded stays. */
export function checkNewName(name: string, rules: NameRules): void {
	if (name.length > 255) {
		throw badArgument('JFS file names may not be longer than 255 characters');
	}

	if (name === '' || name === '.' || name === '..' || refusedBy(rules).test(name)) {
		throw badArgument('Invalid character in name');
	}
}
