import type {Buffer} from 'node:buffer';
import type {PictureFacts} from './facts.ts';
import {jpegFacts} from './jpeg-facts.ts';

/** Format, size and depth of a picture by its first bytes; undefined for anything else. */
export function pictureFacts(bytes: Buffer): PictureFacts | undefined {
	const facts = factsBySignature(bytes);
	const {width = 0, height = 0} = facts?.pixels ?? {};
	return facts && width > 0 && height > 0 ? facts : facts && {format: facts.format};
}

function factsBySignature(bytes: Buffer): PictureFacts | undefined {
	const start = bytes.toString('latin1', 0, 12);
	if (start.startsWith('\u{89}PNG\r\n\u{1A}\n')) {
		return pngFacts(bytes);
	}

	if (/^GIF8[79]a/v.test(start)) {
		return bytes.length < 13
			? {format: 'GIF'}
			: {format: 'GIF', pixels: {width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8)}, bits: (bytes[10]! % 8) + 1};
	}

	if (/^RIFF[\s\S]{4}WEBP/v.test(start)) {
		return webpFacts(bytes);
	}

	if (/^BM[\s\S]{4}\0{4}/v.test(start)) { // a text may begin with BM, but does not go on like this
		return bmpFacts(bytes);
	}

	if (start.startsWith('II*\0') || start.startsWith('MM\0*')) {
		return {format: 'TIFF'};
	}

	return start.startsWith('\u{FF}\u{D8}\u{FF}') ? jpegFacts(bytes) : heifFacts(bytes);
}

const samplesOfColorType: Readonly<Record<number, number>> = {
	0: 1, 2: 3, 3: 1, 4: 2, 6: 4,
};

function pngFacts(bytes: Buffer): PictureFacts {
	const samples = samplesOfColorType[bytes[25] ?? NaN];
	return bytes.length < 29 || samples === undefined || bytes.toString('latin1', 12, 16) !== 'IHDR'
		? {format: 'PNG'}
		: {format: 'PNG', pixels: {width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20)}, bits: bytes[24]! * samples};
}

/** The older header has 16-bit sizes; a negative height is counted from the top. */
function bmpFacts(bytes: Buffer): PictureFacts {
	if (bytes.length < 30) {
		return {format: 'BMP'};
	}

	return bytes.readUInt32LE(14) === 12
		? {format: 'BMP', pixels: {width: bytes.readUInt16LE(18), height: bytes.readUInt16LE(20)}, bits: bytes.readUInt16LE(24)}
		: {format: 'BMP', pixels: {width: bytes.readInt32LE(18), height: Math.abs(bytes.readInt32LE(22))}, bits: bytes.readUInt16LE(28)};
}

const fourteenBits = 0x3F_FF;

/** Three kinds: lossy, lossless, and with a header of its own for what came later (alpha, animation). */
function webpFacts(bytes: Buffer): PictureFacts {
	const kind = bytes.toString('latin1', 12, 16);
	if (kind === 'VP8X' && bytes.length >= 30) {
		return {format: 'WebP', pixels: {width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1}, bits: (bytes[20]! & 0x10) === 0 ? 24 : 32}; // eslint-disable-line no-bitwise -- a flag
	}

	if (kind === 'VP8L' && bytes.length >= 25 && bytes[20] === 0x2F) {
		const packed = bytes.readUInt32LE(21);
		return {format: 'WebP', pixels: {width: (packed & fourteenBits) + 1, height: ((packed >>> 14) & fourteenBits) + 1}, bits: ((packed >>> 28) & 1) === 0 ? 24 : 32}; // eslint-disable-line no-bitwise -- packed by bits
	}

	if (kind === 'VP8 ' && bytes.length >= 30 && bytes.toString('hex', 23, 26) === '9d012a') {
		return {format: 'WebP', pixels: {width: bytes.readUInt16LE(26) & fourteenBits, height: bytes.readUInt16LE(28) & fourteenBits}, bits: 24}; // eslint-disable-line no-bitwise -- the rest is a scale
	}

	return {format: 'WebP'};
}

/** One box for each part and for the whole: the largest is the whole. */
function heifFacts(bytes: Buffer): PictureFacts | undefined {
	const kind = /^[\s\S]{4}ftyp(?<kind>avi[fs]|hei[cx]|hev[cx]|mif1)/v.exec(bytes.toString('latin1', 0, 12))?.groups?.kind;
	if (kind === undefined) {
		return undefined;
	}

	const sizes: Array<{readonly width: number; readonly height: number}> = [];
	for (let at = bytes.indexOf('ispe'); at !== -1 && at + 16 <= bytes.length; at = bytes.indexOf('ispe', at + 4)) {
		sizes.push({width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12)});
	}

	return {format: kind.startsWith('avi') ? 'AVIF' : 'HEIC', pixels: sizes.toSorted((one, other) => (other.width * other.height) - (one.width * one.height))[0]};
}
