import {Buffer} from 'node:buffer';

/*
Names on a Unix disk are bytes. Nearly all are UTF-8; each byte that is not is carried through the program
as a lone surrogate U+DC80 to U+DCFF, so that the name is an ordinary string and can be turned back exactly.
*/

const loneSurrogates = /[\u{DC80}-\u{DCFF}]/v;
const isByteHolder = (code: number) => code >= 0xDC_80 && code <= 0xDC_FF;

/** A name as the disk has it, as a string. */
export function localName(bytes: Buffer): string {
	const text = bytes.toString('utf8');
	return text.includes('\u{FFFD}') && !Buffer.from(text).equals(bytes) ? withByteHolders(bytes) : text;
}

/** The bytes of a name or path, for `node:fs`. */
export function localBytes(name: string): Buffer {
	return loneSurrogates.test(name) ? fromByteHolders(name) : Buffer.from(name);
}

/** A path for `node:fs`: as a string where that is enough, else as bytes. */
export function diskPath(path: string): string | Buffer {
	return loneSurrogates.test(path) ? fromByteHolders(path) : path;
}

function withByteHolders(bytes: Buffer): string {
	let name = '';
	let at = 0;
	while (at < bytes.length) {
		const length = sequenceLength(bytes, at);
		name += length === 0 ? String.fromCodePoint(0xDC_00 + bytes[at]!) : bytes.toString('utf8', at, at + length);
		at += Math.max(1, length);
	}

	return name;
}

/** Bytes of the UTF-8 character at a position; 0 where there is none. */
function sequenceLength(bytes: Buffer, at: number): number {
	const first = bytes[at]!;
	const length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
	const piece = bytes.subarray(at, at + length);
	return piece.length === length && Buffer.from(piece.toString('utf8')).equals(piece) ? length : 0;
}

function fromByteHolders(name: string): Buffer {
	const pieces: Buffer[] = [];
	for (const character of name) {
		const code = character.codePointAt(0)!;
		pieces.push(isByteHolder(code) ? Buffer.from([code - 0xDC_00]) : Buffer.from(character));
	}

	return Buffer.concat(pieces);
}
