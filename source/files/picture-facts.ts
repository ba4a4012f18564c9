import type {Buffer} from 'node:buffer';

/** What the first bytes of a picture tell. */
export type PictureFacts = {readonly format: 'PNG' | 'JPEG' | 'GIF' | 'BMP'; readonly width: number; readonly height: number};

/** Format and size of a picture by its first bytes; nothing when it is none, or they are cut off. */
export function pictureFacts(bytes: Buffer): PictureFacts | undefined {
	if (bytes.length >= 24 && bytes.toString('latin1', 0, 8) === '\u{89}PNG\r\n\u{1A}\n') {
		return {format: 'PNG', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20)};
	}

	if (bytes.length >= 10 && /^GIF8[79]a/v.test(bytes.toString('latin1', 0, 6))) {
		return {format: 'GIF', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8)};
	}

	if (bytes.length >= 26 && bytes.toString('latin1', 0, 2) === 'BM') {
		return {format: 'BMP', width: bytes.readInt32LE(18), height: Math.abs(bytes.readInt32LE(22))}; // negative: from the top
	}

	return bytes.length >= 4 && bytes.readUInt16BE(0) === 0xFF_D8 ? jpegFacts(bytes) : undefined;
}

/** Start-of-frame segments hold the size: C0 to CF but for C4, C8 and CC. */
function jpegFacts(bytes: Buffer): PictureFacts | undefined {
	let at = 2;
	while (at + 9 <= bytes.length && bytes[at] === 0xFF) {
		const marker = bytes[at + 1]!;
		if (marker >= 0xC0 && marker <= 0xCF && ![0xC4, 0xC8, 0xCC].includes(marker)) {
			return {format: 'JPEG', width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5)};
		}

		at += marker === 0xFF ? 1 : 2 + bytes.readUInt16BE(at + 2); // FF FF: padding
	}

	return undefined;
}
