import {withoutStepsBack} from '../../../clock.ts';
import type {ProcessLock} from '../../../settings/process-lock.ts';
import type {Store} from '../../store/store.ts';
import type {Tools} from '../../open-location.ts';
import {isUnwritable, takeHoldLock, unwritable} from '../../unwritable.ts';

/**
While the queue's own file cannot be written, the engine begins nothing new: what is under way goes on in memory, and is
written down when there is room again. Screens and commands see it by a lock, since a full disk takes no word about it.
*/
export type Hold = {
	/** @throws what is about something else than writing */
	readonly begin: (error: unknown) => void;
	/** Whether to wait on: tries to write now and then. */
	readonly lasts: () => boolean;
	readonly end: () => void;
};

const pause = 1000; // ms between two tries

export function createHold({proveWritable}: Pick<Store, 'proveWritable'>, {directories, clock, log}: Pick<Tools, 'directories' | 'clock' | 'log'>): Hold {
	const now = withoutStepsBack(clock);
	let until: number | undefined;
	let sign: ProcessLock | undefined;

	const end = () => {
		until = undefined;
		sign?.release();
		sign = undefined;
	};

	const begin = (error: unknown) => {
		if (!isUnwritable(error)) {
			throw error;
		}

		if (until === undefined) {
			log({message: `engine: ${unwritable(directories.database).message} ${directories.database} (${String(error)})`});
		}

		until = now() + pause;
		sign ??= takeHoldLock(directories); // somebody may just be looking: the next try
	};

	return {
		begin,
		lasts() {
			if (until === undefined || now() < until) {
				return until !== undefined;
			}

			try {
				proveWritable();
			} catch (error) {
				begin(error);
				return true;
			}

			end();
			log({message: 'engine: The transfer queue can be written again.'});
			return false;
		},
		end,
	};
}
