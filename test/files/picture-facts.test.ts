import {Buffer} from 'node:buffer';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {pictureFacts} from '../../source/files/picture-facts.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('the first bytes of a picture', () => {
	it.each([
		['PNG', '89504e470d0a1a0a 0000000d 49484452 00000780 00000438', 1920, 1080],
		['GIF', '474946383961 2003 5802', 800, 600],
		['BMP', '424d 00000000 00000000 36000000 28000000 40010000 10ffffff', 320, 240],
		['JPEG', 'ffd8 ffe0 0004 0000 ffff c0 0011 08 0438 0780 03', 1920, 1080],
	] as const)('of %s tell its size', (format, bytes, width, height) => {
		expect(pictureFacts(hex(bytes))).toEqual({format, width, height});
	});

	it('tell nothing where they are none, or cut off, and never fail', () => {
		expect(pictureFacts(Buffer.from('a text'))).toBeUndefined();
		fc.assert(fc.property(fc.constantFrom('89504e470d0a1a0a', '474946383961', '424d', 'ffd8ffe0', 'ffd8ffc0', 'ffd8ffff'), fc.uint8Array({maxLength: 40}), (start, rest) => {
			pictureFacts(Buffer.concat([hex(start), rest]));
		}));
	});
});
