import type {Failure} from '../failure.ts';
import type {JobResult} from '../transfers/watch.ts';

/** A command ends in one of these. @see design.md 1.2 */
export type ExitStatus = 0 | 1 | 2 | 3 | 4 | 130;

export const exitStatuses: Readonly<Record<ExitStatus, string>> = {
	0: 'done',
	1: 'something failed; each failure is named on standard error',
	2: 'usage: a command, option or value that is none',
	3: 'not signed in, or the session was revoked',
	4: 'no such file or folder',
	130: 'interrupted',
};

export function exitStatusOf({code}: Pick<Failure, 'code'>): ExitStatus {
	switch (code) {
		case 'usage': {
			return 2;
		}

		case 'not-signed-in':
		case 'session-revoked': {
			return 3;
		}

		case 'not-found': {
			return 4;
		}

		case 'cancelled': {
			return 130;
		}

		default: {
			return 1;
		}
	}
}

type JobEnd = Pick<JobResult, 'totals' | 'failures' | 'skipped' | 'isCancelled'>;

/** The status of a cp or mv. A job that somebody else has cancelled has failed. */
export function exitStatusOfJob({totals: {failed}, failures, skipped, isCancelled}: JobEnd, {isMove}: {readonly isMove: boolean}): ExitStatus {
	if (isCancelled) {
		return 1;
	}

	if (failed === 0) {
		// A script that goes on after mv relies on the new name holding what was moved, and on the old one being gone.
		return isMove && (skipped > 0 || failures.length > 0) ? 1 : 0;
	}

	return failures.every(({phase, failure}) => phase !== 'failed' || failure?.code === 'not-found') ? 4 : 1;
}
