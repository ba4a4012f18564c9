import type {TreeEntry} from '../../files/file-system.ts';
import {joinPath, parentPath} from '../../files/location.ts';
import {findEntry} from '../find.ts';
import type {CloudOptions} from '../cloud-options.ts';
import {findSameContent, restoreVersion} from '../versions.ts';
import {recreateFile, type ContentSource} from './recreate.ts';

/*
Restoring a file whose place something alive has taken. A folder has one slot for a name (protocol.md 9.1): the tombstone is no more,
but its content is known from the list, and as a rule it is among the older versions of what is there now.
*/

/**
Puts trashed content back in its place; what is alive there now stays as an older version.
@throws Failure `corrupt` when the content was never complete
@see protocol.md 6.10, 10
*/
export async function restoreOver({path, entry}: TreeEntry, options: CloudOptions): Promise<void> {
	const source = await contentOf({path, entry}, options);
	if (source.revision === undefined) {
		await recreateFile(path, entry, source, options);
	} else {
		await restoreVersion(path, source.revision, options);
	}
}

/**
Restores trashed content under another name, where something alive has its own: the first of `nameOf(1)`, `nameOf(2)`, … that nothing has, not even in the trash.
@returns where it is
*/
export async function restoreBeside({path, entry}: TreeEntry, nameOf: (number: number) => string, options: CloudOptions): Promise<string> {
	const source = await contentOf({path, entry}, options);
	for (let number = 1; ; number += 1) {
		const target = joinPath(parentPath(path), nameOf(number));
		if (!await findEntry(target, options)) {
			await recreateFile(target, entry, source, options);
			return target;
		}
	}
}

async function contentOf({path, entry}: TreeEntry, options: CloudOptions): Promise<ContentSource> {
	const version = await findSameContent(path, entry, options);
	return {path, ...(version && {revision: version.number})};
}
