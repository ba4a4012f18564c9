import type {DatabaseSync} from 'node:sqlite';
import {prepared} from './database.ts';

/** What tells a file, and that nobody has written to it: numbers as text. */
export type FileKey = readonly [device: string, inode: string, size: string, mtime: string, ctime: string];

/** MD5s of files of the disk; of each file the last one. */
export type Md5Rows = {
	readonly find: (file: FileKey) => string | undefined;
	readonly keep: (file: FileKey, md5: string) => void;
	readonly forget: (file: FileKey) => void;
};

export function createMd5Rows(database: DatabaseSync): Md5Rows {
	return {
		find(file) {
			const md5 = prepared(database, 'SELECT md5 FROM md5_cache WHERE device = ? AND inode = ? AND size = ? AND mtime = ? AND ctime = ?').get(...file)?.md5;
			return typeof md5 === 'string' ? md5 : undefined;
		},
		keep(file, md5) {
			prepared(database, 'INSERT OR REPLACE INTO md5_cache VALUES (?, ?, ?, ?, ?, ?)').run(...file, md5);
		},
		forget(file) {
			prepared(database, 'DELETE FROM md5_cache WHERE device = ? AND inode = ? AND size = ? AND mtime = ? AND ctime = ?').run(...file);
		},
	};
}
