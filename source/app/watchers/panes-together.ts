import {baseSegment, isSameLocation, type Location} from '../../files/location.ts';
import {segmentsOf} from '../../jotta/addresses.ts';
import {foldName} from '../../jotta/names.ts';
import {lastName} from '../../transfers/location-text.ts';
import type {App} from '../app.ts';
import type {Pane} from '../stores/pane/pane.ts';
import {plainName} from '../stores/pane/plain-name.ts';
import {locationOf} from '../stores/pane/state.ts';
import {
	isSameWay,
	lineOf,
	wayBetween,
	type Way,
} from '../stores/pane/way.ts';
import type {Side} from '../stores/window.ts';

/*
Synchronised browsing. `pair` is where both panes stood last at places that belong together. Only from there does the other
pane follow. When it cannot, it stays: the panes are apart, and go together again once both stand at such places.
*/

/** While the panes go together, makes the other pane follow the active one: into folders of the same names, and up. */
export function keepPanesTogether(app: App): () => void {
	let steps = Promise.resolve(); // in order: the other pane may still be reading the folder in which the next one is looked up
	const stops = app.panes.map((pane, index) => {
		const side: Side = index === 0 ? 0 : 1;
		let before = pane.get().location;
		return pane.subscribe(() => {
			const {location} = pane.get();
			const hasMoved = location !== before;
			before = location;
			if (!hasMoved || app.stores.browsing.get().together.state === 'off') {
				return;
			}

			const isActive = app.stores.window.get().active === side;
			steps = steps.then(async () => settle(app, side, {location, isActive})).catch(app.stores.messages.report);
		});
	});
	return () => {
		for (const stop of stops) {
			stop();
		}
	};
}

/** After a pane has moved: the other one follows, or it is seen whether they still stand together. */
async function settle(app: App, side: Side, {location, isActive}: {readonly location: Location; readonly isActive: boolean}): Promise<void> {
	const {panes, service: {names}, stores: {browsing}} = app;
	const {together} = browsing.get();
	if (together.state === 'off' || (together.state === 'on' && isSameLocation(together.pair[side], location))) {
		return; // it is the one that has followed
	}

	const other = otherSide(side);
	const mayFollow = isActive && together.state === 'on' && isSameLocation(panes[other].get().location, together.pair[other]);
	const way = mayFollow ? wayBetween(together.pair[side], location, names) : undefined;
	if (way && way.up > 0) {
		followUp(app, side, {way, location});
	} else if (way) {
		await followDown(app, side, {way, location});
	} else {
		lookAgain(app, side);
	}
}

function otherSide(side: Side): Side {
	return side === 0 ? 1 : 0;
}

/** Whether both panes have gone the same way from where they stood together, or stand there the other way round. */
function lookAgain({panes, service: {names}, stores: {browsing, messages}}: App, side: Side): void {
	const {together} = browsing.get();
	if (together.state === 'off') {
		return;
	}

	const [left, right] = together.pair;
	const pair = [panes[0].get().location, panes[1].get().location] as const;
	const isTogether = isSameWay(wayBetween(left, pair[0], names), wayBetween(right, pair[1], names)) || (isSameLocation(left, pair[1]) && isSameLocation(right, pair[0]));
	if (isTogether) {
		browsing.setTogether({state: 'on', pair});
	} else if (together.state === 'on') {
		browsing.setTogether({...together, state: 'apart'});
		messages.say(`The other side stays. Both go together again from ${lastName(together.pair[side], names)} on; = s twice: from here.`);
	}
}

type Following = {readonly way: Way; readonly location: Location}; // of the pane that has moved

function followUp(app: App, side: Side, {way: {up}, location}: Following): void {
	const line = lineOf(app.panes[otherSide(side)].get().location);
	const above = line[up];
	if (above === undefined || (above.kind === 'cloud' && segmentsOf(above.path).length < 2)) { // the places of an account are a screen of their own
		stay(app, 'The other side is at its top');
	} else {
		goAlong(app, side, {moved: location, followed: above, focus: baseSegment(line[up - 1]!.path)});
	}
}

/** Down as far as there are such folders. */
async function followDown(app: App, side: Side, {way: {down}, location}: Following): Promise<void> {
	const {service: {names}} = app;
	const other = app.panes[otherSide(side)];
	const line = lineOf(location);
	for (const [index, name] of down.entries()) {
		const {together} = app.stores.browsing.get();
		const {location: start} = other.get();
		await whenRead(other, app);
		const state = other.get();
		if (!isSameLocation(state.location, start) || app.stores.browsing.get().together !== together) {
			return; // somebody has moved it meanwhile
		}

		const moved = line[down.length - 1 - index]!;
		const folders = state.entries.filter(({kind}) => kind === 'folder');
		const row = [lastName(moved, names), name].map(wanted => folders.find(entry => foldName(entry.name) === foldName(wanted))).find(Boolean)
			?? folders.find(({segment}) => foldName(plainName(segment, state.location, names)) === foldName(name));
		if (!row) {
			stay(app, state.problem ? 'The other side could not be read' : `The other side has no folder ${name}`);
			return;
		}

		goAlong(app, side, {moved, followed: locationOf(state, row)});
	}
}

/** Resolves when the pane is no longer reading, or the panes do not go together any more. */
async function whenRead(pane: Pane, {stores: {browsing}}: App): Promise<void> {
	const {together} = browsing.get();
	while (pane.get().isLoading && browsing.get().together === together) {
		const changed = Promise.withResolvers<void>();
		const stops = [pane, browsing].map(({subscribe}) => subscribe(changed.resolve));
		await changed.promise;
		for (const stop of stops) {
			stop();
		}
	}
}

function stay({stores: {browsing, messages}}: App, why: string): void {
	const {together} = browsing.get();
	if (together.state === 'off') {
		return;
	}

	browsing.setTogether({...together, state: 'apart'});
	messages.say(`${why}: it stays, and goes along again when you are back.`);
}

type Step = {readonly moved: Location; readonly followed: Location; readonly focus?: string};

/** The pair is set first: the change of the other pane is then known to be this one. */
function goAlong(app: App, side: Side, {moved, followed, focus}: Step): void {
	app.stores.browsing.setTogether({state: 'on', pair: side === 0 ? [moved, followed] : [followed, moved]});
	app.attempt(async () => app.panes[otherSide(side)].goTo(followed, focus));
}
