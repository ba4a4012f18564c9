import {encode} from 'uqr';

/** Two modules in one cell, one above the other. The light ones are drawn: on a dark background. */
function cellOf(isUpperDark: boolean, isLowerDark: boolean): string {
	return isUpperDark ? (isLowerDark ? ' ' : '▄') : (isLowerDark ? '▀' : '█');
}

/** An address as a QR code for a phone: lines of equal width. */
export function qrLines(text: string): readonly string[] {
	const {data} = encode(text, {ecc: 'L', border: 2});
	const isDark = (row: number, column: number) => data[row]?.[column] === true;
	return Array.from({length: Math.ceil(data.length / 2)}, (_, line) =>
		Array.from({length: data.length}, (__, column) => cellOf(isDark(line * 2, column), isDark((line * 2) + 1, column))).join(''));
}
