import {createLimit, type Limit} from '../../limit.ts';

/** Lets those that are about the same places work one after the other; others pass beside them. */
export type OneAtATime = {
	/** Who is aborted while it waits leaves the line. @throws Failure `cancelled` */
	readonly run: <Result>(places: readonly string[], work: () => Promise<Result>, signal: AbortSignal) => Promise<Result>;
};

export function createOneAtATime(): OneAtATime {
	const busy = new Map<string, {readonly limit: Limit; users: number}>();

	const within = async <Result>([place, ...others]: readonly string[], work: () => Promise<Result>, signal: AbortSignal): Promise<Result> => {
		if (place === undefined) {
			return work();
		}

		const line = busy.get(place) ?? {limit: createLimit(() => 1), users: 0};
		busy.set(place, line);
		line.users += 1;
		try {
			return await line.limit.run(async () => within(others, work, signal), signal);
		} finally {
			line.users -= 1;
			if (line.users === 0) {
				busy.delete(place);
			}
		}
	};

	return {
		run: async (places, work, signal) => within([...new Set(places)].toSorted(), work, signal), // in one order for all: no two wait for each other
	};
}
