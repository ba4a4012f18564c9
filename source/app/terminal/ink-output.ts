import {stripVTControlCharacters} from 'node:util';
import InkOutput from '../../../node_modules/ink/build/output.js'; // not among Ink's exports
import {textWidth} from '../text/text-width.ts';

/*
Ink splits every line of every frame into styled characters and joins them again, which takes three quarters of the time
of a key at 200 × 50. Our lines are laid out already and only have to be put side by side. The build (scripts/build.js)
replaces Ink's own output by this one; for rows on which texts overlap, this one asks Ink's own.
*/

type Write = {readonly x: number; readonly y: number; readonly text: string; readonly options: Parameters<InkOutput['write']>[3]};
type Row = {line: string; width: number; isPlain: boolean};

export default class LineOutput extends InkOutput {
	readonly #writes: Write[] = [];
	#isClipped = false;

	/** The rows on which texts overlap, as Ink draws them; the other rows are empty. */
	#compose(rows: readonly Row[]): readonly string[] {
		const own = new InkOutput({width: this.width, height: this.height});
		for (const {x, y, text, options} of this.#writes) {
			if (rows[y]?.isPlain === false) {
				own.write(x, y, text, options);
			}
		}

		return own.get().output.split('\n');
	}

	override write(x: number, y: number, text: string, options: Write['options']): void {
		super.write(x, y, text, options);
		this.#writes.push({
			x, y, text, options,
		});
	}

	override clip(clip: Parameters<InkOutput['clip']>[0]): void {
		super.clip(clip);
		this.#isClipped = true;
	}

	override get(): {output: string; height: number} {
		if (this.#isClipped || this.#writes.some(({text}) => text.includes('\n'))) {
			return super.get();
		}

		const rows = Array.from({length: this.height}, (): Row => ({line: '', width: 0, isPlain: true}));
		for (const write of this.#writes) {
			const row = rows[write.y];
			if (row) {
				append(row, write, this.width);
			}
		}

		const composed = rows.every(({isPlain}) => isPlain) ? [] : this.#compose(rows);
		return {output: rows.map(({line, isPlain}, y) => isPlain ? line : composed[y]!).join('\n'), height: this.height};
	}
}

function append(row: Row, {x, y, text, options: {transformers}}: Write, columns: number): void {
	const shown = transformers.reduce((line, transform) => transform(line, 0), text);
	const width = textWidth(shown.includes('\u{1B}') ? stripVTControlCharacters(shown) : shown);
	row.isPlain &&= x >= row.width && x + width <= columns && y >= 0;
	row.line += ' '.repeat(Math.max(0, x - row.width)) + shown;
	row.width = x + width;
}
