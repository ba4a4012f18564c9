import {describe, expect, it} from 'vitest';
import {keyRows} from '../../../source/app/layout/key-hints.ts';

const hints = 'Enter open  r restore  x delete for good  E empty  Esc back';

describe('the keys of a screen', () => {
	it('stand on one row where they fit, else on two', () => {
		expect(keyRows(hints, 80, 2).map(row => row.trimEnd())).toEqual([` ${hints}`]);
		expect(keyRows(hints, 40, 2).map(row => row.trimEnd())).toEqual([' Enter open  r restore', ' x delete for good  E empty  Esc back']);
	});

	it('give way but for the way back where there is no room', () => {
		expect(keyRows(hints, 40).map(row => row.trimEnd())).toEqual([' Enter open  r restore  Esc back']);
		expect(keyRows(hints, 6)).toEqual([' Esc …']);
	});
});
