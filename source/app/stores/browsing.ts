import type {Location} from '../../files/location.ts';
import {createStore, type Store} from './store.ts';

/** The file whose versions are shown. */
type VersionsSubject = {readonly location: Extract<Location, {kind: 'cloud'}>; readonly name: string};

/** What going around in the panes has left for later keys. */
type BrowsingState = {
	readonly isTogether: boolean; // the panes go into folders together
	readonly lastFilter: string; // what n and N look for
	readonly subject?: VersionsSubject | undefined;
};

export type Browsing = Store<BrowsingState> & {
	/** Gives back whether the panes go together now. */
	readonly toggleTogether: () => boolean;
	readonly rememberFilter: (text: string) => void;
	readonly showVersionsOf: (subject: VersionsSubject) => void;
};

export function createBrowsing(): Browsing {
	const store = createStore<BrowsingState>({isTogether: false, lastFilter: ''});
	return {
		...store,
		toggleTogether() {
			const isTogether = !store.get().isTogether;
			store.set({...store.get(), isTogether});
			return isTogether;
		},
		rememberFilter(lastFilter) {
			store.set({...store.get(), lastFilter});
		},
		showVersionsOf(subject) {
			store.set({...store.get(), subject});
		},
	};
}
