import type {Location} from '../../files/location.ts';
import {createStore, type Store} from './store.ts';

/** The file whose versions the versions screen shows. */
type VersionsSubject = {readonly location: Extract<Location, {kind: 'cloud'}>; readonly name: string};

/** The account whose places the places screen shows, and the path of its home place. */
export type PlacesSubject = {readonly account: string; readonly home: string};

/** What browsing leaves behind for later keys. */
type BrowsingState = {
	readonly isTogether: boolean; // both panes enter the same folders
	readonly lastFilter: string; // what n and N search for
	readonly subject?: VersionsSubject | undefined;
	readonly placesSubject: PlacesSubject; // nobody's until they are opened
};

export type Browsing = Store<BrowsingState> & {
	/** Returns whether the panes now move together. */
	readonly toggleTogether: () => boolean;
	readonly rememberFilter: (text: string) => void;
	readonly showVersionsOf: (subject: VersionsSubject) => void;
	readonly showPlacesOf: (subject: PlacesSubject) => void;
};

/** Starts with independent panes and no filter. */
export function createBrowsing(): Browsing {
	const store = createStore<BrowsingState>({isTogether: false, lastFilter: '', placesSubject: {account: '', home: ''}});
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
		showPlacesOf(placesSubject) {
			store.set({...store.get(), placesSubject});
		},
	};
}
