import {statSync} from 'node:fs';
import type {Clock} from '../clock.ts';
import type {Directories} from './directories.ts';
import {readSettings} from './settings.ts';
import type {Settings} from './setting-table.ts';

const pause = 200; // ms between two looks at the file

/** The settings as they are now, whoever changes them: the file is looked at a few times a second, and read again once it is another one. */
export function followSettings(directories: Directories, clock: Pick<Clock, 'now'>): () => Settings {
	let settings: Settings | undefined;
	let stamp = '';
	let looked = -Infinity;
	return () => {
		const now = clock.now();
		if (settings && Math.abs(now - looked) < pause) { // the clock may be set back
			return settings;
		}

		looked = now;
		const found = statSync(directories.settings, {bigint: true, throwIfNoEntry: false});
		const current = `${found?.ino} ${found?.size} ${found?.mtimeNs}`;
		if (!settings || current !== stamp) {
			stamp = current;
			settings = readSettings(directories).settings;
		}

		return settings;
	};
}
