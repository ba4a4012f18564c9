import type {ListState} from '../stores/list.ts';
import {cleanText} from '../../clean-text.ts';
import type {TreeEntry} from '../../files/file-system.ts';
import {parentPath} from '../../files/location.ts';
import {
	counted,
	longDate,
	longSize,
	shortSize,
} from '../../format.ts';
import type {NameCodec} from '../../jotta/name-codec.ts';
import {daysLeft} from '../../jotta/trash/trash.ts';
import type {Version} from '../../jotta/versions.ts';
import {
	cutEnd,
	cutMiddle,
	cutStart,
	padEnd,
	padStart,
} from '../text/cut-text.ts';
import type {Glyphs} from './glyphs.ts';

/*
The rows of the lists that fill the screen, each exactly as wide as the screen.
*/

type RowStyle = {readonly glyphs: Glyphs; readonly names: NameCodec};

function folderText(path: string, {glyphs: {crumb}, names}: RowStyle): string {
	return parentPath(path).split('/').filter(Boolean).map(segment => cleanText(names.toShown(segment))).join(` ${crumb} `);
}

function fit(parts: readonly string[], cells: number): string {
	return padEnd(cutEnd(` ${parts.join(' ')}`, cells), cells);
}

/** A row of the trash: name, size, folder, time of deletion, days left. */
export function trashRow({path, entry}: TreeEntry, cells: number, {now, ...style}: RowStyle & {readonly now: number}): string {
	const {name, kind, size, deletedAt, state} = entry;
	const dates = cells >= 100 ? 26 : 8;
	const left = deletedAt === undefined ? (state === undefined ? '' : 'partial') : counted(daysLeft(deletedAt, now), 'day');
	const nameCells = Math.max(8, Math.floor((cells - dates - 10) * 0.5));
	return fit([
		padEnd(cutMiddle(cleanText(name) + (kind === 'folder' ? '/' : ''), nameCells), nameCells),
		padStart(size === undefined ? '' : shortSize(size), 6),
		padEnd(cutStart(folderText(path, style), cells - nameCells - dates - 10), cells - nameCells - dates - 10),
		...(dates > 20 ? [deletedAt === undefined ? ' '.repeat(16) : longDate(deletedAt)] : []),
		padStart(left, 8),
	], cells);
}

/** The column heads of the trash. */
export function trashHead(cells: number): string {
	const dates = cells >= 100 ? 26 : 8;
	const nameCells = Math.max(8, Math.floor((cells - dates - 10) * 0.5));
	return fit([padEnd('Name', nameCells), padStart('Size', 6), padEnd('Where it was', cells - nameCells - dates - 10), ...(dates > 20 ? [padEnd('Deleted', 16)] : []), padStart('Left', 8)], cells);
}

/** A version: number, state, size, times, MD5. */
export function versionRow({number, state, size, md5, modified, updated}: Version, cells: number): string {
	return fit([
		padStart(`v${number}`, 5),
		padEnd(state, 11),
		padStart(size === undefined ? '' : longSize(size), 10),
		padEnd(modified === undefined ? '' : longDate(modified), 17),
		...(cells >= 100 ? [padEnd(updated === undefined ? '' : longDate(updated), 17), md5 ?? ''] : [md5 === undefined ? '' : `${md5.slice(0, 8)}…`]),
	], cells);
}

/** The column heads of the versions. */
export function versionHead(cells: number): string {
	return fit([padStart('No', 5), padEnd('State', 11), padStart('Size', 10), padEnd('Modified', 17), ...(cells >= 100 ? [padEnd('Uploaded', 17), 'MD5'] : ['MD5'])], cells);
}

/** A public link: name, size, folder. */
export function linkRow({path, entry: {name, kind, size, deletedAt}}: TreeEntry, cells: number, style: RowStyle): string {
	const nameCells = Math.floor((cells - 10) * 0.5);
	return fit([
		padEnd(cutMiddle(cleanText(name) + (kind === 'folder' ? '/' : ''), nameCells), nameCells),
		padStart(size === undefined ? '' : shortSize(size), 6),
		cutStart(`${folderText(path, style)}${deletedAt === undefined ? '' : ', in the trash'}`, cells - nameCells - 9),
	], cells);
}

/** The column heads of the public links. */
export function linkHead(cells: number): string {
	const nameCells = Math.floor((cells - 10) * 0.5);
	return fit([padEnd('Name', nameCells), padStart('Size', 6), 'Where it is'], cells);
}

/** A recently changed file: name, size, time, folder. */
export function latestRow({path, entry: {name, size, modified}}: TreeEntry, cells: number, style: RowStyle): string {
	const nameCells = Math.floor((cells - 26) * 0.5);
	return fit([
		padEnd(cutMiddle(cleanText(name), nameCells), nameCells),
		padStart(size === undefined ? '' : shortSize(size), 6),
		padEnd(modified === undefined ? '' : longDate(modified), 16),
		cutStart(folderText(path, style), cells - nameCells - 26),
	], cells);
}

/** The column heads of the recently changed files. */
export function latestHead(cells: number): string {
	const nameCells = Math.floor((cells - 26) * 0.5);
	return fit([padEnd('Name', nameCells), padStart('Size', 6), padEnd('Modified', 16), 'Where it is'], cells);
}

/** What a list's title counts: nothing of rows that have not arrived. */
export function countSoFar(count: string, {rows, isLoading, problem}: ListState<unknown>): string {
	const isWhole = !isLoading && problem === undefined;
	return isWhole ? count : (rows.length === 0 ? '' : `so far ${count}`);
}
