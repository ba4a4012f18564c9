import {createHash} from 'node:crypto';
import {Failure} from '../failure.ts';
import type {Entry} from '../files/entry.ts';
import {baseSegment, joinPath} from '../files/location.ts';
import {
	createPartFile,
	dropPartFile,
	newPartPath,
	placePartFile,
	removePartFile,
} from '../files/part-file.ts';
import type {Client} from '../jotta/client.ts';
import {localFromStored} from '../jotta/names.ts';
import {readVersion, type Version} from '../jotta/versions.ts';

export type VersionWish = {
	readonly path: string; // of the file in the cloud
	readonly name: string;
	readonly version: Version;
	readonly folder: string; // on the disk
};

/**
Fetches one version of a file as `name (version 3).txt`, checked by its MD5 before it gets that name. Never replaces.
@throws Failure `already-exists`, `corrupt`, `disk-full`
@see protocol.md 7.1
*/
export async function fetchVersion({path, name, version, folder}: VersionWish, {client, signal}: {readonly client: Client; readonly signal?: AbortSignal}): Promise<Entry> {
	const segment = versionName(localFromStored(baseSegment(path)), version.number);
	const target = joinPath(folder, segment);
	const part = await createPartFile(newPartPath(target), target);
	const hash = createHash('md5');
	let size = 0;
	try {
		for await (const chunk of await readVersion(path, version.number, {client, signal})) {
			hash.update(chunk);
			await part.handle.write(chunk, 0, chunk.length, size);
			size += chunk.length;
		}
	} catch (error) {
		await dropPartFile(part);
		throw error;
	}

	if (version.md5 !== undefined && hash.digest('hex') !== version.md5) {
		await dropPartFile(part);
		throw new Failure('corrupt', `Version ${version.number} of ${name} arrived damaged; nothing was kept.`, {nextStep: 'Try again.'});
	}

	try {
		await placePartFile(part, target, {modified: version.modified, replaces: false});
	} catch (error) {
		await removePartFile(part.path);
		throw error;
	}

	return {
		segment, name: segment, kind: 'file', size, ...(version.modified !== undefined && {modified: version.modified}),
	};
}

function versionName(segment: string, number: number): string {
	const dot = segment.lastIndexOf('.');
	return dot > 0 ? `${segment.slice(0, dot)} (version ${number})${segment.slice(dot)}` : `${segment} (version ${number})`;
}
