import {
	appendFileSync,
	mkdirSync,
	renameSync,
	statSync,
} from 'node:fs';
import path from 'node:path';
import {makePrivateFile} from './private-file.ts';

const most = 5_242_880; // bytes: some 40,000 requests

/**
Appends lines to a file that only its owner reads. A file that has grown to the limit becomes FILE.1, and the one of that name goes:
at most twice the limit is kept. A line that cannot be written is lost: a log stops nobody.
*/
export function createLogFile(file: string, limit = most): (line: string) => void {
	let size: number | undefined;
	return line => {
		try {
			mkdirSync(path.dirname(file), {recursive: true, mode: 0o700});
			size ??= statSync(file, {throwIfNoEntry: false})?.size ?? 0;
			if (size >= limit) {
				renameSync(file, `${file}.1`);
				size = 0;
			}

			makePrivateFile(file);
			appendFileSync(file, line);
			size += line.length;
		} catch {
			size = undefined;
		}
	};
}
