import type {App} from '../../app.ts';
import {rowsFrom, rowStart} from '../../layout/view-text.ts';
import {fieldOf} from '../../stores/field.ts';
import {firstShown} from './view.ts';

/** Asks for a text, and goes to the first row that contains it. */
export function startSearch(app: App): void {
	const {stores: {viewer, messages, window}} = app;
	if (viewer.get().picture) {
		messages.say('This is a picture: there is no text in it to look for.');
		return;
	}

	window.open({
		kind: 'prompt',
		label: 'Look for:',
		field: fieldOf(viewer.get().query),
		onSubmit(query) {
			viewer.leaveSearch();
			viewer.lookFor(query);
			if (query !== '') {
				find(app, {at: topOf(app), isBackward: false});
			}
		},
	});
}

/** Goes to the next row that contains the text. A search that is under way goes on. */
export function searchOn(app: App): void {
	const {stores: {viewer, window}} = app;
	const state = viewer.get();
	if (state.query === '' || state.picture) {
		startSearch(app);
		return;
	}

	const at = topOf(app);
	const [row] = rowsFrom(state, at, {cells: window.get().size.columns, most: 1});
	find(app, {at: row?.end ?? at, isBackward: false});
}

/** Goes to the previous row that contains the text. */
export function searchBack(app: App): void {
	const {query, picture} = app.stores.viewer.get();
	if (query === '' || picture) {
		startSearch(app);
	} else {
		find(app, {at: topOf(app), isBackward: true});
	}
}

/** The first row's position: of the one that was found last, even if the screen begins above it, since the file ends there. */
function topOf(app: App): number {
	const {top, from, bytes} = app.stores.viewer.get();
	return top <= from + bytes.length ? top : firstShown(app);
}

function find(app: App, from: {readonly at: number; readonly isBackward: boolean}): void {
	const {stores: {viewer, window, messages}} = app;
	const {query, searching, name} = viewer.get();
	if (searching?.query === query && searching.isBackward === from.isBackward) {
		return;
	}

	app.attempt(async () => {
		const found = await viewer.find(from);
		if (!found) {
			messages.say(`“${query}” is not found ${from.isBackward ? 'above' : 'below'}.`);
			return;
		}

		await viewer.readAround(found.at);
		if (viewer.get().name === name) {
			viewer.scrollTo(rowStart(viewer.get(), found, window.get().size.columns));
		}
	});
}
