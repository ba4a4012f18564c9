import {toFailure} from '../../../failure.ts';
import type {Entry} from '../../../files/entry.ts';
import {counted} from '../../../format.ts';
import {createHasher} from '../../../transfers/hash/hasher.ts';
import {localMd5} from '../../../transfers/hash/local-md5.ts';
import type {App} from '../../app.ts';
import {unhashedFiles, type UnhashedFile} from '../../stores/comparison.ts';
import {comparedText, withVerdicts} from './compare.ts';

const interval = 500; // ms between two comparisons: each takes a while in folders of 100,000 entries

/** Reads the files that need an MD5 to be compared. Esc stops; the MD5s read so far are kept. */
export function compareByContent(app: App): void {
	withVerdicts(app, 'Compared and read as soon as both sides are listed. Esc leaves.', () => {
		const open = unhashedFiles(app.panes, app.stores.comparison);
		if (open.length === 0) {
			app.stores.messages.say(`Nothing to read: the MD5 of all files of equal size is known. Compared: ${comparedText(app)}`);
			return;
		}

		app.work.run(async signal => readAll(app, open, signal));
	});
}

async function readAll(app: App, open: readonly UnhashedFile[], signal: AbortSignal): Promise<void> {
	const {stores: {comparison, messages}, service: {queue: {md5Cache}, clock}} = app;
	const hasher = createHasher({memoryLimit: () => 0});
	let problem: unknown;
	let read = 0;
	let shown = clock.now();
	let fresh = new Map<Entry, string>();
	try {
		for (const {entry, path} of open) {
			messages.say(`Reading ${entry.name}, ${read + 1} of ${open.length}… Esc leaves.`);
			try {
				fresh.set(entry, await localMd5(path, {md5Cache, hasher, signal}));
				read += 1;
			} catch (error) {
				signal.throwIfAborted();
				problem ??= error;
			}

			if (clock.now() - shown >= interval) {
				comparison.addMd5s(fresh);
				fresh = new Map();
				shown = clock.now();
			}
		}
	} finally {
		comparison.addMd5s(fresh);
		await hasher.close();
	}

	messages.say(`Read ${counted(read, 'file')}${problem === undefined ? '.' : `; ${open.length - read} could not be: ${toFailure(problem).message}`} Compared: ${comparedText(app)}`);
}
