import {statSync} from 'node:fs';

/** Another text when a file was changed or replaced by another since; the same while it is not there. */
export function fileStamp(file: string): string {
	const found = statSync(file, {bigint: true, throwIfNoEntry: false});
	return `${found?.ino} ${found?.size} ${found?.mtimeNs}`;
}
