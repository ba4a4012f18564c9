import {Buffer, isUtf8} from 'node:buffer';

/** What a file is written in, where its byte order mark says so. */
export type Encoding = 'utf-16be' | 'utf-16le';

/** A place in a file where the text stands: both in bytes. */
export type Match = {readonly at: number; readonly length: number};

/** A text to look for among bytes. */
export type TextPattern = {
	readonly longest: number; // bytes that one place takes at most
	readonly first: (bytes: Buffer) => Match | undefined;
	/** The last place that begins before `end`. */
	readonly last: (bytes: Buffer, end: number) => Match | undefined;
};

/**
The bytes that a text can stand as, in any case: letters in both cases, a blank as a tab, a control character by its picture.
Without an encoding that is UTF-8, and windows-1252 where the bytes are no UTF-8. Bytes are looked at as they come, which is ten
times as fast as making text of them first.
*/
export function textPattern(query: string, encoding: Encoding | undefined): TextPattern {
	const forms = Array.from(query, character => formsOf(character, encoding));
	const source = forms.map(all => `(?:${all.map(form => escaped(form)).join('|')})`).join('').replaceAll(fourBlanks(encoding), tabOrBlanks => `(?:${tabOrBlanks}|${escaped(encoded('\t', encoding))})`);
	const isPlace = (bytes: Buffer, {at, length}: Match) => encoding === undefined
		? isUtf8(bytes.subarray(at, at + length)) || !isWithinCharacter(bytes, at + bytes.subarray(at, at + length).findIndex(byte => byte >= 0x80))
		: at % 2 === 0;
	const places = function * (bytes: Buffer): Generator<Match> {
		const text = bytes.toString('latin1');
		const pattern = new RegExp(source, 'g'); // eslint-disable-line require-unicode-regexp -- each character stands for a byte
		for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
			const match = {at: found.index, length: found[0].length};
			if (isPlace(bytes, match)) {
				yield match;
			}

			pattern.lastIndex = match.at + 1;
		}
	};

	return {
		longest: forms.reduce((sum, all) => sum + Math.max(...all.map(form => form.length)), 0),
		first(bytes) {
			const [first] = places(bytes);
			return first;
		},
		last(bytes, end) {
			let last: Match | undefined;
			for (const match of places(bytes)) {
				if (match.at >= end) {
					break;
				}

				last = match;
			}

			return last;
		},
	};
}

const blank = (encoding: Encoding | undefined) => `(?:${[' ', '\t'].map(character => escaped(encoded(character, encoding))).join('|')})`;
const fourBlanks = (encoding: Encoding | undefined) => blank(encoding).repeat(4); // as a tab is shown

function formsOf(character: string, encoding: Encoding | undefined): readonly Buffer[] {
	if (character === ' ') {
		return [' ', '\t'].map(each => encoded(each, encoding));
	}

	const folded = fold(character.codePointAt(0)!);
	const alike = [...new Set([folded, ...(alikes().get(folded) ?? [])])];
	return alike.flatMap(each => {
		const byte = encoding === undefined ? windows1252.indexOf(each) : -1;
		return [encoded(each, encoding), ...(byte === -1 ? [] : [Buffer.from([0x80 + byte])])];
	});
}

function encoded(text: string, encoding: Encoding | undefined): Buffer {
	const bytes = Buffer.from(text, encoding === undefined ? 'utf8' : 'utf16le');
	return encoding === 'utf-16be' ? bytes.swap16() : bytes;
}

const escaped = (bytes: Buffer) => Array.from(bytes, byte => String.raw`\x${byte.toString(16).padStart(2, '0')}`).join('');

const windows1252 = new TextDecoder('windows-1252').decode(Uint8Array.from({length: 128}, (_, index) => 0x80 + index));

/** One sign for all that are alike: small letters for large ones; the two small sigmas are one. */
function fold(code: number): string {
	if (code < 0x20) {
		return String.fromCodePoint(0x24_00 + code); // as it is shown
	}

	const [small] = String.fromCodePoint(code).toLowerCase();
	return code < 0x1_00_00 ? (small === 'ς' ? 'σ' : small!) : String.fromCodePoint(code).toLowerCase();
}

let alike: Map<string, string[]> | undefined; // made when first needed: that takes milliseconds

/** The characters that are folded into another one. */
function alikes(): ReadonlyMap<string, readonly string[]> {
	if (!alike) {
		alike = new Map();
		for (let code = 0; code < 0x2_00_00; code += 1) {
			const character = String.fromCodePoint(code);
			const folded = fold(code);
			if (folded !== character) {
				alike.set(folded, [...(alike.get(folded) ?? []), character]);
			}
		}
	}

	return alike;
}

/** Whether a byte is part of a character in UTF-8. */
function isWithinCharacter(bytes: Buffer, at: number): boolean {
	return [0, 1, 2, 3].some(back => {
		const first = bytes[at - back] ?? 0;
		const length = first >= 0xF0 ? 4 : (first >= 0xE0 ? 3 : (first >= 0xC0 ? 2 : 1));
		const character = bytes.subarray(at - back, at - back + length);
		return length > back && character.length === length && first >= 0xC0 && isUtf8(character);
	});
}
