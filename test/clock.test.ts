import {expect, it} from 'vitest';
import {withoutStepsBack} from '../source/clock.ts';

it('a time without steps back stands still where the clock is set back, and goes on from there', () => {
	let time = 1000;
	const now = withoutStepsBack({now: () => time});

	const read = [1010, 500, 520, 9000, 8000, 8001].map(next => {
		time = next;
		return now();
	});

	expect(read).toEqual([1010, 1010, 1030, 9510, 9510, 9511]);
});
