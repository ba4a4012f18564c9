import {createStore, type Store} from '../store.ts';
import type {OpenWizard} from './wizard.ts';

/** The open wizard, and the accounts for which it was closed without signing in. */
type WizardsState = {
	readonly current?: OpenWizard | undefined;
	readonly left: readonly string[]; // accounts that are signed out and stay so for now
};

export type Wizards = Store<WizardsState> & {
	readonly open: (wizard: OpenWizard) => void;
	readonly close: () => void;
	/** The person has declined to sign in: the wizard is not offered for this account again. */
	readonly leave: (account: string) => void;
	/** Replaces the list of accounts that stay signed out. */
	readonly keepLeft: (accounts: readonly string[]) => void;
};

/** Starts without a wizard. */
export function createWizards(): Wizards {
	const store = createStore<WizardsState>({left: []});
	return {
		...store,
		open(current) {
			store.set({...store.get(), current});
		},
		close() {
			store.set({...store.get(), current: undefined});
		},
		leave(account) {
			store.set({...store.get(), left: [...store.get().left, account]});
		},
		keepLeft(left) {
			store.set({...store.get(), left});
		},
	};
}
