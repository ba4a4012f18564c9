import {Failure} from '../failure.ts';
import type {NameCodec} from './name-codec.ts';

/*
Names in the cloud and on this disk (protocol.md 16).
*/

/** The stored name for a file on this disk: a full-width slash there stands for a slash. @see protocol.md 16.4 */
export function storedFromLocal(local: string, names: NameCodec): string {
	if (local === '．') {
		return names.encode('.');
	}

	return local === '．．' ? names.encode('..') : names.encode(local.replaceAll('／', '/').replaceAll('␀', '\0'));
}

/** The name that a stored file gets on this disk. @see protocol.md 16.4 */
export function localFromStored(stored: string, names: NameCodec): string {
	const name = names.decode(stored);
	if (name === '.') {
		return '．';
	}

	return name === '..' ? '．．' : name.replaceAll('/', '／').replaceAll('\0', '␀');
}

/**
A name in the cloud as a place is printed and typed. As in a name on this disk, a full-width slash stands for a slash there, and ␀ for
NUL; where one is meant itself, a quote stands before it. `nameOfTyped` gives the name back.
*/
export function typedName(name: string): string {
	if (name === '.' || name === '..') {
		return name.replaceAll('.', '．');
	}

	const quoted = (_: string, quotes: string, mark: string) => quotes + quotes + (standsFor.get(mark) ?? `‛${mark}`);
	return name.replace(wholeDots, quoted).replaceAll(/(?<quotes>‛*)(?<mark>[\0\/␀／])/gv, quoted);
}

/** The name that a typed one stands for. */
export function nameOfTyped(text: string): string {
	const plain = (_: string, quotes: string, mark: string) => '‛'.repeat(Math.floor(quotes.length / 2)) + (quotes.length % 2 === 1 ? mark : [...mark].map(each => meant.get(each)).join(''));
	return text.replace(wholeDots, plain).replaceAll(/(?<quotes>‛*)(?<mark>[␀／])/gv, plain);
}

const wholeDots = /^(?<quotes>‛*)(?<mark>．．?)$/v;
const standsFor = new Map([['/', '／'], ['\0', '␀']]);
const meant = new Map([['／', '/'], ['␀', '\0'], ['．', '.']]);

/**
Refuses a stored name that the service would refuse, before anything is sent.
@throws Failure `name-not-allowed`
@see protocol.md 16.5
*/
export function checkStoredName(stored: string, names: NameCodec): void {
	const nextStep = 'Rename it and try again.';
	if (stored === '') {
		throw new Failure('name-not-allowed', 'A name cannot be empty.', {nextStep});
	}

	if (stored.length > 255) {
		throw new Failure('name-not-allowed', `The name ${names.toShown(stored).slice(0, 40)}… has ${stored.length} characters; Jottacloud takes 255.`, {nextStep});
	}

	if (stored.includes('\u{FEFF}')) {
		throw new Failure('name-not-allowed', `The name ${names.toShown(stored)} holds an invisible character (U+FEFF) that Jottacloud refuses.`, {nextStep});
	}
}

/** Names are the same for the service when they differ in case only. @see protocol.md 16.1 */
export function foldName(stored: string): string {
	return stored.toUpperCase();
}
