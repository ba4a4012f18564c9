import {createHash} from 'node:crypto';
import {Failure} from '../failure.ts';
import type {Location} from '../files/location.ts';
import {openContent} from '../jotta/download.ts';
import {findVersion} from '../jotta/versions.ts';
import {createOpener, meantPlace, type Opener} from '../transfers/open-location.ts';
import {parseLocation} from '../transfers/location-text.ts';
import {defineCommand} from '../cli/command.ts';
import type {Context} from '../cli/context.ts';
import type {ExitStatus} from '../cli/exit-status.ts';

export type CatOptions = {readonly version?: number; readonly offset?: number; readonly count?: number};

export const catCommand = defineCommand({
	name: 'cat',
	summary: 'write a file, or a part of it, to standard output',
	onlyReads: true,
	arguments: [{name: 'path', about: 'NAME:PATH in the cloud, or a local path', is: 'path'}],
	options: [
		{flags: '--version <n>', about: 'an older version, by its number', isNumber: true},
		{flags: '--offset <bytes>', about: 'from this position on; below zero: so many bytes before the end', isNumber: true},
		{flags: '--count <bytes>', about: 'so many bytes at most', isNumber: true},
	],
	examples: {
		'jottafm cat jotta:notes.txt | less': 'read it',
		'jottafm cat --version 2 jotta:plan.odt > old.odt': 'an older version of it',
		'jottafm cat --offset -1000 jotta:server.log': 'its end; nothing else is sent',
	},
	json: {},
	run: async ([path = ''], options: CatOptions, context) => cat(path, options, context),
});

/** The content of a file, or a range of it, on standard output. */
async function cat(text: string, options: CatOptions, context: Context): Promise<ExitStatus> {
	const {tools, cwd} = context;
	checkRange(options);
	const opener = createOpener(tools);
	const location = await meantPlace(await parseLocation(text, {tools, cwd}), opener, context.signal);
	const source = await openSource(location, options.version, {opener, context});
	const from = startOf(options.offset ?? 0, source.size);
	const length = Math.min(source.size - from, options.count ?? Infinity);
	if (length > 0) {
		const md5 = length === source.size ? source.md5 : undefined; // a range has none
		await writeChecked(await source.read(from), {
			length, md5, isToEnd: location.kind === 'cloud' && from + length === source.size, text, context,
		});
	}

	return 0;
}

function checkRange({offset = 0, count = 0}: CatOptions): void {
	if (!Number.isSafeInteger(offset) || !Number.isSafeInteger(count) || count < 0) {
		throw new Failure('usage', '--offset and --count are numbers of bytes.', {nextStep: 'For example: --offset 1000 --count 500'});
	}
}

function startOf(offset: number, size: number): number {
	return Math.min(size, offset < 0 ? Math.max(0, size + offset) : offset);
}

type Source = {readonly size: number; readonly md5?: string | undefined; readonly read: (from: number) => Promise<AsyncIterable<Uint8Array>>};

async function openSource(location: Location, version: number | undefined, {opener, context: {signal}}: {readonly opener: Opener; readonly context: Context}): Promise<Source> {
	const {path} = location;
	if (version !== undefined) {
		if (location.kind === 'local') {
			throw new Failure('usage', 'Local files have no versions.', {nextStep: 'Name a file in the cloud: jottafm help cat'});
		}

		const client = await opener.client(location.account);
		const {size = 0, md5} = await findVersion(path, version, {client, signal});
		return {
			size, md5, read: async from => openContent(path, {
				client, signal, from, revision: version,
			}),
		};
	}

	const files = await opener.fileSystem(location);
	const {kind, name, size = Infinity, md5} = await files.stat(path, {signal});
	if (kind === 'folder') {
		throw new Failure('usage', `${name === '' ? path : name} is a folder; cat shows files.`, {nextStep: 'jottafm ls shows what is in it.'});
	}

	return {
		size: kind === 'file' ? size : Infinity, // pipes and devices tell no size
		md5: location.kind === 'cloud' ? md5 : undefined,
		read: async from => files.read(path, {signal, from}),
	};
}

type Checked = {readonly length: number; readonly md5: string | undefined; readonly isToEnd: boolean; readonly text: string; readonly context: Context};

/** What was written cannot be taken back: damaged content ends in a failure and its exit status. */
async function writeChecked(body: AsyncIterable<Uint8Array>, {length, md5, isToEnd, text, context: {output}}: Checked): Promise<void> {
	const hash = createHash('md5');
	let left = length;
	for await (const chunk of body) {
		if (isToEnd && chunk.length > left) { // and may never end
			throw new Failure('corrupt', `${text} arrived damaged: it is longer than Jottacloud lists it.`, {nextStep: 'Throw away what was written and try again.'});
		}

		const wanted = chunk.length > left ? chunk.subarray(0, left) : chunk;
		hash.update(wanted);
		await output.raw(wanted);
		left -= wanted.length;
		if (left === 0 && !isToEnd) {
			return; // ends the request, too
		}
	}

	if (md5 !== undefined && hash.digest('hex') !== md5) {
		throw new Failure('corrupt', `${text} arrived damaged: its MD5 is not the one that Jottacloud lists.`, {nextStep: 'Throw away what was written and try again.'});
	}

	if (left > 0 && Number.isFinite(left)) {
		throw new Failure('offline', `${text} ended too early: ${left} bytes are missing.`, {nextStep: 'Try again.'});
	}
}
