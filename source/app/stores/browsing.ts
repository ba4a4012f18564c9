import type {Location} from '../../files/location.ts';
import {createStore, type Store} from './store.ts';

/** The file whose versions the versions screen shows. */
type VersionsSubject = {readonly location: Extract<Location, {kind: 'cloud'}>; readonly name: string};

/** The account whose places the places screen shows, and the path of its home place. */
export type PlacesSubject = {readonly account: string; readonly home: string};

/** Synchronised browsing. Apart: one pane is where the other could not follow. `pair`: where both stood last at places that belong together. */
export type Together =
	| {readonly state: 'off'}
	| {readonly state: 'on' | 'apart'; readonly pair: readonly [Location, Location]};

/** What browsing leaves behind for later keys. */
type BrowsingState = {
	readonly together: Together;
	readonly lastFilter: string; // what n and N search for
	readonly subject?: VersionsSubject | undefined;
	readonly placesSubject: PlacesSubject; // nobody's until they are opened
};

export type Browsing = Store<BrowsingState> & {
	readonly setTogether: (together: Together) => void;
	readonly rememberFilter: (text: string) => void;
	readonly showVersionsOf: (subject: VersionsSubject) => void;
	readonly showPlacesOf: (subject: PlacesSubject) => void;
};

/** Starts with independent panes and no filter. */
export function createBrowsing(): Browsing {
	const store = createStore<BrowsingState>({together: {state: 'off'}, lastFilter: '', placesSubject: {account: '', home: ''}});
	return {
		...store,
		setTogether(together) {
			store.set({...store.get(), together});
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
