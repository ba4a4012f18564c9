/*
A terminal's screen as a picture: one rectangle for each run of background, one text for each run of a style.
*/

/** Cells of one row that look alike. `foreground` and `background` are colours of `palette`; nothing means the terminal's own. */
export type Run = {
	readonly text: string;
	readonly column: number;
	readonly cells: number;
	readonly foreground?: number | undefined;
	readonly background?: number | undefined;
	readonly isBold: boolean;
	readonly isDim: boolean;
	readonly isUnderlined: boolean;
	readonly isInverse: boolean;
};

const [cellWidth, cellHeight, margin, fontSize] = [9.03, 17.5, 18, 15]; // as wide and high as most fonts draw a cell, so that lines meet
const [paper, ink] = ['#1b1e25', '#d5d9e0'];
const palette = ['#3b4048', '#e06c75', '#98c379', '#e5c07b', '#61afef', '#c678dd', '#56b6c2', '#c8ccd4', '#6b717d', '#ef7f88', '#a9d48a', '#f0d08b', '#78bdf5', '#d68be8', '#6fc8d4', '#ffffff'];

/** An SVG that looks the same everywhere: each run is stretched to its cells, whatever font is there. */
export function drawScreen(rows: readonly (readonly Run[])[], {columns, title}: {readonly columns: number; readonly title: string}): string {
	const [width, height] = [(columns * cellWidth) + (2 * margin), (rows.length * cellHeight) + (2 * margin)];
	const runs = rows.flatMap((row, index) => row.map(run => drawRun(run, index)));
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(title)}">
<title>${escape(title)}</title>
<rect width="${width}" height="${height}" rx="8" fill="${paper}"/>
<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="${fontSize}" xml:space="preserve">
${runs.filter(Boolean).join('\n')}
</g>
</svg>
`;
}

function drawRun({text, column, cells, foreground, background, isBold, isDim, isUnderlined, isInverse}: Run, row: number): string {
	const [x, y, width] = [margin + (column * cellWidth), margin + (row * cellHeight), cells * cellWidth].map(value => Math.round(value * 100) / 100) as [number, number, number];
	const [front, back] = [foreground === undefined ? ink : palette[foreground]!, background === undefined ? undefined : palette[background]!];
	const [letters, behind] = isInverse ? [back ?? paper, front] : [front, back];
	const rectangle = behind === undefined ? '' : `<rect x="${x}" y="${y}" width="${width}" height="${cellHeight}" fill="${behind}"/>`;
	const looks = `${isBold ? ' font-weight="bold"' : ''}${isDim ? ' opacity="0.6"' : ''}${isUnderlined ? ' text-decoration="underline"' : ''}`;
	const words = isUnderlined ? [{0: text, index: 0}] : [...text.matchAll(/\S+(?: \S+)*/gv)]; // blanks at the sides would move what stands between them
	const shown = words.map(({0: word, index}) => `<text x="${x + (index * cellWidth)}" y="${y + 14}" textLength="${(word.length / text.length) * width}" lengthAdjust="spacingAndGlyphs" fill="${letters}"${looks}>${escape(word)}</text>`);
	return rectangle + shown.join('');
}

function escape(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
