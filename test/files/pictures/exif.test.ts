import {Buffer} from 'node:buffer';
import {describe, expect, it} from 'vitest';
import {exifFacts} from '../../../source/files/pictures/exif.ts';

type Order = 'II' | 'MM';
const tags = {camera: 0x87_69, taken: 0x90_03};

const short = (order: Order, value: number) => {
	const bytes = Buffer.alloc(2);
	bytes[order === 'II' ? 'writeUInt16LE' : 'writeUInt16BE'](value);
	return bytes;
};

const long = (order: Order, value: number) => {
	const bytes = Buffer.alloc(4);
	bytes[order === 'II' ? 'writeUInt32LE' : 'writeUInt32BE'](value);
	return bytes;
};

/** A folder of one note. `count`: how many it says it has. */
const folder = (order: Order, [tag, value]: readonly [number, number], count = 1) => Buffer.concat([short(order, count), short(order, tag), short(order, 4), long(order, 1), long(order, value)]);

/** What a camera writes that notes only the time; the camera's folder is the last thing in it. */
function notes(order: Order, {taken = '2026:04:12 14:03:11', count = 1} = {}): Buffer {
	const text = Buffer.from(taken.padEnd(20, '\0'));
	return Buffer.concat([Buffer.from(order), short(order, 42), long(order, 8), folder(order, [tags.camera, 46]), long(order, 0), text, folder(order, [tags.taken, 26], count)]);
}

describe('what a camera notes', () => {
	it.each(['II', 'MM'] as const)('is read in its order of bytes (%s), to the last of them', order => {
		expect(exifFacts(notes(order))).toEqual({taken: '2026-04-12 14:03'});
	});

	it('is nothing behind the end of its list', () => {
		expect(exifFacts(notes('MM', {count: 0}))).toEqual({});
	});

	it.each([1, 4, 8, 20])('is nothing where %i bytes are missing at its end', missing => {
		expect(exifFacts(notes('MM').subarray(0, -missing))).toEqual({});
	});

	it('is nothing where there are no bytes at all', () => {
		expect(exifFacts(Buffer.alloc(0))).toEqual({});
	});
});
