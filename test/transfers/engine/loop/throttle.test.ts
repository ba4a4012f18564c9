import {describe, expect, it} from 'vitest';
import {createLimit} from '../../../../source/transfers/concurrency-limit.ts';
import {createThrottle} from '../../../../source/transfers/engine/loop/throttle.ts';

function steppedClock() {
	let time = 0;
	return {
		now: () => time,
		async sleep(milliseconds: number) {
			time += milliseconds;
		},
	};
}

async function * bytes(count: number): AsyncGenerator<Uint8Array> {
	yield new Uint8Array(count);
}

async function drain(body: AsyncIterable<Uint8Array>, onChunk?: () => void): Promise<number> {
	let length = 0;
	for await (const chunk of body) {
		length += chunk.length;
		onChunk?.();
	}

	return length;
}

describe('the bandwidth limit', () => {
	it.each([-86_400_000, 86_400_000])('lets everything pass when the clock is set by %d ms on the way', async step => {
		const clock = steppedClock();
		let off = 0;
		let slept = 0;
		const wrong = {
			now: () => clock.now() + off,
			async sleep(milliseconds: number) {
				slept += milliseconds;
				await clock.sleep(milliseconds);
				off = slept > 2000 ? step : 0;
			},
		};

		expect(await drain(createThrottle(wrong, () => 1_000_000).pass(bytes(10_000_000)))).toBe(10_000_000);
		expect(slept).toBeLessThan(11_000);
		expect(slept).toBeGreaterThan(8000);
	});

	it('lets a second\'s worth pass in a second, and every byte', async () => {
		const clock = steppedClock();

		const length = await drain(createThrottle(clock, () => 1_000_000).pass(bytes(10_000_000)));

		expect(length).toBe(10_000_000);
		expect(clock.now()).toBeGreaterThan(9800);
		expect(clock.now()).toBeLessThan(10_100);
	});

	it('is one for all transfers together, obeys a change at once and costs nothing where there is none', async () => {
		const clock = steppedClock();
		let limit = 100_000;
		const throttle = createThrottle(clock, () => limit);

		await Promise.all([drain(throttle.pass(bytes(500_000))), drain(throttle.pass(bytes(500_000)))]);
		const limited = clock.now();
		limit = 0;
		await drain(throttle.pass(bytes(50_000_000)));

		expect(limited).toBeGreaterThan(9000);
		expect(clock.now() - limited).toBeLessThan(1);
	});
});

describe('a limit of work at once', () => {
	it('may be raised while work waits', async () => {
		let most = 1;
		const limit = createLimit(() => most);
		const gates = Array.from({length: 4}, () => Promise.withResolvers<void>());
		const begun: number[] = [];
		const works = gates.map(async (gate, index) => limit.run(async () => {
			begun.push(index);
			await gate.promise;
		}));
		expect(begun).toEqual([0]);

		most = 3;
		gates[0]!.resolve();
		await works[0];
		await Promise.resolve();
		expect(begun).toEqual([0, 1, 2, 3]);
		for (const gate of gates) {
			gate.resolve();
		}

		await Promise.all(works);
	});
});
