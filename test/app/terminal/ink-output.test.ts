import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import InkOutput from '../../../node_modules/ink/build/output.js';
import {cellsOf} from '../../../source/app/terminal/cells.ts';
import LineOutput from '../../../source/app/terminal/ink-output.ts';

const size = {width: 30, height: 4};
const underlined = (text: string) => `\u{1B}[4m${text}\u{1B}[24m`;

const write = fc.record({
	x: fc.nat(size.width),
	y: fc.integer({min: -1, max: size.height}),
	text: fc.constantFrom('panes', '写真 list', '│', ' '.repeat(12), '\u{1B}[7mcursor\u{1B}[27m', '\u{1B}[1mtwo\u{1B}[22m words', 'one\ntwo'),
	transformers: fc.constantFrom([], [underlined]),
});

function drawn(output: InkOutput, writes: ReadonlyArray<(typeof write extends fc.Arbitrary<infer Write> ? Write : never)>, isClipped: boolean) {
	if (isClipped) {
		output.clip({
			x1: 2, x2: 20, y1: 1, y2: 3,
		});
	}

	for (const {x, y, text, transformers} of writes) {
		output.write(x, y, text, {transformers: [...transformers]});
	}

	const frame = output.get();
	return {
		height: frame.height,
		rows: frame.output.split('\n').map(line => cellsOf(line, size.width).map(cell => ({...cell, style: cell.style.split(';').toSorted()}))), // inverse and underlined is underlined and inverse
	};
}

describe('what puts the texts of a frame together', () => {
	it('does it as Ink does, side by side or over each other, clipped or not', () => {
		fc.assert(fc.property(fc.array(write, {maxLength: 8}), fc.boolean(), (writes, isClipped) => {
			expect(drawn(new LineOutput(size), writes, isClipped)).toEqual(drawn(new InkOutput(size), writes, isClipped));
		}), {numRuns: 500});
	});
});
