import {Failure} from '../../../failure.ts';
import {findLiveAt} from '../../../files/find.ts';
import {
	baseSegment,
	folderOf,
	isSameLocation,
	joinPath,
	type Location,
} from '../../../files/location.ts';
import {placeOfQuoted} from '../../../quoted-name.ts';
import {segmentsOf} from '../../../jotta/addresses.ts';
import {checkIsFolder, checkReplaces, isChangeOfCase} from '../../../transfers/preflight.ts';
import {lastName, placeBelow} from '../../../transfers/location-text.ts';
import {meantPlace} from '../../../transfers/open-location.ts';
import type {App} from '../../app.ts';

/** A place that a field shows before anything is typed. Its names are kept as far as they are not edited: not every one can be read from text. */
export type ShownPlace = {readonly text: string; readonly location: Location};

/** Whether a text is a complete place: it begins with `/`, `~` or `NAME:`. */
export function isWholePlace(text: string): boolean {
	return /^(?:\/|~(?:\/|$)|[\w\-]+:)/v.test(text);
}

/** Reads a typed place: a complete one, else one relative to `from`. @throws Failure `not-signed-in`, `usage` */
export async function readPlace({service: {parseLocation, names}}: Pick<App, 'service'>, text: string, {shown, from}: {readonly shown?: ShownPlace; readonly from: Location}): Promise<Location> {
	const unquoted = placeOfQuoted(text) ?? text;
	const kept = shown && keptPart(unquoted, shown);
	if (kept) {
		return placeBelow(kept.location, kept.rest, names);
	}

	return isWholePlace(unquoted) ? parseLocation(unquoted) : placeBelow(from, unquoted, names);
}

/** The same for a place that has to be there: names of other programs count, too. */
export async function readMeantPlace(app: Pick<App, 'service'>, text: string, {signal, ...where}: Parameters<typeof readPlace>[2] & {readonly signal?: AbortSignal}): Promise<Location> {
	const {service: {names, openClient: client}} = app;
	return meantPlace(await readPlace(app, text, where), {names, client}, signal);
}

/** The folders of the shown place that stand unchanged at the beginning of a text, and what follows them. */
function keptPart(text: string, shown: ShownPlace): {readonly location: Location; readonly rest: string} | undefined {
	let {location} = shown;
	for (let start = shown.text.replace(/\/$/v, ''); start.includes('/'); start = start.slice(0, start.lastIndexOf('/'))) {
		if (text === start || text.startsWith(`${start}/`)) {
			return {location, rest: text.slice(start.length)};
		}

		location = folderOf(location);
	}

	return undefined;
}

export type DestinationContext = {
	readonly sources: readonly Location[];
	readonly proposed: ShownPlace;
	readonly paneFolder: Location; // base of a relative path with a slash
};

export type Destination = {readonly folder: Location; readonly targetName?: string; readonly isNew?: boolean};

/**
Where a copy or move lands. A name without a slash is relative to the folder of the sources, so that F6 can rename. As with cp,
the text names an existing folder or the new name of a single source; with a slash at the end, or for several sources, a new folder.
@throws Failure `already-exists` below a file, `not-signed-in`, `usage`
*/
export async function readDestination(app: Pick<App, 'service'>, typed: string, {sources, proposed, paneFolder}: DestinationContext, signal?: AbortSignal): Promise<Destination> {
	if (typed === proposed.text) {
		await checkStillThere(proposed.location, app.service);
		return {folder: proposed.location};
	}

	const text = typed.trim();
	if (text === '') {
		throw new Failure('usage', 'No place is written.', {nextStep: 'Write a folder, or a new name.'});
	}

	const location = await readPlace(app, text, {shown: proposed, from: text.includes('/') ? paneFolder : ownFolder(sources) ?? paneFolder});
	const files = await app.service.openFileSystem(location);
	const isMountpoint = location.kind === 'cloud' && segmentsOf(location.path).length === 2;
	const isFolderMeant = sources.length > 1 || isMountpoint || /(?:^|\/)\.{0,2}$/v.test(text);
	const parent = folderOf(location);
	const renamed = {folder: parent, targetName: baseSegment(location.path)};
	const [source] = sources;
	if (source && !isFolderMeant && await isChangeOfCase(source, location)) {
		return renamed;
	}

	await checkIsFolder(isFolderMeant ? location : parent, files, app.service.names);
	const there = await findLiveAt(files, location.path, {signal});
	if (there?.kind === 'folder') {
		return {folder: location};
	}

	if (isFolderMeant) {
		return {folder: location, isNew: true};
	}

	await checkReplaces(source!, location, {there, opener: {fileSystem: app.service.openFileSystem, names: app.service.names}});
	return renamed;
}

const patience = 2000; // ms: offline, a copy is queued all the same

/** A pane may show a folder that is gone by now: it is made again only where somebody wants that. A disk that is no longer mounted is such a folder, too. */
async function checkStillThere(shown: Location, {openFileSystem, names, printLocation}: App['service']): Promise<void> {
	const nearest = await checkIsFolder(shown, await openFileSystem(shown), names, AbortSignal.timeout(patience));
	if (nearest !== undefined && nearest !== shown.path) {
		throw new Failure('not-found', `The folder ${lastName(shown, names)} is no longer there: nothing can be put into it.`, {nextStep: `Choose another folder; with a slash at its end it is made anew: ${printLocation(shown)}/`});
	}
}

/** The folder of all sources, if they share one. */
function ownFolder(sources: readonly Location[]): Location | undefined {
	const [first, ...others] = sources.map(source => folderOf(source));
	return first && others.every(other => isSameLocation(first, other)) ? first : undefined;
}

/** Says where a copy lands: `lands in jotta:/Jotta/Archive as plan.txt`. */
export function describeDestination({service: {printLocation, names}}: Pick<App, 'service'>, {folder, targetName, isNew = false}: Destination): string {
	const name = targetName === undefined ? '' : ` as ${lastName({...folder, path: joinPath(folder.path, targetName)}, names)}`;
	return `lands in ${printLocation(folder)}${name}${isNew ? ', which is made' : ''}`;
}
