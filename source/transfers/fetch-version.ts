import {createHash} from 'node:crypto';
import {Failure} from '../failure.ts';
import type {Entry} from '../files/entry.ts';
import {baseSegment, joinPath} from '../files/location.ts';
import {
	createPartFile,
	dropPartFile,
	newPartPath,
	placePartFile,
	type PartFile,
} from '../files/part-file.ts';
import {createPieceWriter} from '../files/piece-writer.ts';
import type {Client} from '../jotta/client.ts';
import {localFromStored} from '../jotta/names.ts';
import {readVersion, type Version} from '../jotta/versions.ts';
import type {Queue} from './queue.ts';

export type VersionRequest = {
	readonly path: string; // of the file in the cloud
	readonly name: string;
	readonly version: Version;
	readonly folder: string; // on the disk
};

type FetchOptions = {readonly client: Client; readonly signal?: AbortSignal; readonly queue: Pick<Queue, 'noteLeftover'>};

/**
Fetches one version of a file as `name (version 3).txt`, checked by its MD5 before it gets that name. Never replaces.
@throws Failure `already-exists`, `corrupt`, `disk-full`
@see protocol.md 7.1
*/
export async function fetchVersion(request: VersionRequest, {queue, ...options}: FetchOptions): Promise<Entry> {
	const target = joinPath(request.folder, versionName(localFromStored(baseSegment(request.path), options.client.names), request.version.number));
	const path = newPartPath(target);
	const forget = queue.noteLeftover({kind: 'local', path: target}, path);
	const part = await createPartFile(path, target);
	try {
		const size = await receive(part, request, options);
		await placePartFile(part, target, {modified: request.version.modified, replaces: false});
		const segment = baseSegment(target);
		return {
			segment, name: segment, kind: 'file', size, ...(request.version.modified !== undefined && {modified: request.version.modified}),
		};
	} catch (error) {
		await dropPartFile(part);
		throw error;
	} finally {
		forget();
	}
}

async function receive({handle}: PartFile, {path, name, version}: VersionRequest, {client, signal}: Omit<FetchOptions, 'queue'>): Promise<number> {
	const hash = createHash('md5');
	const {size: most = Infinity, md5} = version;
	const writer = createPieceWriter(handle, {start: 0, size: most});
	let size = 0;
	for await (const chunk of await readVersion(path, version.number, {client, signal})) {
		size += chunk.length;
		if (size > most) {
			break; // it may never end
		}

		hash.update(chunk);
		await writer.write(chunk);
	}

	await writer.flush();
	if (size > most || (md5 !== undefined && hash.digest('hex') !== md5)) {
		throw new Failure('corrupt', `Version ${version.number} of ${name} arrived damaged; nothing was kept.`, {nextStep: 'Try again.'});
	}

	return size;
}

function versionName(segment: string, number: number): string {
	const dot = segment.lastIndexOf('.');
	return dot > 0 ? `${segment.slice(0, dot)} (version ${number})${segment.slice(dot)}` : `${segment} (version ${number})`;
}
