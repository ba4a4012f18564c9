import {existsSync} from 'node:fs';

/** Which of SQLite's errors it is, without their finer kinds; nothing where it is none. */
export function sqliteCode(error: unknown): number | undefined {
	return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode % 256 : undefined;
}

const damage = new Set([11, 26]); // SQLITE_CORRUPT, NOTADB

/** Whether the error says that a file is damaged, or is no database at all: a folder, too. */
export function isDamage(error: unknown, file: string): boolean {
	return damage.has(sqliteCode(error) ?? 0) || existsSync(`${file}/.`);
}
