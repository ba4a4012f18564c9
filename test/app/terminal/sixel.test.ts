import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {sixels} from '../../../source/app/terminal/sixel.ts';
import {readSixels} from '../../support/program/sixels.ts';

const sizes = fc.record({width: fc.integer({min: 1, max: 20}), height: fc.integer({min: 1, max: 20})});
const pictures = sizes.chain(size => fc.record({
	size: fc.constant(size),
	rgba: fc.uint8Array({minLength: size.width * size.height * 4, maxLength: size.width * size.height * 4}),
}));

const plain = ({width, height}: {readonly width: number; readonly height: number}, color: readonly number[]) => new Uint8Array(Array.from({length: width * height}, () => color).flat());

describe('sixels', () => {
	it('are the picture again: every pixel in its place, no colour further off than a step', () => {
		fc.assert(fc.property(pictures, ({size, rgba}) => {
			const shown = readSixels(sixels(rgba, size));

			expect({width: shown.width, height: shown.height}).toEqual(size);
			for (const [at, value] of rgba.entries()) {
				const isSeen = rgba[at - (at % 4) + 3]! >= 128;
				if (at % 4 === 3) {
					expect(shown.rgba[at]).toBe(isSeen ? 255 : 0);
				} else if (isSeen) {
					expect(Math.abs(shown.rgba[at]! - value)).toBeLessThanOrEqual(255 / (at % 4 === 1 ? 6 : 5) + 2);
				}
			}
		}));
	});

	it('are of the same brightness where a colour lies between two steps', () => {
		const size = {width: 16, height: 16};
		for (const grey of [0, 20, 77, 128, 200, 255]) {
			const shown = readSixels(sixels(plain(size, [grey, grey, grey, 255]), size));
			for (const channel of [0, 1, 2]) {
				const values = shown.rgba.filter((_, at) => at % 4 === channel);
				expect(Math.abs((values.reduce((sum, value) => sum + value, 0) / values.length) - grey)).toBeLessThan(4);
			}
		}
	});

	it('say once what repeats, and nothing of what shines through', () => {
		const size = {width: 400, height: 12};

		expect(sixels(plain(size, [255, 0, 0, 255]), size)).toBe('\u{1B}P0;1q"1;1;400;12#210;2;100;0;0#210!400~-#210!400~\u{1B}\\');
		expect(sixels(plain(size, [255, 0, 0, 0]), size)).toBe('\u{1B}P0;1q"1;1;400;12-\u{1B}\\');
	});
});
