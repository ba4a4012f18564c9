import * as v from 'valibot';
import type {Directories} from './directories.ts';
import {readSettingsFile, writeSettingsKey} from './settings-file.ts';

/** Places by letter, as they are typed: `/srv/films`, `jotta:Pictures`. */
export type Bookmarks = Readonly<Record<string, string>>;

const schema = v.record(v.pipe(v.string(), v.regex(/^\S$/v)), v.string());

/** `bookmarks` in the settings file; none when that cannot be used. */
export function readBookmarks({settings}: Directories): Bookmarks {
	const parsed = v.safeParse(schema, readSettingsFile(settings).stored.bookmarks);
	return parsed.success ? parsed.output : {};
}

/** Sets a bookmark, or removes it. @throws Failure `permission` */
export async function writeBookmark(letter: string, place: string | undefined, directories: Directories): Promise<void> {
	const {[letter]: _, ...others} = readBookmarks(directories);
	await writeSettingsKey('bookmarks', place === undefined ? others : {...others, [letter]: place}, directories.settings);
}
