/** The same numbers for the same seed, so that a run can be repeated exactly (mulberry32). */
export function createRandom(seed: number): () => number {
	let state = seed;
	/* eslint-disable no-bitwise -- a 32-bit generator */
	return () => {
		state = (state + 0x6D_2B_79_F5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
	/* eslint-enable no-bitwise */
}
