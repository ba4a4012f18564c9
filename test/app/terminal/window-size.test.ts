import {describe, expect, it} from 'vitest';
import {sizeOf, sizeOfEnvironment} from '../../../source/app/terminal/window-size.ts';

describe('a terminal that does not know its size', () => {
	it.each([
		[{}, {columns: 80, rows: 24}],
		[{COLUMNS: '132', LINES: '43'}, {columns: 132, rows: 43}],
		[{COLUMNS: '132', LINES: ''}, {columns: 132, rows: 24}],
		[{COLUMNS: '0', LINES: '-1'}, {columns: 80, rows: 24}],
		[{COLUMNS: 'wide', LINES: '100000'}, {columns: 80, rows: 24}],
	])('with %j is drawn on in %j', (environment, size) => {
		expect(sizeOf({columns: 0, rows: 0}, sizeOfEnvironment(environment))).toEqual(size);
	});
});

describe('a terminal that knows its size', () => {
	it('is drawn on in that', () => {
		expect(sizeOf({columns: 5, rows: 3}, sizeOfEnvironment({COLUMNS: '132', LINES: '43'}))).toEqual({columns: 5, rows: 3});
	});
});
