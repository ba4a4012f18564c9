import {Buffer} from 'node:buffer';
import {crc32} from 'node:zlib';

export type ZipEntry = {
	readonly path: string; // with slashes; a folder's ends in one
	readonly modified: number; // ms since 1970
	readonly size: number; // bytes
	readonly read: () => AsyncIterable<unknown>;
};

/** A zip of stored entries, as it is read: checksums and sizes follow each entry's bytes, in 64 bits for what is large. */
export async function * zip(entries: Iterable<ZipEntry>): AsyncGenerator<Uint8Array> {
	const directory: Buffer[] = [];
	let offset = 0;
	for (const entry of entries) {
		const name = Buffer.from(entry.path);
		const stamp = dosTime(entry.modified);
		const head = record(0x04_03_4B_50, [[2, 45], [2, flags], [2, 0], [4, stamp], [4, 0], [4, 0], [4, 0], [2, name.length], [2, 0]], name);
		yield head;
		let [size, checksum] = [0, 0];
		for await (const chunk of entry.read()) {
			const piece = chunk as Uint8Array;
			checksum = crc32(piece, checksum);
			size += piece.length;
			yield piece;
		}

		const isLarge = size > limit;
		const after = record(0x08_07_4B_50, [[4, checksum], [isLarge ? 8 : 4, size], [isLarge ? 8 : 4, size]]);
		yield after;
		directory.push(directoryRecord({
			name, stamp, checksum, size, offset,
		}));
		offset += head.length + size + after.length;
	}

	const list = Buffer.concat(directory);
	yield list;
	yield record(0x06_06_4B_50, [[8, 44], [2, 45], [2, 45], [4, 0], [4, 0], [8, directory.length], [8, directory.length], [8, list.length], [8, offset]]);
	yield record(0x07_06_4B_50, [[4, 0], [8, offset + list.length], [4, 1]]);
	yield record(0x06_05_4B_50, [[2, 0], [2, 0], [2, Math.min(directory.length, 65_535)], [2, Math.min(directory.length, 65_535)], [4, Math.min(list.length, limit)], [4, Math.min(offset, limit)], [2, 0]]);
}

const flags = 0x08_08; // sizes follow, names are UTF-8
const limit = 0xFF_FF_FF_FF;

type Stored = {readonly name: Buffer; readonly stamp: number; readonly checksum: number; readonly size: number; readonly offset: number};

function directoryRecord({name, stamp, checksum, size, offset}: Stored): Buffer {
	const isLarge = size > limit || offset >= limit;
	const extra = isLarge ? bytes([[2, 1], [2, 24], [8, size], [8, size], [8, offset]]) : Buffer.alloc(0);
	const [shownSize, shownOffset] = isLarge ? [limit, limit] : [size, offset];
	return record(0x02_01_4B_50, [
		[2, 45], [2, 45], [2, flags], [2, 0], [4, stamp], [4, checksum], [4, shownSize], [4, shownSize], [2, name.length], [2, extra.length], [2, 0], [2, 0], [2, 0], [4, 0], [4, shownOffset],
	], Buffer.concat([name, extra]));
}

type Field = readonly [width: 2 | 4 | 8, value: number];

function record(signature: number, fields: readonly Field[], rest: Buffer = Buffer.alloc(0)): Buffer {
	return Buffer.concat([bytes([[4, signature], ...fields]), rest]);
}

function bytes(fields: readonly Field[]): Buffer {
	return Buffer.concat(fields.map(([width, value]) => {
		const buffer = Buffer.alloc(width);
		if (width === 8) {
			buffer.writeBigUInt64LE(BigInt(value));
		} else {
			buffer.writeUIntLE(value, 0, width);
		}

		return buffer;
	}));
}

/** Date and time in the two words that zip has for them, two seconds fine. */
function dosTime(milliseconds: number): number {
	const date = new Date(milliseconds);
	const day = ((Math.max(1980, date.getUTCFullYear()) - 1980) * 512) + ((date.getUTCMonth() + 1) * 32) + date.getUTCDate();
	return (day * 65_536) + (date.getUTCHours() * 2048) + (date.getUTCMinutes() * 32) + Math.floor(date.getUTCSeconds() / 2);
}
