import type {Entry} from '../../files/entry.ts';
import {baseSegment, folderOf, type Location} from '../../files/location.ts';
import type {App} from '../app.ts';

/** Shows a new or changed entry in both panes without listing the folder again. */
export function showPlaced({panes}: Pick<App, 'panes'>, folder: Location, entry: Entry): void {
	for (const pane of panes) {
		pane.apply({kind: 'placed', folder, entry});
	}
}

/** Removes an entry from both panes without listing the folder again. */
export function showRemoved({panes}: Pick<App, 'panes'>, location: Location): void {
	for (const pane of panes) {
		pane.apply({kind: 'removed', folder: folderOf(location), segment: baseSegment(location.path)});
	}
}
