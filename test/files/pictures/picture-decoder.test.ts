import {Buffer} from 'node:buffer';
import {crc32} from 'node:zlib';
import sharp from 'sharp';
import {describe, expect, it} from 'vitest';
import {createPictureDecoder} from '../../../source/files/pictures/picture-decoder.ts';
import {pictureFacts} from '../../../source/files/pictures/picture-facts.ts';
import {photo} from '../../support/pictures.ts';

const decoder = createPictureDecoder();
const box = {width: 100, height: 100};

/** A picture of which the left half is red and the right one blue. */
const drawn = (width: number, height: number) => {
	const rgb = Buffer.alloc(width * height * 3);
	for (let pixel = 0; pixel < width * height; pixel += 1) {
		rgb[(pixel * 3) + (pixel % width < width / 2 ? 0 : 2)] = 255;
	}

	return sharp(rgb, {raw: {width, height, channels: 3}});
};

describe('a picture', () => {
	it.each([
		['JPEG', async () => drawn(400, 200).jpeg().toBuffer()],
		['PNG', async () => drawn(400, 200).png().toBuffer()],
		['WebP', async () => drawn(400, 200).webp().toBuffer()],
		['GIF', async () => drawn(400, 200).gif().toBuffer()],
		['AVIF', async () => drawn(400, 200).avif({effort: 0}).toBuffer()],
		['TIFF', async () => drawn(400, 200).tiff().toBuffer()],
	])('that is a %s is known as one, and made to fit its place', async (format, bytes) => {
		const file = await bytes();
		expect(pictureFacts(file)).toMatchObject({format});

		const {bytes: png, ...facts} = await decoder.decode(file, {box, form: 'png'});

		expect(facts).toEqual({pixels: {width: 100, height: 50}, isReduced: true});
		expect(pictureFacts(png)).toMatchObject({format: 'PNG', pixels: {width: 100, height: 50}});
	});

	it('is never enlarged', async () => {
		expect(await decoder.decode(await drawn(40, 20).png().toBuffer(), {box, form: 'png'})).toMatchObject({pixels: {width: 40, height: 20}, isReduced: false});
	});

	it('stands as the camera was held', async () => {
		const lying = await drawn(400, 200).withMetadata({orientation: 6}).jpeg().toBuffer(); // its left is up

		const {bytes, pixels} = await decoder.decode(lying, {box, form: 'pixels'});

		expect(pixels).toEqual({width: 50, height: 100});
		const [above, below] = [bytes.subarray(10 * 50 * 4), bytes.subarray(90 * 50 * 4)];
		expect(above[0]).toBeGreaterThan(200);
		expect(below[2]).toBeGreaterThan(200);
	});

	it('comes as bare pixels, four bytes each, whatever it is made of', async () => {
		const {bytes, pixels} = await decoder.decode(await drawn(40, 20).greyscale().png().toBuffer(), {box, form: 'pixels'});

		expect(pixels).toEqual({width: 40, height: 20});
		expect(bytes).toHaveLength(40 * 20 * 4);
		expect(bytes[3]).toBe(255);
	});

	it('stays a PNG where something shines through, else a photo is a JPEG', async () => {
		const [clear, solid] = await Promise.all([drawn(40, 20).ensureAlpha(0.5).png().toBuffer(), drawn(40, 20).png().toBuffer()]);

		expect(pictureFacts((await decoder.decode(clear, {box, form: 'photo'})).bytes)?.format).toBe('PNG');
		expect(pictureFacts((await decoder.decode(solid, {box, form: 'photo'})).bytes)?.format).toBe('JPEG');
	});

	it.each([
		['broken', () => photo({width: 400, height: 300, size: 5000})],
		['cut off', async () => (await drawn(400, 200).jpeg().toBuffer()).subarray(0, 500)],
		['of a kind that could refer to other files', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>')],
	])('that is %s is refused in a sentence', async (_, bytes) => {
		await expect(decoder.decode(await bytes(), {box, form: 'png'})).rejects.toMatchObject({code: 'corrupt', message: expect.stringContaining('cannot be decoded') as string});
	});

	it('that is larger than the machine should bear is refused by its header alone', async () => {
		const bytes = await drawn(40, 20).png().toBuffer();
		bytes.writeUInt32BE(12_000, 16);
		bytes.writeUInt32BE(10_001, 20);
		bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);

		await expect(decoder.decode(bytes, {box, form: 'png'})).rejects.toMatchObject({code: 'corrupt', cause: {message: 'Input image exceeds pixel limit'}});
	});

	it('needs a decoder, which may be missing', async () => {
		const without = createPictureDecoder(async () => {
			throw new Error('Could not load the "sharp" module');
		});

		expect(await without.isThere()).toBe(false);
		expect(await decoder.isThere()).toBe(true);
	});
});
