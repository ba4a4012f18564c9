import {createLimit, type Limit} from '../../concurrency-limit.ts';

/** Runs tasks that share a place one after the other, and all others at once. */
export type OneAtATime = {
	/** A task that is aborted while it waits never begins. @throws Failure `cancelled` */
	readonly run: <Result>(places: readonly string[], work: () => Promise<Result>, signal: AbortSignal) => Promise<Result>;
};

export function createOneAtATime(): OneAtATime {
	const busy = new Map<string, {readonly limit: Limit; users: number}>();

	const within = async <Result>([place, ...others]: readonly string[], work: () => Promise<Result>, signal: AbortSignal): Promise<Result> => {
		if (place === undefined) {
			return work();
		}

		const queue = busy.get(place) ?? {limit: createLimit(() => 1), users: 0};
		busy.set(place, queue);
		queue.users += 1;
		try {
			return await queue.limit.run(async () => within(others, work, signal), signal);
		} finally {
			queue.users -= 1;
			if (queue.users === 0) {
				busy.delete(place);
			}
		}
	};

	return {
		run: async (places, work, signal) => within([...new Set(places)].toSorted(), work, signal), // one order for all: no two tasks wait for each other
	};
}
