import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {createSpeedMeter, createSteadySpeed, secondsLeft} from '../../source/transfers/speed.ts';

const tick = 200; // ms, as the engine reads it

describe('the speed that the time left is reckoned from', () => {
	const open = () => {
		let now = 0;
		const steady = createSteadySpeed(() => now);
		return {
			...steady,
			/** So many seconds at a rate; returns what was read. */
			after(seconds: number, rate: number, isTransferring = true) {
				for (let step = 0; step < seconds * 1000 / tick; step += 1) {
					now += tick;
					steady.pass(rate * tick / 1000, isTransferring);
				}

				return steady.read() ?? 0;
			},
		};
	};

	it('is near the true one after seconds, and does not jump later', () => {
		const {after} = open();

		after(1, 10); // the line is only being taken up
		expect(after(5, 1000)).toBeGreaterThan(900);
		after(120, 1000);
		expect(after(1, 0)).toBeGreaterThan(900);
		expect(after(120, 0)).toBeLessThan(30);
	});

	it('counts no time in which files are only hashed', () => {
		const {after} = open();

		after(60, 0, false);
		expect(after(4, 1000)).toBeGreaterThan(950);
		after(20, 0, false);
		expect(after(0.2, 1000)).toBeGreaterThan(950);
	});

	it('is not told before it is known, nor that of long ago', () => {
		const {after, read} = open();

		after(1.8, 1000);
		expect(read()).toBeUndefined();
		after(10, 1000);
		after(40, 0, false);
		expect(read()).toBeUndefined();
	});

	it('lets the time left fall steadily at a steady rate, in whatever pieces it comes', () => {
		const rates = fc.double({min: 2e5, max: 1e8, noNaN: true});
		fc.assert(fc.property(rates, fc.integer({min: 0, max: 30}), fc.double({min: 0.2, max: 1, noNaN: true}), (rate, hashed, piece) => {
			let now = 0;
			const {pass, read} = createSteadySpeed(() => now);
			const all = rate * 120;
			let [due, passed] = [0, 0];
			let last = Infinity;
			while (passed < all) {
				now += tick;
				const isHashing = now <= hashed * 1000;
				due += isHashing ? 0 : rate * tick / 1000;
				const bytes = due >= rate * piece ? due : 0; // a piece at a time arrives
				due -= bytes;
				passed += bytes;
				pass(bytes, !isHashing);
				const left = secondsLeft(all - passed, read());
				if (left !== undefined) {
					const truth = (all - passed) / rate;
					expect(left).toBeLessThan(last * 1.1);
					expect(Math.abs(left - truth)).toBeLessThan(truth * 0.5);
					last = left;
				}
			}
		}));
	});
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
		expect([secondsLeft(100, 10), secondsLeft(0, 10), secondsLeft(100, 0), secondsLeft(100, undefined)]).toEqual([10, undefined, undefined, undefined]);
	});
});
