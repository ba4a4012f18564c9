import type {AccountFacts} from '../../jotta/account.ts';
import {createStore, type Store} from './store.ts';

/** The account in the top line, and whether the service answers. */
export type SignedInState = {
	readonly account?: AccountFacts | undefined;
	readonly accountName?: string | undefined;
	readonly isOffline: boolean;
	readonly stalledSeconds?: number | undefined; // for how long the service has left a request unanswered
};

export type SignedIn = Store<SignedInState> & {
	/** Shows an account that the service has just described: so it is online. */
	readonly show: (account: AccountFacts, accountName: string) => void;
	/** Shows no account. */
	readonly forget: () => void;
	readonly setOffline: (isOffline: boolean) => void;
	readonly setStalledSeconds: (seconds: number | undefined) => void;
};

/** Starts without an account. */
export function createSignedIn(): SignedIn {
	const store = createStore<SignedInState>({isOffline: false});
	const change = (part: Partial<SignedInState>) => {
		store.set({...store.get(), ...part});
	};

	return {
		...store,
		show(account, accountName) {
			change({account, accountName, isOffline: false});
		},
		forget() {
			change({account: undefined, accountName: undefined});
		},
		setOffline(isOffline) {
			if (isOffline !== store.get().isOffline) {
				change({isOffline});
			}
		},
		setStalledSeconds(stalledSeconds) {
			if (stalledSeconds !== store.get().stalledSeconds) {
				change({stalledSeconds});
			}
		},
	};
}
