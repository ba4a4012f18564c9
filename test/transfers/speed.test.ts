import {describe, expect, it} from 'vitest';
import {createSpeedMeter, createSteadySpeed, secondsLeft} from '../../source/transfers/speed.ts';

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

describe('the speed of the line', () => {
	const open = () => {
		const clock = {now: 1000};
		return {clock, meter: createSpeedMeter(() => clock.now)};
	};

	it('is what has crossed it in the last five seconds', () => {
		const {clock, meter} = open();
		for (let second = 0; second < 10; second += 1) {
			clock.now += 1000;
			meter.add(second < 5 ? 1000 : 4000);
		}

		expect(meter.read()).toBe((1000 + (5 * 4000)) / 5); // the edge counts
		clock.now += 1;
		expect(meter.read()).toBe(4000);
		clock.now += 10_000;
		expect(meter.read()).toBe(0);
	});

	it('is the mean so far where five seconds have not passed, and does not jump in the first half of one', () => {
		const {clock, meter} = open();
		meter.add(600);

		const begun = meter.read();
		clock.now += 2000;

		expect([begun, meter.read()]).toEqual([1200, 300]);
	});

	it('counts what comes in close succession together, with the time of its beginning', () => {
		const {clock, meter} = open();
		meter.add(1000);
		clock.now += 99;
		meter.add(1000);
		clock.now += 1;
		meter.add(3000);
		clock.now = 6050;

		expect(meter.read()).toBe(600); // of the three only the last is younger than five seconds
	});
});

describe('the time that is left', () => {
	it('is told only where something is left, and moves', () => {
		expect([secondsLeft(100, 10), secondsLeft(0, 10), secondsLeft(100, 0)]).toEqual([10, undefined, undefined]);
	});
});
