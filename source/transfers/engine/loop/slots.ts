import {createLimit, type Limit} from '../../concurrency-limit.ts';

/** How many files are checked, and how many are sent, received or copied, at once. Hashing has a limit of its own (hash/hasher.ts). */
export type Slots = {
	readonly checking: Limit;
	readonly transferring: Limit;
	/** Whether another file may begin: one more than are transferred, so that it is hashed and checked in the meantime. */
	readonly mayBegin: (begun: number) => boolean;
	/** Applies limits that were raised. */
	readonly admit: () => void;
};

export function createSlots({transfers, checking: checks}: {readonly transfers: () => number; readonly checking: () => number}): Slots {
	const checking = createLimit(checks);
	const transferring = createLimit(transfers);
	return {
		checking,
		transferring,
		mayBegin(begun) {
			const most = transfers();
			return begun < most || (most > 0 && begun === most && transferring.isFull());
		},
		admit() {
			checking.admit();
			transferring.admit();
		},
	};
}
