import {cleanText} from '../clean-text.ts';
import {Failure, type FailureFacts} from '../failure.ts';
import type {Entry} from '../files/entry.ts';
import type {FileSystem} from '../files/file-system.ts';
import type {Location} from '../files/location.ts';
import {longDate} from '../format.ts';
import {readEntry} from '../jotta/find.ts';
import {listTombstones} from '../jotta/trash/tombstones.ts';
import {logCause} from '../log.ts';
import {readSettings} from '../settings/settings.ts';
import {createOpener, meantPlace, type Opener} from '../transfers/open-location.ts';
import {parseLocation} from '../transfers/location-text.ts';
import {defineCommand, entryFields, pathsArgument} from '../cli/command.ts';
import type {Context} from '../cli/context.ts';
import {exitStatusOf, type ExitStatus} from '../cli/exit-status.ts';
import type {NameCodec} from '../jotta/name-codec.ts';
import {typedName} from '../jotta/names.ts';
import {forEach} from '../cli/for-each-path.ts';

export type LsOptions = {readonly long?: boolean; readonly recursive?: boolean; readonly trashed?: boolean};

export const lsCommand = defineCommand({
	name: 'ls',
	summary: 'list folders and files',
	onlyReads: true,
	arguments: [pathsArgument],
	options: [
		{flags: '-l, --long', about: 'with size, time and MD5'},
		{flags: '-R, --recursive', about: 'everything below, in one request; a list that was cut short is an error'},
		{flags: '--trashed', about: 'only what is in the trash there'},
	],
	examples: {
		'jottafm ls -l jotta:Pictures': 'a folder with sizes, times and MD5',
		'jottafm ls -R --json jotta: | jq -r "select(.size > 1e9).name"': 'everything larger than a gigabyte',
		'jottafm ls --trashed -R jotta:Documents': 'what was deleted below a folder',
	},
	json: entryFields,
	run: async (paths, options: LsOptions, context) => ls(paths, options, context),
});

/** Lists folders and files; a whole tree in one request, printed as it arrives. */
async function ls(texts: readonly string[], options: LsOptions, context: Context): Promise<ExitStatus> {
	const {tools, cwd} = context;
	const opener = createOpener(tools);
	const isTrashed = readSettings(tools.directories).settings.trashed_only;
	let unread: ExitStatus = 0;
	const onUnread = (failure: FailureFacts) => {
		context.output.failure(failure.sentence, failure.nextStep);
		logCause(tools.log, failure);
		unread ||= exitStatusOf(failure);
	};

	const status = await forEach(texts, context, async text => {
		const location = await meantPlace(await parseLocation(text, {tools, cwd}), opener, context.signal);
		await (isTrashed && location.kind === 'cloud' || options.trashed === true
			? listTrashed(text, location, {opener, options, context})
			: listLive(text, location, {
				opener, options, context, onUnread,
			}));
	});
	return status === 0 ? unread : status;
}

type Listing = Printing & {readonly opener: Opener};

/** `onUnread`: says what could not be looked at. */
type LiveListing = Listing & {readonly onUnread: (failure: FailureFacts) => void};

async function listLive(text: string, location: Location, {opener, onUnread, ...printing}: LiveListing): Promise<void> {
	const {options, context: {signal}} = printing;
	const files = await opener.fileSystem(location);
	const readRoot = async () => {
		const root = await files.stat(location.path, {signal});
		if (root.deletedAt !== undefined) {
			throw inTrash(text);
		}

		return root;
	};

	if (options.recursive === true) {
		await walk({
			text, files, location, readRoot, onUnread,
		}, printing);
		return;
	}

	const root = await readRoot();
	if (root.kind === 'folder') {
		await listOne(location, files.list(location.path, {signal}), {...printing, onUnread});
	} else {
		print(root, nameIn(location, root), location, printing);
	}
}

const inTrash = (text: string) => new Failure('not-found', `${text} is in the trash.`, {nextStep: 'Restore it first, or list it with --trashed.'});

type Walk = Pick<LiveListing, 'onUnread'> & {readonly text: string; readonly files: FileSystem; readonly location: Location; readonly readRoot: () => Promise<Entry>};

/**
As it arrives, never faster than whoever reads it: memory stays flat. Everything below is asked for at once; what the
place itself is matters only where nothing comes, and would cost a round trip before the first line.
*/
async function walk({text, files, location, readRoot, onUnread}: Walk, printing: Printing): Promise<void> {
	const {output, signal} = printing.context;
	let isEmpty = true;
	try {
		for await (const batch of files.walk(location.path, {signal, onUnread})) {
			for (const {path, entry} of batch) {
				if (entry.deletedAt !== undefined) {
					throw inTrash(text);
				}

				isEmpty = false;
				print(entry, belowOf(location, path, printing.context.tools.names), location, printing);
			}

			await output.flush();
		}
	} catch (error) {
		const root = isEmpty ? await readRoot() : undefined;
		if (root === undefined || root.kind === 'folder') {
			throw error;
		}

		print(root, nameIn(location, root), location, printing);
		return;
	}

	if (isEmpty) {
		await readRoot();
	}
}

async function listTrashed(text: string, location: Location, {opener, ...printing}: Listing): Promise<void> {
	const {options, context: {output, signal}} = printing;
	if (location.kind === 'local') {
		throw new Failure('usage', `${text} is a local path; the trash is in the cloud.`, {nextStep: 'Name a folder in the cloud, such as jotta:'});
	}

	const client = await opener.client(location.account);
	const start = await readEntry(location.path, {client, signal});
	if (start.kind !== 'folder') {
		if (start.deletedAt === undefined) {
			throw new Failure('not-found', `${text} is not in the trash.`, {nextStep: 'jottafm trash ls shows what is.'});
		}

		print(start, nameIn(location, start), location, printing);
		return;
	}

	for await (const batch of listTombstones(location.path, {client, signal, isRecursive: options.recursive ?? false})) {
		for (const {path, entry} of batch) {
			print(entry, belowOf(location, path, opener.names), location, printing);
		}

		await output.flush();
	}
}

async function listOne(location: Location, batches: AsyncIterable<readonly Entry[]>, {onUnread, ...printing}: Printing & Pick<LiveListing, 'onUnread'>): Promise<void> {
	const entries: Entry[] = [];
	for await (const batch of batches) {
		entries.push(...batch);
	}

	const byName = new Intl.Collator(undefined, {numeric: true, sensitivity: 'base'});
	for (const entry of entries.toSorted((a, b) => byName.compare(a.name, b.name))) {
		print(entry, nameIn(location, entry), location, printing);
		if (entry.failure) {
			onUnread(entry.failure);
		}
	}
}

/** As it can be typed. */
function nameIn({kind}: Location, {name}: Entry): string {
	return kind === 'cloud' ? typedName(name) : name;
}

/** The path below the listed folder, as a person reads it. */
function belowOf({kind, path: root}: Location, path: string, names: NameCodec): string {
	const segments = path.slice(root === '/' ? 1 : root.length + 1).split('/');
	return segments.map(segment => kind === 'cloud' ? typedName(names.toShown(segment)) : segment).join('/');
}

type Printing = {readonly options: LsOptions; readonly context: Context};

function print(entry: Entry, name: string, location: Location, {options, context: {output}}: Printing): void {
	if (output.isJson) {
		const {kind, size, modified, created, md5, mime, revision, symlink, publicLink, deletedAt} = entry;
		output.result({
			name, kind, size, modified, created, md5, mime, revision, link: symlink ?? publicLink, deletedAt,
		}, '');
		return;
	}

	output.result({}, options.long === true ? longLine(entry, name, location) : shownName(entry, name));
}

function shownName({kind}: Entry, name: string): string {
	return `${cleanText(name)}${kind === 'folder' ? '/' : ''}`;
}

function longLine(entry: Entry, name: string, {kind: where}: Location): string {
	const {kind, size, modified, deletedAt = modified, md5} = entry;
	const bytes = kind === 'folder' ? '-' : String(size ?? '?');
	const time = deletedAt === undefined ? ' '.repeat(16) : longDate(deletedAt);
	return `${bytes.padStart(14)}  ${time}  ${md5 ?? (where === 'cloud' ? ' '.repeat(32) : '')}  ${shownName(entry, name)}`;
}
