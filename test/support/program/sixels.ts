type Pixels = {readonly width: number; readonly height: number; readonly rgba: Uint8Array};

/** The picture that sixels draw, as RGBA; transparent where no colour is set. Throws when they are malformed or leave the picture. */
export function readSixels(text: string): Pixels {
	const {width: columns, height: rows, data} = /^\u{1B}P0;1q"1;1;(?<width>\d+);(?<height>\d+)(?<data>(?:[^\d\u{1B}][^\u{1B}]*)?)\u{1B}\\$/v.exec(text)!.groups!; // eslint-disable-line no-control-regex, regexp/no-control-character -- as they are written
	const picture = {width: Number(columns), height: Number(rows), rgba: new Uint8Array(Number(columns) * Number(rows) * 4)};
	const palette = new Map<string, readonly number[]>();
	let color = '';
	let [column, top] = [0, 0];
	for (const {0: word, groups} of data!.matchAll(/#(?<color>\d+)(?:;2;(?<levels>[\d;]+))?|(?:!(?<times>\d+))?(?<sixel>[?-~])|[$\-]/gv)) {
		const {levels, sixel, times = '1'} = groups!;
		if (levels !== undefined) {
			palette.set(groups!.color!, levels.split(';').map(level => Math.round(Number(level) * 2.55)));
		} else if (sixel === undefined) {
			color = groups!.color ?? color;
			column = word.startsWith('#') ? column : 0;
			top += word === '-' ? 6 : 0;
		} else {
			for (const end = column + Number(times); column < end; column += 1) {
				put(picture, {column, top, bits: sixel.codePointAt(0)! - 63}, palette.get(color)!);
			}
		}
	}

	return picture;
}

/** Six pixels, one below the other. */
function put({width, rgba}: Pixels, {column, top, bits}: {readonly column: number; readonly top: number; readonly bits: number}, color: readonly number[]): void {
	for (let row = 0; row < 6; row += 1) {
		if (Math.floor(bits / (2 ** row)) % 2 === 1) {
			rgba.set([...color, 255], (((top + row) * width) + column) * 4);
		}
	}
}
