import {showPlaced} from '../show-changes.ts';
import {Failure} from '../../../failure.ts';
import {counted, longDate} from '../../../format.ts';
import {parseTime} from '../../../parse-time.ts';
import type {App} from '../../app.ts';
import {activePane} from '../../panes.ts';
import {fieldOf} from '../../stores/field.ts';
import {chosen} from '../../stores/pane/marks.ts';
import {folderOf} from '../../../files/location.ts';

/** Asks for a modification time and sets it. In the cloud this needs only the hash: no content is sent. */
export function startSetTime(app: App): void {
	const {stores: {messages, window}, service: {clock}} = app;
	const files = chosen(activePane(app).get()).filter(({entry}) => entry.kind === 'file');
	const first = files[0]?.entry;
	if (!first) {
		messages.say('Times are of files: put the cursor on one.');
		return;
	}

	window.open({
		kind: 'prompt',
		label: `${files.length === 1 ? first.name : counted(files.length, 'file')} modified at (or now):`,
		field: fieldOf(longDate(first.modified ?? clock.now())),
		onSubmit(text) {
			app.attempt(async () => {
				const wanted = readTime(text, clock.now());
				for (const {entry, location} of files) {
					const system = await app.service.openFileSystem(location);
					const modified = await system.setModified(location.path, wanted);
					showPlaced(app, folderOf(location), {...entry, modified});
				}

				messages.say(`${files.length === 1 ? first.name : counted(files.length, 'file')} modified at ${longDate(wanted)} now.`);
			});
		},
	});
}

/** Reads a time in the local zone, such as `2026-04-02 11:21`, `2026-04-02` or `now`: ms since 1970. */
function readTime(text: string, now: number): number {
	const written = text.trim();
	const time = written === 'now' ? now : parseTime(/^\d{4}-\d{1,2}-\d{1,2}$/v.test(written) ? `${written} 00:00` : written);
	if (time === undefined) {
		throw new Failure('usage', `${text} is no time.`, {nextStep: 'Write it like 2026-04-02 11:21.'});
	}

	return time;
}
