import {describe, expect, it} from 'vitest';
import {createLimit} from '../../source/transfers/concurrency-limit.ts';
import {createSlots} from '../../source/transfers/engine/loop/slots.ts';

/** Work that ends when the test says so. */
function openWork() {
	const {promise, resolve} = Promise.withResolvers<void>();
	return {work: async () => promise, end: resolve};
}

describe('a limit of work at once', () => {
	it('knows whether it is full, and how many more may begin', async () => {
		const limit = createLimit(() => 2);
		const [one, two] = [openWork(), openWork()];
		const states = [[limit.isFull(), limit.free()]];

		const runs = [limit.run(one.work)];
		states.push([limit.isFull(), limit.free()]);
		runs.push(limit.run(two.work));
		states.push([limit.isFull(), limit.free()]);
		one.end();
		two.end();
		await Promise.all(runs);
		states.push([limit.isFull(), limit.free()]);

		expect(states).toEqual([[false, 2], [false, 1], [true, 0], [false, 2]]);
	});

	it('has no room to give when it was lowered below what runs', async () => {
		let most = 2;
		const limit = createLimit(() => most);
		const [one, two] = [openWork(), openWork()];
		const runs = [limit.run(one.work), limit.run(two.work)];

		most = 1;

		expect([limit.isFull(), limit.free()]).toEqual([true, 0]);
		one.end();
		two.end();
		await Promise.all(runs);
	});

	it('does not begin what was cancelled before its turn, and the next one comes', async () => {
		const limit = createLimit(() => 1);
		const first = openWork();
		const stop = new AbortController();
		const begun: string[] = [];
		const running = limit.run(first.work);
		const cancelled = limit.run(async () => {
			begun.push('cancelled');
		}, stop.signal);
		const next = limit.run(async () => {
			begun.push('next');
		});

		stop.abort();
		await expect(cancelled).rejects.toMatchObject({code: 'cancelled'});
		await expect(limit.run(async () => undefined, stop.signal)).rejects.toThrow();
		first.end();
		await Promise.all([running, next]);

		expect(begun).toEqual(['next']);
	});
});

describe('the turns of files', () => {
	it('let one more begin than are transferred at once, as soon as those really are', async () => {
		const turns = createSlots({transfers: () => 2, checking: () => 8});
		const [one, two] = [openWork(), openWork()];
		const room = () => [0, 1, 2, 3].map(begun => turns.mayBegin(begun));
		expect(room()).toEqual([true, true, false, false]);

		const runs = [turns.transferring.run(one.work), turns.transferring.run(two.work)];

		expect(room()).toEqual([true, true, true, false]);
		one.end();
		two.end();
		await Promise.all(runs);
	});

	it('let nothing begin where nothing may be transferred', () => {
		expect(createSlots({transfers: () => 0, checking: () => 8}).mayBegin(0)).toBe(false);
	});
});
