import {counted} from '../../format.ts';
import type {App} from '../app.ts';
import {screenNames} from '../layout/boxes.ts';
import {
	latestRow,
	linkRow,
	trashRow,
	versionRow,
} from '../layout/list-text.ts';
import {placeRow} from '../layout/place-text.ts';
import type {ListState} from '../stores/list.ts';
import {problemWith, type OwnKeys} from '../keymap/advice-text.ts';
import {withoutColumns, type SpokenLine} from './speaker.ts';

const cells = 1000; // wide enough that no name is cut

/** A list screen: its title, its length, and the row under the cursor. */
export function listLines(app: App, screen: 'places' | 'trash' | 'versions' | 'links' | 'latest'): readonly SpokenLine[] {
	const {terminal: {glyphs}, service: {names}, stores: {browsing}} = app;
	const now = app.service.clock.now();
	const title = screenNames[screen];
	switch (screen) {
		case 'places': {
			const look = {
				now, glyphs, names, home: browsing.get().placesSubject.home,
			};
			return linesOf(app.stores.places.get(), {title, keys: app.terminal.keymap}, row => placeRow(row, cells, look));
		}

		case 'trash': {
			return linesOf(app.stores.trash.get(), {title, keys: app.terminal.keymap}, row => trashRow(row, cells, {now, glyphs, names}));
		}

		case 'versions': {
			return linesOf(app.stores.versions.get(), {title: `${title} of ${browsing.get().subject?.name ?? ''}`, keys: app.terminal.keymap}, row => versionRow(row, cells));
		}

		case 'links': {
			return linesOf(app.stores.links.get(), {title, keys: app.terminal.keymap}, row => linkRow(row, cells, {glyphs, names}));
		}

		case 'latest': {
			return linesOf(app.stores.latest.get(), {title, keys: app.terminal.keymap}, row => latestRow(row, cells, {glyphs, names}));
		}

		default: {
			throw new TypeError(`unknown list ${(screen satisfies never)}`);
		}
	}
}

function linesOf<Row>({rows, cursor, marks, isLoading, problem}: ListState<Row>, {title, keys}: {readonly title: string; readonly keys: OwnKeys}, rowText: (row: Row) => string): readonly SpokenLine[] {
	const row = rows[cursor];
	const text = row === undefined ? '' : `${withoutColumns(rowText(row))}${marks.has(row) ? ', marked' : ''}`;
	return [
		{text: `${title}, ${isLoading ? 'reading…' : counted(rows.length, 'row')}`, about: `${title} ${String(isLoading)}`},
		...(problem ? [{text: `Problem: ${problemWith('Ctrl-R reads again.', problem, keys)}`}] : []),
		...(row === undefined ? [] : [{text, about: `${cursor} ${text}`}]),
	];
}
