import {describe, expect, it} from 'vitest';
import {createWake} from '../../../../source/transfers/engine/loop/wake.ts';

/** A wait that is over when the test says so, or when it is aborted. */
function openWait() {
	const over = Promise.withResolvers<void>();
	let begun = 0;
	let aborted = 0;
	return {
		over, count: () => ({begun, aborted}),
		async wait(signal: AbortSignal) {
			begun += 1;
			signal.addEventListener('abort', () => {
				aborted += 1;
			});
			await over.promise;
		},
	};
}

describe('the engine’s sleep', () => {
	it('is over when the wait is', async () => {
		const wake = createWake();
		const {wait, over} = openWait();
		over.resolve();

		await expect(wake.orAfter(wait)).resolves.toBeUndefined();
	});

	it('is over at once when somebody wakes it, and the wait is left', async () => {
		const wake = createWake();
		const {wait, count} = openWait();
		const sleeping = wake.orAfter(wait);

		wake.now();
		await sleeping;

		expect(count()).toEqual({begun: 1, aborted: 1});
	});

	it('does not begin when somebody has woken it before, and does so the next time', async () => {
		const wake = createWake();
		const first = openWait();
		wake.now();
		wake.now();
		await wake.orAfter(first.wait);

		const second = openWait();
		const sleeping = wake.orAfter(second.wait);
		second.over.resolve();
		await sleeping;

		expect([first.count().begun, second.count().begun]).toEqual([0, 1]);
	});

	it('is over when the wait fails', async () => {
		const wake = createWake();
		const {wait, over} = openWait();
		over.reject(new Error('cancelled'));

		await expect(wake.orAfter(wait)).resolves.toBeUndefined();
	});
});
