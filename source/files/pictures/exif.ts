import type {Buffer} from 'node:buffer';

/** What the camera noted: when the picture was taken, and a small JPEG of it. */
export type ExifFacts = {readonly taken?: string; readonly thumbnail?: Buffer};

const tags = {
	exifFolder: 0x87_69, taken: 0x90_03, thumbnailAt: 0x02_01, thumbnailLength: 0x02_02,
};

/** Reads the few facts that we show from a TIFF block. Its offsets may point anywhere: what is outside is ignored. */
export function exifFacts(tiff: Buffer): ExifFacts {
	const isLittle = tiff.toString('latin1', 0, 2) === 'II';
	const short = (at: number) => at + 2 > tiff.length ? 0 : (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
	const long = (at: number) => at + 4 > tiff.length ? 0 : (isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
	const value = (folder: number, tag: number): number | undefined => {
		for (let entry = 0; entry < short(folder); entry += 1) {
			const at = folder + 2 + (12 * entry);
			if (short(at) === tag) {
				return long(at + 8);
			}
		}

		return undefined;
	};

	const first = long(4);
	const second = long(first + 2 + (12 * short(first))); // the thumbnail's
	const takenAt = value(value(first, tags.exifFolder) ?? tiff.length, tags.taken) ?? tiff.length;
	const taken = /^(?<year>\d{4}):(?<month>\d\d):(?<day>\d\d) (?<time>\d\d:\d\d)/v.exec(tiff.toString('latin1', takenAt, takenAt + 16))?.groups;
	const thumbnailAt = value(second, tags.thumbnailAt) ?? tiff.length;
	const thumbnail = tiff.subarray(thumbnailAt, thumbnailAt + (value(second, tags.thumbnailLength) ?? 0));
	return {
		...(taken && {taken: `${taken.year}-${taken.month}-${taken.day} ${taken.time}`}),
		...(isJpeg(thumbnail) && {thumbnail}),
	};
}

function isJpeg(bytes: Buffer): boolean {
	return bytes.toString('latin1', 0, 3) === '\u{FF}\u{D8}\u{FF}';
}
