import {expect, it} from 'vitest';
import {createThrottledLine} from '../../../source/sandbox/faults/bandwidth.ts';

it('a limit that is lifted in the middle of a piece keeps its line in order', async () => {
	let rate = 1_000_000;
	const line = createThrottledLine(() => rate);
	const lengthOf = async (chunks: number) => {
		let length = 0;
		for await (const piece of line((async function * () {
			for (let index = 0; index < chunks; index += 1) {
				yield new Uint8Array(65_536);
			}
		})())) {
			length += (piece as Uint8Array).length;
			rate = 0;
		}

		return length;
	};

	expect(await lengthOf(2)).toBe(131_072);
	rate = 1_000_000;
	const begun = performance.now();
	await lengthOf(1);

	expect(performance.now() - begun).toBeGreaterThan(10); // 16 KiB at a megabyte a second
});
