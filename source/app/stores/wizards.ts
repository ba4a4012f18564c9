import {createStore, type Store} from './store.ts';
import type {OpenWizard} from './wizard.ts';

/** The wizard in front of everything, and whom it has been left for. */
type WizardsState = {
	readonly wizard?: OpenWizard | undefined;
	readonly leftWizards: readonly string[]; // accounts whose sign-in has ended, and that are left so for now
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
	const store = createStore<WizardsState>({leftWizards: []});
	return {
		...store,
		open(wizard) {
			store.set({...store.get(), wizard});
		},
		close() {
			store.set({...store.get(), wizard: undefined});
		},
		leave(account) {
			store.set({...store.get(), leftWizards: [...store.get().leftWizards, account]});
		},
		keepLeft(leftWizards) {
			store.set({...store.get(), leftWizards});
		},
	};
}
