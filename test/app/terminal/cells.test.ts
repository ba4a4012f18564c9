import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {cleanText} from '../../../source/clean-text.ts';
import {cellsOf} from '../../../source/app/terminal/cells.ts';
import {textWidth} from '../../../source/app/text/text-width.ts';
import {hostileName} from '../../support/hostile-names.ts';

const text = (line: string, columns: number) => cellsOf(line, columns).map(({value}) => value).join('');

describe('the cells of a line', () => {
	it('are as many as the window is wide, whatever is in it', () => {
		fc.assert(fc.property(hostileName, fc.nat(40), (name, columns) => {
			expect(cellsOf(name, columns)).toHaveLength(columns);
		}));
	});

	it('let nothing past that a terminal would act on, but colours and links', () => {
		fc.assert(fc.property(hostileName, name => {
			expect(text(name.replaceAll('\u{1B}', ''), 600)).not.toMatch(/[\p{Bidi_Control}\p{Control}\p{Surrogate}\u{200B}]/v);
		}));
		expect(text('a\u{9D}52;c;aGk=\u{9C}b\u{1B}]52;c;aGk=\u{7}c\u{1B}[2Jd', 60).trimEnd()).toBe('a<009D>52;c;aGk=<009C>b␛]52;c;aGk=␇c␛[2Jd');
	});

	it('take a wide character whole, or not at all', () => {
		expect(cellsOf('a写', 3).map(({value}) => value)).toEqual(['a', '写', '']);
		expect(cellsOf('a写', 2).map(({value}) => value)).toEqual(['a', ' ']);
	});

	it('know each style by what is on, not by how it came', () => {
		const styles = (line: string) => cellsOf(line, 3).map(({style}) => style);

		expect(styles('\u{1B}[1;33ma\u{1B}[22mb\u{1B}[39mc')).toEqual(['1;33', '33', '']);
		expect(styles('\u{1B}[2;1ma\u{1B}[22;38;5;200mb\u{1B}[mc')).toEqual(['2;1', '38;5;200', '']);
		expect(styles('\u{1B}[38;2;1;2;3;48;5;7ma\u{1B}[31mb\u{1B}[49mc')).toEqual(['38;2;1;2;3;48;5;7', '48;5;7;31', '31']);
	});

	it('are as many as the layout has measured', () => {
		fc.assert(fc.property(hostileName.map(name => cleanText(name)), name => {
			const cells = cellsOf(`${name}|`, 2000);
			expect(cells.findLastIndex(({value}) => value === '|')).toBe(textWidth(name));
		}));
	});
});
