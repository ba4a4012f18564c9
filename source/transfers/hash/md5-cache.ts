import type {BigIntStats} from 'node:fs';
import type {FileKey, Md5Rows} from '../store/md5-rows.ts';
import {isUnwritable} from '../unwritable-queue.ts';

/** MD5s of files that have not changed, by device, inode, size, mtime and ctime in nanoseconds. */
export type Md5Cache = {
	readonly find: (file: BigIntStats) => string | undefined;
	readonly keep: (file: BigIntStats, md5: string) => void;
	/** It is hashed the next time: the service has found another content. */
	readonly forget: (file: BigIntStats) => void;
};

/** Where it cannot be written, what this process has found is known to this process. */
export function createMd5Cache(rows: Md5Rows): Md5Cache {
	const keyOf = ({dev, ino, size, mtimeNs, ctimeNs}: BigIntStats): FileKey => [String(dev), String(ino), String(size), String(mtimeNs), String(ctimeNs)];
	const unwritten = new Map<string, string>();
	const unlessUnwritable = (write: () => void, otherwise: () => void) => {
		try {
			write();
		} catch (error) {
			if (!isUnwritable(error)) {
				throw error;
			}

			otherwise();
		}
	};

	return {
		find(file) {
			const key = keyOf(file);
			const found = unwritten.get(key.join(' ')) ?? rows.find(key);
			return found === '' ? undefined : found; // forgotten, and the row could not be removed
		},
		keep(file, md5) {
			const key = keyOf(file);
			unlessUnwritable(() => {
				rows.keep(key, md5);
			}, () => {
				unwritten.set(key.join(' '), md5);
			});
		},
		forget(file) {
			const key = keyOf(file);
			unwritten.delete(key.join(' '));
			unlessUnwritable(() => {
				rows.forget(key);
			}, () => {
				unwritten.set(key.join(' '), '');
			});
		},
	};
}

/** Whether a file is still the one that was looked at before. */
export function isUnchangedFile(before: BigIntStats, now: BigIntStats): boolean {
	return before.ino === now.ino && before.size === now.size && before.mtimeNs === now.mtimeNs && before.ctimeNs === now.ctimeNs;
}
