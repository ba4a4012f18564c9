import type {Buffer} from 'node:buffer';
import {exifFacts} from './exif.ts';
import type {PictureFacts} from './facts.ts';

/** Segment by segment up to the start of the frame, which holds the size; the camera's own segment comes before it. */
export function jpegFacts(bytes: Buffer): PictureFacts {
	let at = 2;
	let camera = {};
	while (at + 10 <= bytes.length && bytes[at] === 0xFF) {
		const marker = bytes[at + 1]!;
		if (isFrame(marker)) {
			const pixels = {width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5)};
			return {
				format: 'JPEG', pixels, bits: bytes[at + 4]! * bytes[at + 9]!, ...camera,
			};
		}

		const end = at + (marker === 0xFF ? 1 : 2 + bytes.readUInt16BE(at + 2)); // FF FF: padding
		if (marker === 0xE1 && bytes.toString('latin1', at + 4, at + 10) === 'Exif\0\0') {
			camera = exifFacts(bytes.subarray(at + 10, end));
		}

		at = end;
	}

	return {format: 'JPEG'};
}

/** C0 to CF but for C4, C8 and CC. */
function isFrame(marker: number): boolean {
	return marker >= 0xC0 && marker <= 0xCF && ![0xC4, 0xC8, 0xCC].includes(marker);
}
