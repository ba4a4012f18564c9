import type {PictureSize} from '../../files/pictures/picture-decoder.ts';

/*
A picture as sixels: bands of six rows of pixels, with one line of characters for each colour in a band; each character
holds the six pixels of a column. The palette is fixed: six steps of red and blue, seven of green, dithered by a pattern.
*/

const steps = {red: 6, green: 7, blue: 6};
const transparent = 255; // transparent: no colour has this number
const bandHeight = 6; // rows
const empty = 63; // code of the character without a pixel

// Bayer's pattern, four by four, as fractions of a step.
const pattern = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5].map(place => (place + 0.5) / 16);

/** The sixel sequence of a picture; `rgba` has four bytes a pixel, row by row. */
export function sixels(rgba: Uint8Array, {width, height}: PictureSize): string {
	const colors = colorNumbers(rgba, width);
	const bands: string[] = [];
	for (let top = 0; top < height; top += bandHeight) {
		bands.push(bandText(colors.subarray(top * width, Math.min(top + bandHeight, height) * width), width));
	}

	return `\u{1B}P0;1q"1;1;${width};${height}${colorList(new Set(colors))}${bands.join('-')}\u{1B}\\`;
}

function colorNumbers(rgba: Uint8Array, width: number): Uint8Array {
	const colors = new Uint8Array(rgba.length / 4);
	for (let pixel = 0; pixel < colors.length; pixel += 1) {
		const at = pixel * 4;
		const mix = pattern[((Math.floor(pixel / width) % 4) * 4) + (pixel % width % 4)]!;
		colors[pixel] = rgba[at + 3]! < 128
			? transparent
			: (((stepOf(rgba[at]!, steps.red, mix) * steps.green) + stepOf(rgba[at + 1]!, steps.green, mix)) * steps.blue) + stepOf(rgba[at + 2]!, steps.blue, mix);
	}

	return colors;
}

function stepOf(value: number, count: number, mix: number): number {
	return Math.floor((value / 255 * (count - 1)) + mix);
}

/** Defines the colours that are used, in percent. */
function colorList(used: ReadonlySet<number>): string {
	return [...used].filter(color => color !== transparent).map(color => {
		const percent = (step: number, count: number) => Math.round(step * 100 / (count - 1));
		const red = Math.floor(color / (steps.green * steps.blue));
		const green = Math.floor(color / steps.blue) % steps.green;
		return `#${color};2;${percent(red, steps.red)};${percent(green, steps.green)};${percent(color % steps.blue, steps.blue)}`;
	}).join('');
}

/** One band: a line for each colour, one over the other; `$` returns to the left. */
function bandText(colors: Uint8Array, width: number): string {
	const lines = new Map<number, Uint8Array>();
	for (let pixel = 0; pixel < colors.length; pixel += 1) { // eslint-disable-line unicorn/no-for-loop -- an iterator would cost more than the work
		const color = colors[pixel]!;
		if (color !== transparent) {
			let line = lines.get(color);
			if (!line) {
				line = new Uint8Array(width);
				lines.set(color, line);
			}

			line[pixel % width]! += 1 << Math.floor(pixel / width); // eslint-disable-line no-bitwise -- a bit for each row
		}
	}

	return [...lines].map(([color, line]) => `#${color}${lineText(line)}`).join('$');
}

/** One line, with repeated characters counted and the empty end left out. */
function lineText(line: Uint8Array): string {
	const end = line.findLastIndex(column => column !== 0) + 1;
	let text = '';
	for (let from = 0, to = 0; from < end; from = to) {
		while (to < end && line[to] === line[from]) {
			to += 1;
		}

		const character = String.fromCodePoint(empty + line[from]!);
		text += to - from > 3 ? `!${to - from}${character}` : character.repeat(to - from);
	}

	return text;
}
