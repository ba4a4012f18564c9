import {expect, it} from 'vitest';
import {createSteadySpeed} from '../../source/transfers/speed.ts';

it('the speed that the time left is reckoned from is near the true one after seconds, and does not jump later', () => {
	let now = 0;
	const steady = createSteadySpeed(() => now);
	const after = (seconds: number, speed: number) => {
		let last = 0;
		for (let step = 0; step < seconds * 5; step += 1) {
			now += 200;
			last = steady(speed);
		}

		return last;
	};

	after(1, 10); // the line is only being taken up
	expect(after(5, 1000)).toBeGreaterThan(800);
	after(120, 1000);
	expect(after(1, 0)).toBeGreaterThan(900);
	expect(after(60, 0)).toBeLessThan(30);
});
