/** The sandbox's own "now", which tests may freeze or move (protocol.md E2). */
export type SandboxClock = {
	/** ms since 1970 */
	readonly now: () => number;
	readonly set: (milliseconds: number | undefined) => void;
	readonly advance: (milliseconds: number) => void;
};

export function createSandboxClock(): SandboxClock {
	let frozen: number | undefined;
	let offset = 0;
	return {
		now: () => (frozen ?? Date.now()) + offset,
		set(milliseconds) {
			frozen = milliseconds;
			offset = 0;
		},
		advance(milliseconds) {
			offset += milliseconds;
		},
	};
}
