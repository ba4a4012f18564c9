import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {cleanText} from '../source/clean-text.ts';

describe('outside text', () => {
	it.each([
		['an escape sequence', 'a\u{1B}[31mred', 'a␛[31mred'],
		['a line break', 'two\nlines', 'two␊lines'],
		['a C1 control', 'a\u{9B}31m', 'a<009B>31m'],
		['an override of direction', 'photo\u{202E}gpj.exe', 'photo<202E>gpj.exe'],
		['an invisible character', 'a\u{200B}b', 'a<200B>b'],
		['a byte that is no text', 'a\u{DCFF}b', String.raw`a\xffb`],
		['delete', 'a\u{7F}b', 'a␡b'],
	])('shows %s', (_, text, shown) => {
		expect(cleanText(text)).toBe(shown);
	});

	it.each(['høst.txt', '写真一覧.csv', '👨‍👩‍👧.png', 'e\u{301}', 'العربية'])('leaves %s as it is', text => {
		expect(cleanText(text)).toBe(text);
	});

	it('never holds anything a terminal acts on, and cleaning twice changes nothing', () => {
		fc.assert(fc.property(fc.string({unit: 'binary', maxLength: 40}), text => {
			const shown = cleanText(text);
			expect(shown).not.toMatch(/[\p{Control}\p{Line_Separator}\p{Paragraph_Separator}\p{Surrogate}\u{202A}-\u{202E}\u{2066}-\u{2069}]/v);
			expect(cleanText(shown)).toBe(shown);
		}), {numRuns: 2000});
	});
});
