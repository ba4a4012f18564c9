import {createStore, type Store} from './store.ts';
import type {OpenWizard} from './wizard.ts';

/** The wizard in front of everything, and whom it has been left for. */
type WizardsState = {
	readonly current?: OpenWizard | undefined;
	readonly left: readonly string[]; // accounts whose sign-in has ended, and that are left so for now
};

export type Wizards = Store<WizardsState> & {
	readonly open: (wizard: OpenWizard) => void;
	readonly close: () => void;
	/** The person has left it: this account stays signed out, and is not asked about again. */
	readonly leave: (account: string) => void;
	/** Of those that were left so only these still are. */
	readonly keepLeft: (accounts: readonly string[]) => void;
};

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
