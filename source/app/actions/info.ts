import {longDate, longSize} from '../../format.ts';
import {activePane, lastName, type App} from '../app.ts';
import {placeText} from '../layout/rules.ts';
import {currentRow, parentRow} from '../stores/pane-state.ts';

/** All that is known of the entry under the cursor. */
export function showInfo(app: App): void {
	const {session, homeFolder, glyphs} = app;
	const pane = activePane(app).get();
	const row = currentRow(pane);
	if (!row || row === parentRow) {
		session.open({kind: 'info', title: lastName(pane.location), lines: [`place      ${placeText(pane, homeFolder, glyphs)}`]});
		return;
	}

	const facts: ReadonlyArray<readonly [string, string | undefined]> = [
		['place', placeText(pane, homeFolder, glyphs)],
		['kind', row.kind === 'other' ? 'a socket, a device or a link that leads nowhere: it is never copied' : row.kind],
		['size', row.size === undefined ? undefined : `${longSize(row.size)} (${row.size.toLocaleString('en')} bytes)`],
		['modified', row.modified === undefined ? undefined : longDate(row.modified)],
		['created', row.created === undefined ? undefined : longDate(row.created)],
		['md5', row.md5],
		['type', row.mime],
		['version', row.revision === undefined ? undefined : String(row.revision)],
		[pane.location.kind === 'cloud' ? 'public link' : 'link to', row.link],
	];
	session.open({
		kind: 'info',
		title: row.name,
		lines: facts.filter(([, value]) => value !== undefined).map(([label, value]) => `${label.padEnd(12)}${value}`),
	});
}
