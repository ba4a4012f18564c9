import {Failure} from '../failure.ts';
import {encodingParts, standardEncoding} from '../settings/encoding.ts';
import {isUnreachable, nameWithoutMark} from './listed-name.ts';

/*
Names as people know them, and as the service keeps them (protocol.md 16.2): byte for byte what rclone
writes with its default encoding. A byte that is not UTF-8 is a lone surrogate U+DC80 to U+DCFF here (files/local-name.ts).
*/

const quote = '\u{201B}';

type Codec = {readonly replacements: ReadonlyMap<string, string>; readonly originals: ReadonlyMap<string, string>; readonly isStandard: boolean};

const controls = Array.from({length: 0x20}, (_, code) => String.fromCodePoint(code));

function codecOf(encoding: string): Codec {
	const parts = encoding.split(',');
	const characters = ['\0', ...parts.includes('Ctl') ? controls : [], ...parts.flatMap(part => [...encodingParts.get(part) ?? ''])];
	const replacements = new Map(characters.map(character => [character, replacementOf(character.codePointAt(0)!)] as const));
	return {
		replacements,
		originals: new Map([...replacements].map(([original, replacement]) => [replacement, original] as const)),
		isStandard: encoding === standardEncoding,
	};
}

function replacementOf(code: number): string {
	return String.fromCodePoint(code < 0x20 ? 0x24_00 + code : (code === 0x7F ? 0x24_21 : code + 0xFE_E0));
}

let codec = codecOf(standardEncoding);

/**
Which characters are replaced, by rclone's names: the setting `encoding`. One for the whole process, said once by its entry
before any name is looked at: names made under two encodings would not find each other.
*/
export function useEncoding(encoding: string): void {
	codec = codecOf(encoding);
}

const wholeNames = new Map([['.', '．'], ['..', '．．'], ['．', `${quote}．`], ['．．', `${quote}．${quote}．`]]);
const wholeOriginals = new Map([...wholeNames].map(([original, stored]) => [stored, original] as const));

const needsEncoding = /[\u{0}-\u{1F}"%*\/:<>?\|\u{7F}\u{201B}\u{2400}-\u{241F}\u{2421}\u{DC80}-\u{DCFF}\u{FF02}\u{FF05}\u{FF0A}\u{FF0F}\u{FF1A}\u{FF1C}\u{FF1E}\u{FF1F}\u{FF5C}]/v; // eslint-disable-line no-control-regex, regexp/no-control-character -- they are what is looked for
const needsDecoding = /[\u{201B}\u{2400}-\u{241F}\u{2421}\u{FF02}\u{FF05}\u{FF0A}\u{FF0F}\u{FF1A}\u{FF1C}\u{FF1E}\u{FF1F}\u{FF5C}]/v;
const hexByte = /^[\da-f]{2}$/iv;

const isByteHolder = (code: number) => code >= 0xDC_80 && code <= 0xDC_FF;

/** A name as a person or the disk has it, as the service stores it. @see protocol.md 16.2 */
export function encodeName(name: string): string {
	const whole = wholeNames.get(name);
	return whole !== undefined || (codec.isStandard && !needsEncoding.test(name)) ? whole ?? name : Array.from(name, encodeCharacter).join('');
}

function encodeCharacter(character: string): string {
	const code = character.codePointAt(0)!;
	return isByteHolder(code) ? quote + (code - 0xDC_00).toString(16).toUpperCase() : codec.replacements.get(character) ?? (character === quote || codec.originals.has(character) ? quote + character : character);
}

/** A stored name as a person knows it. Not every stored name encodes back to itself: requests use the stored one. @see protocol.md 16.2 */
export function decodeName(stored: string): string {
	if (isUnreachable(stored)) {
		return nameWithoutMark(stored);
	}

	const whole = wholeOriginals.get(stored);
	if (whole !== undefined || (codec.isStandard && !needsDecoding.test(stored))) {
		return whole ?? stored;
	}

	const characters = [...stored];
	let name = '';
	for (let at = 0; at < characters.length; at += 1) {
		const character = characters[at]!;
		if (character !== quote) {
			name += codec.originals.get(character) ?? character;
			continue;
		}

		const {decoded, taken} = decodeQuoted(characters, at + 1);
		name += decoded;
		at += taken;
	}

	return name;
}

/** What follows a quote character, and how many characters it took. */
function decodeQuoted(characters: readonly string[], at: number): {readonly decoded: string; readonly taken: number} {
	const next = characters[at];
	if (next === undefined) {
		return {decoded: quote, taken: 0};
	}

	if (next === quote || codec.originals.has(next)) {
		return {decoded: next, taken: 1};
	}

	const digits = next + (characters[at + 1] ?? '');
	if (hexByte.test(digits)) {
		const byte = Number.parseInt(digits, 16);
		return {decoded: byte < 0x80 ? String.fromCodePoint(byte) : String.fromCodePoint(0xDC_00 + byte), taken: 2};
	}

	return {decoded: quote + next, taken: 1};
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
