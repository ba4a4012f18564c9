import {withoutStepsBack} from '../../../clock.ts';
import type {ProcessLock} from '../../../settings/process-lock.ts';
import type {TransferStore} from '../../store/store.ts';
import type {Tools} from '../../open-location.ts';
import {isUnwritable, takeWriteBlockLock, unwritable} from '../../unwritable-queue.ts';

/**
While the queue's file cannot be written, the engine begins nothing new; what is running goes on in memory, and is written
when that is possible again. Screens and commands see it by a lock, since nothing can be written about it on a full disk.
*/
export type WriteBlock = {
	/** @throws errors that are not about writing */
	readonly begin: (error: unknown) => void;
	/** Whether to keep waiting: tries to write now and then. */
	readonly lasts: () => boolean;
	readonly end: () => void;
};

const pause = 1000; // ms between two tries

export function createWriteBlock({proveWritable}: Pick<TransferStore, 'proveWritable'>, {directories, clock, log}: Pick<Tools, 'directories' | 'clock' | 'log'>): WriteBlock {
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
		sign ??= takeWriteBlockLock(directories); // somebody may just be looking: the next try
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
