import {createLimit, type Limit} from './limit.ts';

/** Lets those that are about one place work one after the other; others pass beside them. */
export type OneAtATime = {
	/** Who is aborted while it waits leaves the line. @throws Failure `cancelled` */
	readonly run: <Result>(place: string, work: () => Promise<Result>, signal: AbortSignal) => Promise<Result>;
};

export function createOneAtATime(): OneAtATime {
	const busy = new Map<string, {readonly limit: Limit; users: number}>();
	return {
		async run(place, work, signal) {
			const line = busy.get(place) ?? {limit: createLimit(() => 1), users: 0};
			busy.set(place, line);
			line.users += 1;
			try {
				return await line.limit.run(work, signal);
			} finally {
				line.users -= 1;
				if (line.users === 0) {
					busy.delete(place);
				}
			}
		},
	};
}
