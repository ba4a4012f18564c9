import type {Buffer} from 'node:buffer';
import type {PictureSize} from '../../files/pictures/picture-decoder.ts';
import type {PictureProtocol} from './picture-protocol.ts';

/** A picture for a terminal. A file is sent as base64 only; sixels are text already. */
export type TerminalPicture = {
	readonly protocol: PictureProtocol;
	readonly bytes: Buffer; // a file that the terminal can read, or sixels
	readonly pixels: PictureSize;
	readonly isReduced: boolean; // it was larger, so the terminal may scale it up to fill its place
};

/** A picture and the cells that it may take. */
export type PlacedPicture = TerminalPicture & {
	readonly row: number; // of the first cell, from 0
	readonly column: number;
	readonly columns: number;
	readonly rows: number;
	readonly cell: PictureSize | undefined; // pixels of one cell, if the terminal has told
};

const apc = (keys: string, data = '') => `\u{1B}_G${keys}${data === '' ? '' : `;${data}`}\u{1B}\\`;
const at = ({row, column}: PlacedPicture) => `\u{1B}[${row + 1};${column + 1}H`;
const id = 'i=7463'; // of our picture: other programs may have left theirs in the terminal
const quiet = 'q=2'; // no answer, which would be taken for keys
const longest = 4096; // characters in one piece

/** Sends kitty the file, which it keeps until the next one. */
export function kittyTransmission({bytes}: PlacedPicture): string {
	const data = bytes.toString('base64');
	let text = '';
	for (let from = 0; from < data.length; from += longest) {
		const isLast = from + longest >= data.length;
		text += apc(`${from === 0 ? `a=t,f=100,${id},` : ''}${quiet},m=${isLast ? 0 : 1}`, data.slice(from, from + longest));
	}

	return text;
}

/** Shows the file that kitty has. */
export function kittyPlacement(picture: PlacedPicture): string {
	return at(picture) + apc(`a=p,${id},p=1,C=1,${quiet}${kittyScale(picture)}`);
}

/** Removes the picture from the screen; `I` also from the terminal's memory. */
export function kittyRemoval(what: 'i' | 'I'): string {
	return apc(`a=d,d=${what},${id},${quiet}`);
}

/** Shows a file by iTerm2's protocol, and puts the cursor back where it was. */
export function itermPicture(picture: PlacedPicture): string {
	const {bytes, columns, rows} = picture;
	const scale = isNatural(picture) ? 'width=auto;height=auto' : `width=${columns};height=${rows}`;
	return `\u{1B}7${at(picture)}\u{1B}]1337;File=inline=1;size=${bytes.length};${scale};preserveAspectRatio=1;doNotMoveCursor=1:${bytes.toString('base64')}\u{7}\u{1B}8`;
}

/** Shows sixels, and puts the cursor back where it was. */
export function sixelPicture(picture: PlacedPicture): string {
	return `\u{1B}7${at(picture)}${picture.bytes.toString('latin1')}\u{1B}8`;
}

/** For terminals that do not tell the pixels of a cell: it has at least these, and is about twice as high as wide. */
export const leastCell: PictureSize = {width: 6, height: 12};
const unknownRatios = {least: 1.7, most: 2.4};

/** Whether the picture is shown in its own size: it fits, and enlarging would only blur it. */
function isNatural({pixels, isReduced, columns, rows, cell = leastCell}: PlacedPicture): boolean {
	return !isReduced && pixels.width <= columns * cell.width && pixels.height <= rows * cell.height;
}

/** Kitty keeps the proportions when given one side only: the side that fits, whatever the shape of a cell. */
function kittyScale(picture: PlacedPicture): string {
	if (isNatural(picture)) {
		return '';
	}

	const {pixels: {width, height}, columns, rows, cell} = picture;
	const ratio = cell && cell.height / cell.width;
	return width / height > columns / ((ratio ?? 2) * rows)
		? `,c=${Math.max(1, Math.min(columns, Math.floor((rows * (ratio ?? unknownRatios.least) * width) / height)))}`
		: `,r=${Math.max(1, Math.min(rows, Math.floor((columns * height) / (width * (ratio ?? unknownRatios.most)))))}`;
}
