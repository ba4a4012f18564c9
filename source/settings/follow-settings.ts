import type {Clock} from '../clock.ts';
import type {Directories} from './directories.ts';
import {fileStamp} from './file-stamp.ts';
import {readSettings} from './settings.ts';
import type {Settings} from './setting-table.ts';

const checkEvery = 200; // ms

/** The current settings, also when another process changes them. The file is checked a few times a second, and read again when it has changed. */
export function followSettings(directories: Directories, clock: Pick<Clock, 'now'>): () => Settings {
	let settings: Settings | undefined;
	let stamp = '';
	let checkedAt = -Infinity;
	return () => {
		const now = clock.now();
		if (settings && Math.abs(now - checkedAt) < checkEvery) { // the clock may be set back
			return settings;
		}

		checkedAt = now;
		const current = fileStamp(directories.settings);
		if (!settings || current !== stamp) {
			stamp = current;
			settings = readSettings(directories).settings;
		}

		return settings;
	};
}
