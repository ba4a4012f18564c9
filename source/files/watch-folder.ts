import type {Buffer} from 'node:buffer';
import {watch, type FSWatcher} from 'node:fs';
import {diskPath, localName} from './local-name.ts';
import {isPartName} from './part-file.ts';

/**
Calls back with the entry of a folder on this disk that somebody has changed; without one where the system does not say which.
It is only a hint: where a folder cannot be watched, nothing is called and nothing fails. Returns how to stop.
*/
export function watchFolder(path: string, onChange: (segment: string | undefined) => void): () => void {
	let watcher: FSWatcher | undefined;
	try {
		watcher = watch(diskPath(path), {encoding: 'buffer', persistent: false}, (_, name: Buffer | null) => { // eslint-disable-line n/prefer-promises/fs -- that one begins to watch only when it is read
			const segment = name ? localName(name) : undefined;
			if (segment === undefined || !isPartName(segment)) {
				onChange(segment);
			}
		});
		watcher.on('error', () => {
			watcher?.close();
		});
	} catch {
		// Too many watched folders, or a file system that cannot: Ctrl-R reads again.
	}

	return () => {
		watcher?.close();
	};
}
