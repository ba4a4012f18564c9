import {cleanText} from '../clean-text.ts';
import {Failure} from '../failure.ts';
import type {Entry} from '../files/entry.ts';
import type {Location} from '../files/location.ts';
import {longDate} from '../format.ts';
import {decodeName} from '../jotta/names.ts';
import {createOpener} from '../transfers/open-location.ts';
import {parseLocation} from '../transfers/spoken-location.ts';
import type {Context, Status} from './context.ts';

export type LsOptions = {readonly long?: boolean; readonly recursive?: boolean};

/** Lists folders and files; whole trees by one request, first lines at once. */
export async function ls(texts: readonly string[], options: LsOptions, context: Context): Promise<Status> {
	const {tools, cwd, signal} = context;
	const opener = createOpener(tools);
	for (const text of texts) {
		const location = await parseLocation(text, {accounts: tools.accounts, cwd});
		const files = await opener.fileSystem(location);
		const root = await files.stat(location.path, {signal});
		if (root.deletedAt !== undefined) {
			throw new Failure('not-found', `${text} is in the trash.`, {nextStep: 'Restore it first.'});
		}

		if (root.kind !== 'folder') {
			print(root, root.name, location, {options, context});
		} else if (options.recursive === true) {
			for await (const batch of files.walk(location.path, {signal})) {
				for (const {path, entry} of batch) {
					print(entry, belowOf(location, path), location, {options, context});
				}
			}
		} else {
			await listOne(location, files.list(location.path, {signal}), {options, context});
		}
	}

	return 0;
}

async function listOne(location: Location, batches: AsyncIterable<readonly Entry[]>, printing: Printing): Promise<void> {
	const entries: Entry[] = [];
	for await (const batch of batches) {
		entries.push(...batch);
	}

	const byName = new Intl.Collator(undefined, {numeric: true, sensitivity: 'base'});
	for (const entry of entries.toSorted((a, b) => byName.compare(a.name, b.name))) {
		print(entry, entry.name, location, printing);
	}
}

/** The path below the listed folder, as a person reads it. */
function belowOf({kind, path: root}: Location, path: string): string {
	const segments = path.slice(root === '/' ? 1 : root.length + 1).split('/');
	return segments.map(segment => kind === 'cloud' ? decodeName(segment) : segment).join('/');
}

type Printing = {readonly options: LsOptions; readonly context: Context};

function print(entry: Entry, name: string, location: Location, {options, context: {output}}: Printing): void {
	const {kind, size, modified, created, md5, link} = entry;
	const shown = `${cleanText(name)}${kind === 'folder' ? '/' : ''}`;
	const line = options.long === true
		? `${kind === 'folder' ? '-'.padStart(14) : String(size ?? '?').padStart(14)}  ${modified === undefined ? ' '.repeat(16) : longDate(modified)}  ${md5 ?? (location.kind === 'cloud' ? ' '.repeat(32) : '')}  ${shown}`
		: shown;
	output.result({
		name, kind, size, modified, created, md5, link,
	}, line);
}
