import {folderOf, isSameLocation, type Location} from '../../../files/location.ts';
import type {App} from '../../app.ts';

/** Reloads the panes that show the parent folder of one of these places. */
export async function reloadFolders({panes}: App, locations: readonly Location[]): Promise<void> {
	await Promise.all(panes
		.filter(pane => locations.some(location => isSameLocation(folderOf(location), pane.get().location)))
		.map(async pane => pane.reload()));
}
