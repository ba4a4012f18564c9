import {Buffer} from 'node:buffer';
import {crc32, deflateSync} from 'node:zlib';

/** A complete PNG of one colour; `noise` meaningless bytes make it larger. */
export function png(width: number, height: number, noise = 0): Buffer {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([8, 2], 8); // eight bits of each of three colours
	return Buffer.concat([
		Buffer.from('\u{89}PNG\r\n\u{1A}\n', 'latin1'),
		chunk('IHDR', header),
		...(noise > 0 ? [chunk('noIs', Buffer.alloc(noise, 'noise'))] : []),
		chunk('IDAT', deflateSync(Buffer.alloc(height * ((width * 3) + 1)))),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

function chunk(name: string, data: Buffer): Buffer {
	const named = Buffer.concat([Buffer.from(name), data]);
	return Buffer.concat([long(data.length), named, long(crc32(named))]);
}

type Photo = {readonly width: number; readonly height: number; readonly taken?: string; readonly thumbnail?: Buffer; readonly size?: number};

/** The header of a JPEG, with a camera's notes; then zeros up to `size`. */
export function photo({width, height, taken, thumbnail = Buffer.alloc(0), size = 0}: Photo): Buffer {
	const exif = Buffer.concat([Buffer.from('Exif\0\0'), tiff(taken ?? '', thumbnail)]);
	const head = Buffer.concat([
		Buffer.from('ffd8ffe1', 'hex'), short(exif.length + 2), exif, Buffer.from('ffc0001108', 'hex'), short(height), short(width), Buffer.from('03', 'hex'),
	]);
	return Buffer.concat([head, Buffer.alloc(Math.max(0, size - head.length))]);
}

/** Three directories of tags: for the picture, the camera and the thumbnail. */
function tiff(taken: string, thumbnail: Buffer): Buffer {
	const takenAt = 74;
	const thumbnailAt = takenAt + 20;
	return Buffer.concat([
		Buffer.from('MM\0*\0\0\0\u{8}', 'latin1'),
		folder([[0x87_69, 4, 1, 26]], 44),
		folder([[0x90_03, 2, 20, takenAt]], 0),
		folder([[0x02_01, 4, 1, thumbnailAt], [0x02_02, 4, 1, thumbnail.length]], 0),
		Buffer.from(taken.padEnd(20, '\0')),
		thumbnail,
	]);
}

type Note = readonly [tag: number, type: number, count: number, value: number];

function folder(notes: readonly Note[], next: number): Buffer {
	const entries = notes.flatMap(([tag, type, count, value]) => [short(tag), short(type), long(count), long(value)]);
	return Buffer.concat([short(notes.length), ...entries, long(next)]);
}

function short(value: number): Buffer {
	const bytes = Buffer.alloc(2);
	bytes.writeUInt16BE(value);
	return bytes;
}

function long(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
}
