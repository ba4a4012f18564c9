import {encodingParts, standardEncoding} from '../settings/encoding.ts';
import {isUnreachable, listedName, nameWithoutMark} from './listed-name.ts';

/*
Names as people know them, and as the service keeps them (protocol.md 16.2): byte for byte what rclone
writes. A byte that is not UTF-8 is a lone surrogate U+DC80 to U+DCFF here (files/local-name.ts).
*/

export type NameCodec = {
	/** A name as the disk has it, as the service stores it. */
	readonly encode: (name: string) => string;
	/** A stored name as the disk gets it. Not every stored name encodes back to itself: requests use the stored one. */
	readonly decode: (stored: string) => string;
	/** A stored name as a person reads and types it. One that `encode` writes is decoded; any other is shown as it is, with a quote in front. */
	readonly toShown: (stored: string) => string;
	/** The stored name that a person reads and types so: the only one that `toShown` shows like that. */
	readonly fromShown: (shown: string) => string;
};

/** `encoding`: which characters are replaced, by rclone's names. @see protocol.md 16.2 */
export function createNameCodec(encoding: string): NameCodec {
	const table = tableOf(encoding);
	const encode = (name: string) => {
		const whole = wholeNames.get(name);
		return whole !== undefined || (table.isStandard && !needsEncoding.test(name)) ? whole ?? name : Array.from(name, character => encodeCharacter(character, table)).join('');
	};

	const decode = (stored: string) => {
		if (isUnreachable(stored)) {
			return nameWithoutMark(stored);
		}

		const whole = wholeOriginals.get(stored);
		return whole !== undefined || (table.isStandard && !needsDecoding.test(stored)) ? whole ?? stored : decodeCharacters([...stored], table);
	};

	/** Whether a name is shown as it is stored: it is not what `encode` writes, or its meaning is how another one is shown. */
	const isRaw = (stored: string): boolean => {
		const isPlain = table.isStandard && !needsEncoding.test(stored);
		if (isPlain || listedName(stored) !== stored || !stored.isWellFormed()) { // the last two are in no listing
			return false;
		}

		const name = decode(stored);
		return encode(name) !== stored || (name.startsWith(quote) && isRaw(name.slice(1)));
	};

	return {
		encode,
		decode,
		toShown: stored => isRaw(stored) ? quote + stored : decode(stored),
		fromShown: shown => shown.startsWith(quote) && isRaw(shown.slice(1)) ? shown.slice(1) : encode(shown),
	};
}

const quote = '\u{201B}';

const wholeNames = new Map([['.', '．'], ['..', '．．'], ['．', `${quote}．`], ['．．', `${quote}．${quote}．`]]);
const wholeOriginals = new Map([...wholeNames].map(([original, stored]) => [stored, original] as const));

const needsEncoding = /[\u{0}-\u{1F}"%*\/:<>?\|\u{7F}\u{201B}\u{2400}-\u{241F}\u{2421}\u{DC80}-\u{DCFF}\u{FF02}\u{FF05}\u{FF0A}\u{FF0F}\u{FF1A}\u{FF1C}\u{FF1E}\u{FF1F}\u{FF5C}]/v; // eslint-disable-line no-control-regex, regexp/no-control-character -- they are what is looked for
const needsDecoding = /[\u{201B}\u{2400}-\u{241F}\u{2421}\u{FF02}\u{FF05}\u{FF0A}\u{FF0F}\u{FF1A}\u{FF1C}\u{FF1E}\u{FF1F}\u{FF5C}]/v;
const hexByte = /^[\da-f]{2}$/iv;

const isByteHolder = (code: number) => code >= 0xDC_80 && code <= 0xDC_FF;

type Table = {readonly replacements: ReadonlyMap<string, string>; readonly originals: ReadonlyMap<string, string>; readonly isStandard: boolean};

const controls = Array.from({length: 0x20}, (_, code) => String.fromCodePoint(code));

function tableOf(encoding: string): Table {
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

function encodeCharacter(character: string, {replacements, originals}: Table): string {
	const code = character.codePointAt(0)!;
	return isByteHolder(code) ? quote + (code - 0xDC_00).toString(16).toUpperCase() : replacements.get(character) ?? (character === quote || originals.has(character) ? quote + character : character);
}

function decodeCharacters(characters: readonly string[], table: Table): string {
	let name = '';
	for (let at = 0; at < characters.length; at += 1) {
		const character = characters[at]!;
		if (character !== quote) {
			name += table.originals.get(character) ?? character;
			continue;
		}

		const {decoded, taken} = decodeQuoted(characters, at + 1, table);
		name += decoded;
		at += taken;
	}

	return name;
}

/** What follows a quote character, and how many characters it took. */
function decodeQuoted(characters: readonly string[], at: number, {originals}: Table): {readonly decoded: string; readonly taken: number} {
	const next = characters[at];
	if (next === undefined) {
		return {decoded: quote, taken: 0};
	}

	if (next === quote || originals.has(next)) {
		return {decoded: next, taken: 1};
	}

	const digits = next + (characters[at + 1] ?? '');
	if (hexByte.test(digits)) {
		const byte = Number.parseInt(digits, 16);
		return {decoded: byte < 0x80 ? String.fromCodePoint(byte) : String.fromCodePoint(0xDC_00 + byte), taken: 2};
	}

	return {decoded: quote + next, taken: 1};
}
