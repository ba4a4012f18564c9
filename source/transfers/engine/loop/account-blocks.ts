import {failureFacts, type Failure, type FailureFacts} from '../../../failure.ts';
import {SessionEnded} from '../../../jotta/sign-in/token-renewal.ts';
import type {Facts} from '../../store/queue-facts.ts';
import type {Tools} from '../../open-location.ts';

/** The queue waits until somebody has signed in again. */
export type SignInBlock = {
	readonly begin: (failure: Failure) => void;
	/** Whether to keep waiting. Checks now and then, and sends nothing for a session that has ended. */
	readonly lasts: () => Promise<boolean>;
};

const pause = 1000; // ms between two checks

export function createSignInBlock(facts: Pick<Facts, 'write'>, {accounts, clock}: Pick<Tools, 'accounts' | 'clock'>): SignInBlock {
	let until = 0; // 0: nothing blocks
	let account: string | undefined; // whose session has ended
	let unwritten: FailureFacts | undefined; // begin() is called in the middle of something else: written with the next check

	const isOut = async (name: string) => {
		try {
			const {tokens} = await accounts.get(name);
			return tokens === undefined;
		} catch {
			return false; // the next try says why
		}
	};

	return {
		begin(failure) {
			unwritten = failureFacts(failure);
			until = clock.now() + pause;
			account = failure instanceof SessionEnded ? failure.account : undefined;
		},
		async lasts() {
			if (until === 0) {
				return false;
			}

			if (unwritten !== undefined) {
				facts.write('blocked', unwritten);
				unwritten = undefined;
			}

			if (clock.now() >= until && account !== undefined && await isOut(account)) {
				until = clock.now() + pause;
			}

			const left = until - clock.now();
			if (left > 0 && left <= pause) { // further ahead than it can be: the clock was set back
				return true;
			}

			facts.write('blocked', undefined);
			until = 0;
			return false;
		},
	};
}
