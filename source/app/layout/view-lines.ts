import {Buffer, isUtf8} from 'node:buffer';
import type {Encoding} from '../../files/text-search/text-pattern.ts';

/** A piece of a line as text, which knows how many bytes each part of it takes in the file. */
export type TextLine = {readonly text: string; readonly bytesOf: (start: number, end: number) => number};

const lineFeed = 0x0A;
const lineFeeds: Readonly<Record<Encoding, Buffer>> = {'utf-16le': Buffer.from([lineFeed, 0]), 'utf-16be': Buffer.from([0, lineFeed])};

/** Where the next line begins; undefined when no line break is held. */
export function nextLineStart(bytes: Buffer, at: number, encoding: Encoding | undefined): number | undefined {
	if (encoding === undefined) {
		const found = bytes.indexOf(lineFeed, at);
		return found === -1 ? undefined : found + 1;
	}

	for (let found = bytes.indexOf(lineFeeds[encoding], at); found !== -1; found = bytes.indexOf(lineFeeds[encoding], found + 1)) {
		if (found % 2 === 0) {
			return found + 2;
		}
	}

	return undefined;
}

/** Where the line begins that holds a byte; 0 when no line break before it is held. */
export function lineStartOf(bytes: Buffer, at: number, encoding: Encoding | undefined): number {
	const wanted = encoding === undefined ? lineFeed : lineFeeds[encoding];
	const unit = encoding === undefined ? 1 : 2;
	for (let last = at - unit; last >= 0;) {
		const found = bytes.lastIndexOf(wanted, last);
		if (found === -1) {
			return 0;
		}

		if (found % unit === 0) {
			return found + unit;
		}

		last = found - 1;
	}

	return 0;
}

/** The nearest position from `at` on where a character begins. */
export function characterStart(bytes: Buffer, at: number, encoding: Encoding | undefined): number {
	const isWithin = (position: number) => encoding === undefined && ((bytes[position] ?? 0) & 0xC0) === 0x80; // eslint-disable-line no-bitwise -- UTF-8's mark of what is not a character's first byte
	return [0, 1, 2].map(step => at + step).find(position => !isWithin(position)) ?? at;
}

type Place = {readonly start: number; readonly stop: number; readonly encoding: Encoding | undefined};

/** The text from `start` to `stop`, without the line break at its end. Text that is mostly not UTF-8 is taken for Latin-1. */
export function decoded(bytes: Buffer, {start, stop, encoding}: Place): TextLine {
	const piece = bytes.subarray(start, stop);
	const withoutBreak = (text: string) => text.replace(/\r?\n$/v, '').replace(/\r$/v, '');
	if (encoding !== undefined) {
		return {text: withoutBreak(new TextDecoder(encoding, {ignoreBOM: true}).decode(piece)), bytesOf: (from, to) => 2 * (to - from)};
	}

	if (isUtf8(piece)) {
		const text = withoutBreak(piece.toString('utf8'));
		return {text, bytesOf: (from, to) => Buffer.byteLength(text.slice(from, to))};
	}

	return isLatin(bytes) ? {text: withoutBreak(new TextDecoder('windows-1252').decode(piece)), bytesOf: (from, to) => to - from} : damaged(piece, withoutBreak);
}

const latin = new WeakMap<Buffer, boolean>();

function isLatin(bytes: Buffer): boolean {
	const known = latin.get(bytes);
	if (known !== undefined) {
		return known;
	}

	const text = bytes.toString('utf8');
	const wrong = text.match(/\u{FFFD}/gv)?.length ?? 0;
	const right = text.match(/[^\0-\u{7F}\u{FFFD}]/gv)?.length ?? 0;
	const is = wrong > right && !text.includes('\0');
	latin.set(bytes, is);
	return is;
}

/** UTF-8 with bytes in it that are none: each is shown as a sign of its own. */
function damaged(piece: Buffer, withoutBreak: (text: string) => string): TextLine {
	const starts: number[] = []; // by the text's own units
	let text = '';
	for (let at = 0; at < piece.length;) {
		const first = piece[at]!;
		const wanted = first >= 0xF0 ? 4 : (first >= 0xE0 ? 3 : (first >= 0xC0 ? 2 : 1));
		const character = piece.subarray(at, at + wanted);
		const isCharacter = character.length === wanted && isUtf8(character);
		const shown = isCharacter ? character.toString('utf8') : '\u{FFFD}';
		starts.push(...Array.from(shown.split(''), () => at));
		text += shown;
		at += isCharacter ? wanted : 1;
	}

	starts.push(piece.length);
	return {text: withoutBreak(text), bytesOf: (from, to) => starts[to]! - starts[from]!};
}
