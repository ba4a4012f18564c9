import {failureFacts, needsSignIn, type Failure} from '../../../failure.ts';
import {isSignedOut} from '../../../settings/accounts.ts';
import {pauseText, type Pause} from '../../../jotta/http/retry.ts';
import type {AccountBlock} from '../../snapshot.ts';
import type {Facts} from '../../store/queue-facts.ts';
import type {Tools} from '../../open-location.ts';
import {longestPause} from './try-item.ts';

/** The accounts that wait: until somebody has signed in again, or a pause of the service is over. What concerns no such account goes on. */
export type AccountBlocks = {
	/** `accounts`: those that the work was about, where the failure does not name the one that it is of. */
	readonly begin: (failure: Failure, accounts: readonly string[]) => void;
	/** The service has asked for a pause: nothing is begun for the account until it is over, or by more than an hour. */
	readonly pause: (pause: Pause) => void;
	/** Those that still wait. Checks now and then, and sends nothing for a session that has ended. */
	readonly current: () => Promise<readonly string[]>;
};

const checkEvery = 1000; // ms

type Block = AccountBlock & {readonly wait: number; readonly until: number};

export function createAccountBlocks(facts: Pick<Facts, 'write'>, {accounts, clock}: Pick<Tools, 'accounts' | 'clock'>): AccountBlocks {
	const blocks = new Map<string, Block>();
	let isWritten = true; // begin() is called in the middle of something else: written with the next check

	const isDue = ({until, wait}: Block) => {
		const left = until - clock.now();
		return left <= 0 || left > wait; // further ahead than it can be: the clock was set back
	};

	return {
		begin(failure, concerned) {
			const now = clock.now();
			for (const account of ownerOf(failure) ?? concerned) {
				blocks.set(account, {
					...failureFacts(failure), account, since: now, wait: checkEvery, until: now + checkEvery,
				});
			}

			isWritten = false;
		},
		pause({account, milliseconds}) {
			const before = account === undefined ? undefined : blocks.get(account);
			if (account === undefined || milliseconds > longestPause || (before && !isDue(before))) {
				return; // one answer of many has told it already
			}

			const now = clock.now();
			blocks.set(account, {
				code: 'rate-limited', sentence: pauseText({milliseconds}), nextStep: '', account, since: now, wait: milliseconds, until: now + milliseconds,
			});
			isWritten = false;
		},
		async current() {
			for (const block of [...blocks.values()].filter(each => isDue(each))) {
				if (needsSignIn(block) && await isSignedOut(block.account, accounts)) {
					blocks.set(block.account, {...block, until: clock.now() + block.wait});
				} else {
					blocks.delete(block.account);
					isWritten = false;
				}
			}

			if (!isWritten) {
				facts.write('blocks', blocks.size === 0 ? undefined : Array.from(blocks.values(), ({until, wait, ...shown}) => shown));
				isWritten = true;
			}

			return [...blocks.keys()];
		},
	};
}

/** A failure of an account names it; others may be of any that the work was about. */
function ownerOf(failure: Failure): readonly string[] | undefined {
	return 'account' in failure && typeof failure.account === 'string' ? [failure.account] : undefined;
}
