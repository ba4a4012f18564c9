import type {Clock} from '../../clock.ts';

/**
What was under a cursor that has gone elsewhere by itself, for a moment: a key that comes so soon was pressed by somebody
who cannot have seen that, and is meant for what was there before.
*/
export type JustLeft<Item> = {
	readonly get: () => {readonly item: Item | undefined} | undefined;
	/** The cursor has gone elsewhere; what was under it before an earlier such moment is over stays. */
	readonly note: (item: Item | undefined) => void;
	/** The cursor was moved from there: no item can be meant until the moment is over. */
	readonly moved: () => void;
	readonly forget: () => void;
};

const unseenFor = 400; // ms

/** Nothing has left yet. */
export function createJustLeft<Item>({now}: Pick<Clock, 'now'>): JustLeft<Item> {
	let left: {readonly item: Item | undefined; readonly at: number} | undefined;
	const get = () => left && Math.abs(now() - left.at) < unseenFor ? left : undefined; // the clock may be set back
	return {
		get,
		note(item) {
			left = {item: (get() ?? {item}).item, at: now()};
		},
		moved() {
			left &&= {...left, item: undefined};
		},
		forget() {
			left = undefined;
		},
	};
}
