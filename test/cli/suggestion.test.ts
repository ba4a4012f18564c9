import {describe, expect, it} from 'vitest';
import {nearest} from '../../source/cli/suggestion.ts';

describe('the word that was meant', () => {
	it.each([
		['trahs', 'trash'],
		['verions', 'versions'],
		['lss', 'ls'],
		['complete', undefined],
		['x', undefined],
	])('behind %s is %s', (typed, meant) => {
		expect(nearest(typed, ['trash', 'versions', 'ls', 'about'])).toBe(meant);
	});
});
