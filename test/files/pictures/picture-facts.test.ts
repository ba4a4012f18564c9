import {Buffer} from 'node:buffer';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {pictureFacts} from '../../../source/files/pictures/picture-facts.ts';
import {photo, png} from '../../support/pictures.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** The first bytes of one of each kind: format, bytes, width, height, bits a pixel. */
const heads = [
	['PNG', '89504e470d0a1a0a 0000000d 49484452 00000780 00000438 08 06 000000', 1920, 1080, 32],
	['PNG', '89504e470d0a1a0a 0000000d 49484452 00000010 00000020 01 03 000000', 16, 32, 1],
	['GIF', '474946383961 2003 5802 f7 00 00', 800, 600, 8],
	['BMP', '424d 00000000 00000000 36000000 28000000 40010000 10ffffff 0100 1800', 320, 240, 24],
	['BMP', '424d 00000000 00000000 1a000000 0c000000 4001 f000 0100 0800 00000000', 320, 240, 8],
	['JPEG', 'ffd8 ffe0 0004 0000 ffff c0 0011 08 0438 0780 03', 1920, 1080, 24],
	['WebP', '52494646 00000000 57454250 56503858 0a000000 10000000 7f0700 370400', 1920, 1080, 32],
	['WebP', '52494646 00000000 57454250 5650384c 0a000000 2f 7fc70d00 00', 1920, 56, 24],
	['WebP', '52494646 00000000 57454250 56503820 0a000000 000000 9d012a 8007 3804', 1920, 1080, 24],
] as const;

describe('the first bytes of a picture', () => {
	it.each(heads)('of %s tell its size and depth: %s', (format, bytes, width, height, bits) => {
		expect(pictureFacts(hex(bytes))).toEqual({format, pixels: {width, height}, bits});
	});

	it.each(heads)('of %s tell the format alone where they are cut off: %s', (format, bytes) => {
		expect(pictureFacts(hex(bytes).subarray(0, 12))).toEqual({format});
	});

	it('tell the format alone where they are broken', () => {
		expect(pictureFacts(hex('89504e470d0a1a0a 0000000d 49484452 00000000 00000438 08 06 000000'))).toEqual({format: 'PNG'});
		expect(pictureFacts(hex('89504e470d0a1a0a 0000000d 49484452 00000780 00000000 08 06 000000'))).toEqual({format: 'PNG'});
		expect(pictureFacts(hex('89504e470d0a1a0a 0000000d 41414141 00000780 00000438 08 06 000000'))).toEqual({format: 'PNG'});
		expect(pictureFacts(hex('ffd8ff 000000000000000000000000000000'))).toEqual({format: 'JPEG'});
		expect(pictureFacts(hex('52494646 00000000 57454250 5650384c 0a000000 00 7fc70d00 00'))).toEqual({format: 'WebP'});
		expect(pictureFacts(hex('52494646 00000000 57454250 41414141 0a000000 2f 7fc70d00 00'))).toEqual({format: 'WebP'});
		expect(pictureFacts(hex('52494646 00000000 57454250 41414141 0a000000 10000000 7f0700 370400'))).toEqual({format: 'WebP'});
	});

	it.each([['avif', 'AVIF'], ['heic', 'HEIC']] as const)('tell of many parts (%s) the size of the largest, which is the whole', (kind, format) => {
		const part = (width: string, height: string) => `00000014 69737065 00000000 ${width} ${height}`;
		const head = `00000018 66747970 ${Buffer.from(kind).toString('hex')}`;

		for (const parts of [
			[part('00000200', '00000100'), part('00000780', '00000438'), part('00000438', '00000780')],
			[part('00000780', '00000438'), part('00000001', '00001000')],
		]) {
			expect(pictureFacts(hex([head, ...parts].join('')))).toEqual({format, pixels: {width: 1920, height: 1080}});
		}
	});

	it('tell of a TIFF nothing but that, in either order of bytes', () => {
		expect([pictureFacts(hex('49492a00 00000000 00000000')), pictureFacts(hex('4d4d002a 00000000 00000000'))]).toEqual([{format: 'TIFF'}, {format: 'TIFF'}]);
	});

	it('tell when it was taken, and hold a small one, where the camera put them in', () => {
		const thumbnail = photo({width: 160, height: 120});

		const facts = pictureFacts(photo({
			width: 4000, height: 3000, taken: '2026:04:12 14:03:11', thumbnail,
		}));

		expect(facts).toEqual({
			format: 'JPEG', pixels: {width: 4000, height: 3000}, bits: 24, taken: '2026-04-12 14:03', thumbnail,
		});
	});

	it('tell no time that is none', () => {
		expect(pictureFacts(photo({width: 40, height: 30, taken: '    :  :     :  :  '}))).toEqual({format: 'JPEG', pixels: {width: 40, height: 30}, bits: 24});
	});

	it('tell nothing where they are no picture’s', () => {
		expect(pictureFacts(Buffer.from('a text'))).toBeUndefined();
		expect(pictureFacts(Buffer.from('BMW and other makes, in a text that begins so'))).toBeUndefined();
		expect(pictureFacts(png(2, 1))?.pixels).toEqual({width: 2, height: 1});
	});

	it('never make it fail, whatever follows', () => {
		const starts = ['89504e470d0a1a0a', '474946383961', '424d000000000000000000', 'ffd8ffe0', 'ffd8ffc0', 'ffd8ffff', 'ffd8ffe100ff457869660000', '524946460000000057454250'];
		fc.assert(fc.property(fc.constantFrom(...starts), fc.uint8Array({maxLength: 60}), (start, rest) => {
			pictureFacts(Buffer.concat([hex(start), rest]));
		}));
		const whole = photo({
			width: 4, height: 3, taken: '2026:04:12 14:03:11', thumbnail: photo({width: 2, height: 1}),
		});
		fc.assert(fc.property(fc.nat(whole.length - 1), fc.integer({min: 0, max: 255}), (at, byte) => {
			const broken = Buffer.from(whole);
			broken[at] = byte;
			pictureFacts(broken);
		}));
	});
});
