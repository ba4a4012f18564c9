import type {KeyEvent} from '../terminal/key-event.ts';

/** Keys typed while it is still found out what will be asked: they are meant for the question, never for the panes. */
export type TypeAhead = {
	/**
	Keys wait until the work is done, and are pressed then. When it fails, what they were meant for never came: they are dropped.
	Esc does not give up what nobody has asked for: it goes to what is shown.
	*/
	readonly during: (work: (signal: AbortSignal) => Promise<void>, how?: {readonly isUnasked?: boolean}) => Promise<void>;
	/** Drops the keys that wait: another program had the terminal, and they were typed for that one. */
	readonly forget: () => void;
	/** Whether a key waits. Esc and Ctrl-C do not: they give up what is waited for, and abort its signal. */
	readonly takes: (event: KeyEvent) => boolean;
};

const most = 100; // keys: nobody types more ahead, but something may lie on the keyboard

export function createTypeAhead(press: (event: KeyEvent) => void): TypeAhead {
	let current: {readonly abort: AbortController; readonly isUnasked: boolean} | undefined;
	let held: KeyEvent[] = [];
	const end = (): readonly KeyEvent[] => {
		const keys = held;
		current = undefined;
		held = [];
		return keys;
	};

	return {
		async during(work, {isUnasked = false} = {}) {
			const mine = {abort: new AbortController(), isUnasked};
			current = mine; // one that is waited for already hands its keys on
			try {
				await work(mine.abort.signal);
			} catch (error) {
				if (current === mine) {
					end();
				}

				throw error;
			}

			if (current === mine) {
				for (const event of end()) {
					press(event);
				}
			}
		},
		forget() {
			held = [];
		},
		takes(event) {
			if (!current || event.kind === 'focus') {
				return false;
			}

			if (event.kind === 'key' && (event.key === 'Esc' || event.key === 'Ctrl-C')) {
				if (current.isUnasked) {
					return false;
				}

				current.abort.abort();
				end();
			} else if (held.length < most && event.kind !== 'mouse') { // a click is for what is seen
				held.push(event);
			}

			return true;
		},
	};
}
