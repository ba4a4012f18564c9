import type {AccountFacts} from '../../jotta/account.ts';
import {createStore, type Store} from './store.ts';

/** The account that is shown, and whether the service answers. */
export type SignedInState = {
	readonly account?: AccountFacts | undefined;
	readonly accountName?: string | undefined;
	readonly isOffline: boolean;
	readonly homeChanges: number; // since the start: `homeOf` of the service answers differently after each
	readonly stalledSeconds?: number | undefined; // the service has been asked and does not answer
};

export type SignedIn = Store<SignedInState> & {
	/** The service has told about an account. */
	readonly show: (account: AccountFacts, accountName: string) => void;
	/** Nobody is shown. */
	readonly forget: () => void;
	/** An account has another home place: what shows one is drawn again. */
	readonly noteHomeChange: () => void;
	readonly setOffline: (isOffline: boolean) => void;
	readonly setStalledSeconds: (seconds: number | undefined) => void;
};

export function createSignedIn(): SignedIn {
	const store = createStore<SignedInState>({isOffline: false, homeChanges: 0});
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
		noteHomeChange() {
			change({homeChanges: store.get().homeChanges + 1});
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
