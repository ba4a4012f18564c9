import type {BigIntStats} from 'node:fs';
import type {FileKey, Md5Rows} from '../store/md5-rows.ts';
import {isUnwritable} from '../unwritable-queue.ts';

/** MD5s of files that have not changed, by device, inode, size, mtime and ctime in nanoseconds. */
export type Md5Cache = {
	readonly find: (file: BigIntStats) => string | undefined;
	readonly keep: (file: BigIntStats, md5: string) => void;
};

/** Where it cannot be written, what this process has found is known to this process. */
export function createMd5Cache(rows: Md5Rows): Md5Cache {
	const keyOf = ({dev, ino, size, mtimeNs, ctimeNs}: BigIntStats): FileKey => [String(dev), String(ino), String(size), String(mtimeNs), String(ctimeNs)];
	const unwritten = new Map<string, string>();
	return {
		find(file) {
			const key = keyOf(file);
			return unwritten.get(key.join(' ')) ?? rows.find(key);
		},
		keep(file, md5) {
			const key = keyOf(file);
			try {
				rows.keep(key, md5);
			} catch (error) {
				if (!isUnwritable(error)) {
					throw error;
				}

				unwritten.set(key.join(' '), md5);
			}
		},
	};
}

/** Whether a file is still the one that was looked at before. */
export function isUnchangedFile(before: BigIntStats, now: BigIntStats): boolean {
	return before.ino === now.ino && before.size === now.size && before.mtimeNs === now.mtimeNs && before.ctimeNs === now.ctimeNs;
}
