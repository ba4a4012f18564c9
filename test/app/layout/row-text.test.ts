import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {columnsFor} from '../../../source/app/layout/columns.ts';
import {
	cutMiddle,
	cutStart,
	wrapText,
	wrapWhole,
} from '../../../source/app/text/cut-text.ts';
import {glyphsFor} from '../../../source/app/layout/glyphs.ts';
import {headText, rowText} from '../../../source/app/layout/row-text.ts';
import {textWidth} from '../../../source/app/text/text-width.ts';
import {file, folder, now} from '../../support/app/test-app.ts';

const glyphs = glyphsFor('unicode');
const options = {isMarked: false, now, glyphs};

describe('a row', () => {
	it('is exactly as wide as its pane, whatever the name and the window', () => {
		const name = fc.oneof(
			fc.string({unit: 'binary', maxLength: 60}),
			fc.array(fc.constantFrom('写', '👨‍👩‍👧', 'e\u{301}', '\u{1B}[31m', '\u{202E}', 'a', '.', 'ｶ', '\u{200B}'), {maxLength: 40}).map(parts => parts.join('')),
		);
		fc.assert(fc.property(name, fc.integer({min: 20, max: 220}), fc.constantFrom('local', 'cloud'), fc.boolean(), (text, window, kind, isFolder) => {
			const width = window < 60 ? window : Math.floor((window - 1) / 2);
			const columns = columnsFor(width, window, kind);
			const entry = isFolder ? folder(text) : {...file(text, 14_600_000_000), md5: '9f3c0000000000000000000000000e1', revision: 3};
			const line = rowText(entry, columns, options);
			expect(textWidth(line)).toBe(width);
			expect(line).not.toMatch(/[\p{Control}\u{202A}-\u{202E}]/v);
		}), {numRuns: 1000});
	});

	it('shows name, size and day at 80 columns', () => {
		expect(rowText(file('IMG_2041.CR3', 31_200_000, Date.UTC(2026, 3, 2, 12)), columnsFor(39, 80, 'local'), {...options, isMarked: true})).toBe('*  IMG_2041.CR3            31.2M 02 Apr');
		expect(rowText(folder('january'), columnsFor(39, 80, 'local'), options)).toBe(`   january/${' '.repeat(28)}`);
	});

	it('shows the time at 200, and MD5 with the version in the cloud', () => {
		const entry = {...file('IMG_2042.CR3', 30_800_000), md5: '9f3c0000000000000000000000000e1'.padEnd(32, '1'), revision: 3};

		expect(rowText(entry, columnsFor(100, 200, 'cloud'), options)).toMatch(/30\.8 MB 2026-04-20 \d\d:00 9f3c…11 v3 *$/v);
	});

	it('cuts a name in the middle so that its ending stays', () => {
		expect(cutMiddle('video_2026-04-20_take-final.mov', 22)).toBe('video_202…ke-final.mov');
	});
});

describe('the head of the columns', () => {
	it('says what they are sorted by', () => {
		const columns = columnsFor(39, 80, 'local');

		expect(headText(columns, {key: 'name', isReversed: false}, glyphs)).toBe('   Name ↑                   Size  Mtime');
		expect(headText(columns, {key: 'size', isReversed: true}, glyphs)).toContain('Size↓');
	});
});

describe('text', () => {
	it('of a path loses its start, never its end', () => {
		expect(cutStart('Jotta › Archive › Pictures › 2026', 20)).toBe('…e › Pictures › 2026');
	});

	it('is broken at blanks into lines that fit', () => {
		fc.assert(fc.property(fc.lorem({maxCount: 20}), fc.integer({min: 8, max: 60}), (text, cells) => {
			expect(wrapText(text, cells).every(line => textWidth(line) <= cells)).toBe(true);
		}));
		expect(wrapWhole('link http://one/two/three', 10)).toEqual(['link', 'http://one', '/two/three']);
		expect(wrapText('one two three', 8)).toEqual(['one two', 'three']);
	});
});
