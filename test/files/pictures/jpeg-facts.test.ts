import {Buffer} from 'node:buffer';
import {describe, expect, it} from 'vitest';
import {jpegFacts} from '../../../source/files/pictures/jpeg-facts.ts';
import {photo} from '../../support/pictures.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const frame = (marker: string) => hex(`ffd8 ff${marker} 0011 08 0438 0780 03`);

describe('the frame of a JPEG', () => {
	it.each(['c0', 'c1', 'c2', 'c3', 'c5', 'c9', 'cb', 'cd', 'cf'])('may be of any of its kinds: %s', marker => {
		expect(jpegFacts(frame(marker))).toEqual({format: 'JPEG', pixels: {width: 1920, height: 1080}, bits: 24});
	});

	it.each(['bf', 'c4', 'c8', 'cc', 'd0', 'e0', 'fe'])('is none of the other segments: %s', marker => {
		expect(jpegFacts(frame(marker))).toEqual({format: 'JPEG'});
	});
});

describe('the camera’s own segment', () => {
	it('is not mistaken for another program’s that comes after it', () => {
		const picture = photo({width: 40, height: 30, taken: '2026:04:12 14:03:11'});
		const start = 4 + picture.readUInt16BE(4);
		const others = Buffer.concat([hex('ffe1 0010'), Buffer.from('an XMP packet.'), hex('ffe2 0010'), Buffer.from('Exif\0\0 is no'), Buffer.from('..')]);

		expect(jpegFacts(Buffer.concat([picture.subarray(0, start), others, picture.subarray(start)]))).toEqual(jpegFacts(picture));
		expect(jpegFacts(picture)).toMatchObject({taken: '2026-04-12 14:03'});
	});
});
