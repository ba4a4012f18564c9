import type {BigIntStats} from 'node:fs';
import type {DatabaseSync} from 'node:sqlite';
import {isUnwritable} from '../unwritable.ts';

/** MD5s of files that have not changed, by device, inode, size, mtime and ctime in nanoseconds. */
export type Md5Cache = {
	readonly find: (file: BigIntStats) => string | undefined;
	readonly keep: (file: BigIntStats, md5: string) => void;
};

export function openMd5Cache(database: DatabaseSync): Md5Cache {
	const find = database.prepare('SELECT md5 FROM md5_cache WHERE device = ? AND inode = ? AND size = ? AND mtime = ? AND ctime = ?');
	const keep = database.prepare('INSERT OR REPLACE INTO md5_cache VALUES (?, ?, ?, ?, ?, ?)');
	const key = ({dev, ino, size, mtimeNs, ctimeNs}: BigIntStats) => [dev, ino, size, mtimeNs, ctimeNs].map(String) as [string, string, string, string, string];
	const unwritten = new Map<string, string>(); // what this process knows although there was no room to write it down
	return {
		find(file) {
			const md5 = unwritten.get(key(file).join(' ')) ?? find.get(...key(file))?.md5;
			return typeof md5 === 'string' ? md5 : undefined;
		},
		keep(file, md5) {
			try {
				keep.run(...key(file), md5);
			} catch (error) {
				if (!isUnwritable(error)) {
					throw error;
				}

				unwritten.set(key(file).join(' '), md5);
			}
		},
	};
}

/** Whether a file is still the one that was looked at before. */
export function isUnchanged(before: BigIntStats, now: BigIntStats): boolean {
	return before.ino === now.ino && before.size === now.size && before.mtimeNs === now.mtimeNs && before.ctimeNs === now.ctimeNs;
}
