import {describe, expect, it} from 'vitest';
import {parseDocument} from '../../../source/jotta/xml/document-reader.ts';
import {
	fileEntry,
	fileFacts,
	jfsTime,
	numberOf,
	timeOf,
} from '../../../source/jotta/xml/xml.ts';
import {standardNames} from '../../support/names.ts';

const file = (inside: string, attributes = '') => parseDocument(`<?xml version="1.0" encoding="UTF-8"?>\n<file name="a &amp; b.txt" ${attributes}>${inside}</file>`)!.element;

const revision = (state: string) => `<number>3</number><state>${state}</state><created>2026-03-04-T05:06:07Z</created><modified>2026-03-04-T05:06:08Z</modified><mime>text/plain</mime><size>12</size><md5>ABCDEF0123456789ABCDEF0123456789</md5><updated>2026-03-05-T00:00:00Z</updated>`;

describe('an answer', () => {
	it('gives a file with its current revision', () => {
		const entry = fileEntry(fileFacts(file(`<currentRevision>${revision('COMPLETED')}</currentRevision>`)), standardNames);

		expect(entry).toEqual({
			segment: 'a & b.txt', name: 'a & b.txt', kind: 'file', size: 12, revision: 3, mime: 'text/plain',
			md5: 'abcdef0123456789abcdef0123456789', created: Date.UTC(2026, 2, 4, 5, 6, 7), modified: Date.UTC(2026, 2, 4, 5, 6, 8),
		});
	});

	it.each([['INCOMPLETE', 'incomplete'], ['CORRUPT', 'corrupt']])('marks an upload that was %s', (state, shown) => {
		expect(fileEntry(fileFacts(file(`<latestRevision>${revision(state)}</latestRevision>`)), standardNames)).toMatchObject({state: shown});
	});

	it('says when a file went to the trash', () => {
		expect(fileEntry(fileFacts(file('', 'deleted="2026-05-01-T10:00:00Z"')), standardNames)).toMatchObject({deletedAt: Date.UTC(2026, 4, 1, 10)});
	});

	it.each(['', 'not XML at all', '<html><body>a proxy', '{"json": true}', '<file name="cut'])('%j is taken for nothing it is not', text => {
		expect(parseDocument(text)?.root).not.toBe('file');
	});

	it('is taken for nothing where it breaks off, wherever that is', () => {
		const whole = `<?xml version="1.0" encoding="UTF-8"?>\n<file name="a.txt"><currentRevision>${revision('COMPLETED')}</currentRevision></file>`;
		const cuts = Array.from({length: whole.length}, (_, length) => whole.slice(0, length));

		expect(cuts.filter(text => parseDocument(text) !== undefined)).toEqual([]);
		expect(parseDocument(`${whole}\n`)?.root).toBe('file');
		expect(parseDocument('<file name="empty"/>')?.root).toBe('file');
	});

	it('reads times as the service writes them, and none where it writes none', () => {
		expect(timeOf('2026-03-04-T05:06:07Z')).toBe(Date.UTC(2026, 2, 4, 5, 6, 7));
		expect(timeOf('2026-03-04-T05:06:07+0200')).toBe(Date.UTC(2026, 2, 4, 3, 6, 7));
		expect([timeOf(''), timeOf(undefined), timeOf('yesterday')]).toEqual([undefined, undefined, undefined]);
		expect(jfsTime(Date.UTC(2026, 2, 4, 5, 6, 7, 999))).toBe('2026-03-04-T05:06:07Z');
	});

	it('takes numbers only for numbers', () => {
		expect([numberOf('12'), numberOf('-1'), numberOf('x'), numberOf(undefined)]).toEqual([12, -1, undefined, undefined]);
	});
});

describe('a time of the service', () => {
	it('of the year 1 is one that nobody knows', () => {
		expect(timeOf('0001-01-01-T00:00:00Z')).toBeUndefined();
	});

	it.each([
		['1965-03-04-T05:06:07Z', Date.UTC(1965, 2, 4, 5, 6, 7)],
		['1969-12-31-T23:59:58Z', -1500],
		['2200-05-06-T07:08:09Z', Date.UTC(2200, 4, 6, 7, 8, 9, 999)],
		['9999-12-31-T23:59:59Z', 8_640_000_000_000_000],
	])('%s is written for %d', (text, milliseconds) => {
		expect(jfsTime(milliseconds)).toBe(text);
	});
});
