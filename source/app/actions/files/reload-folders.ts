import {folderOf, isSameLocation, type Location} from '../../../files/location.ts';
import type {App} from '../../app.ts';

/** Panes that show a folder of these places read it again. */
export async function reloadFolders({panes}: App, locations: readonly Location[]): Promise<void> {
	await Promise.all(panes
		.filter(pane => locations.some(location => isSameLocation(folderOf(location), pane.get().location)))
		.map(async pane => pane.reload()));
}
