import {Failure} from '../failure.ts';
import {standardEncoding} from '../settings/encoding.ts';
import {createNameCodec} from './name-codec.ts';

/*
Names in the cloud and on this disk, under the encoding of this process (protocol.md 16).
*/

let codec = createNameCodec(standardEncoding);

/**
The setting `encoding`. There is one for the whole process, set by its entry before any name is read: names that were made under
two encodings would not find each other.
*/
export function setEncoding(encoding: string): void {
	codec = createNameCodec(encoding);
}

/** A name as a person or the disk has it, as the service stores it. @see protocol.md 16.2 */
export function encodeName(name: string): string {
	return codec.encode(name);
}

/** A stored name as a person knows it. Not every stored name encodes back to itself: requests use the stored one. @see protocol.md 16.2 */
export function decodeName(stored: string): string {
	return codec.decode(stored);
}

/** The stored name for a file on this disk: a full-width slash there stands for a slash. @see protocol.md 16.4 */
export function storedFromLocal(local: string): string {
	if (local === '．') {
		return encodeName('.');
	}

	return local === '．．' ? encodeName('..') : encodeName(local.replaceAll('／', '/').replaceAll('␀', '\0'));
}

/** The name that a stored file gets on this disk. @see protocol.md 16.4 */
export function localFromStored(stored: string): string {
	const name = decodeName(stored);
	if (name === '.') {
		return '．';
	}

	return name === '..' ? '．．' : name.replaceAll('/', '／').replaceAll('\0', '␀');
}

/**
Refuses a stored name that the service would refuse, before anything is sent.
@throws Failure `name-not-allowed`
@see protocol.md 16.5
*/
export function checkStoredName(stored: string): void {
	const nextStep = 'Rename it and try again.';
	if (stored === '') {
		throw new Failure('name-not-allowed', 'A name cannot be empty.', {nextStep});
	}

	if (stored.length > 255) {
		throw new Failure('name-not-allowed', `The name ${decodeName(stored).slice(0, 40)}… has ${stored.length} characters; Jottacloud takes 255.`, {nextStep});
	}

	if (stored.includes('\u{FEFF}')) {
		throw new Failure('name-not-allowed', `The name ${decodeName(stored)} holds an invisible character (U+FEFF) that Jottacloud refuses.`, {nextStep});
	}
}

/** Names are the same for the service when they differ in case only. @see protocol.md 16.1 */
export function foldName(stored: string): string {
	return stored.toUpperCase();
}
