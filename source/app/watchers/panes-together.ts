import {isSameLocation, nearestParent, type Location} from '../../files/location.ts';
import {foldName} from '../../jotta/names.ts';
import {lastName} from '../../transfers/location-text.ts';
import type {App} from '../app.ts';
import {otherPane} from '../panes.ts';
import {locationOf} from '../stores/pane/state.ts';

/** While the panes go together, makes the other pane follow the active one: into a folder of the same name, and up. */
export function keepPanesTogether(app: App): () => void {
	const stops = app.panes.map((pane, side) => {
		let before = pane.get().location;
		return pane.subscribe(() => {
			const {location} = pane.get();
			if (location === before) {
				return;
			}

			const old = before;
			before = location;
			const {isTogether} = app.stores.browsing.get();
			const {active} = app.stores.window.get();
			if (isTogether && active === side) {
				follow(app, old, location);
			}
		});
	});
	return () => {
		for (const stop of stops) {
			stop();
		}
	};
}

function follow(app: App, old: Location, location: Location): void {
	const other = otherPane(app);
	const state = other.get();
	const up = nearestParent(old);
	const into = nearestParent(location);
	if (up && isSameLocation(up.location, location)) {
		app.attempt(async () => other.goUp());
	} else if (into && isSameLocation(into.location, old)) {
		const name = lastName(location, app.service.names);
		const row = state.entries.find(entry => entry.kind === 'folder' && foldName(entry.name) === foldName(name));
		if (row) {
			app.attempt(async () => other.goTo(locationOf(state, row)));
		} else {
			app.stores.messages.say(`The other side has no folder ${name}.`);
		}
	}
}
