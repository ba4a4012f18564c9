import {createLimit, type Limit} from '../../limit.ts';

/** How many files are looked at, and how many are sent, received or copied, at once. Hashing has a limit of its own (hash/hasher.ts). */
export type Turns = {
	readonly checking: Limit;
	readonly transferring: Limit;
	/** Whether another file may begin beside those that have: one more than are transferred, so that it is hashed and checked meanwhile. */
	readonly hasRoom: (begun: number) => boolean;
	/** Obeys limits that were raised. */
	readonly look: () => void;
};

export function createTurns({transfers, checking: checks}: {readonly transfers: () => number; readonly checking: () => number}): Turns {
	const checking = createLimit(checks);
	const transferring = createLimit(transfers);
	return {
		checking,
		transferring,
		hasRoom(begun) {
			const most = transfers();
			return begun < most || (most > 0 && begun === most && transferring.isFull());
		},
		look() {
			checking.look();
			transferring.look();
		},
	};
}
