import {Failure} from '../failure.ts';
import {createOpener, meantPlace} from '../transfers/open-location.ts';
import {parseLocation} from '../transfers/location-text.ts';
import type {Context} from './context.ts';

const patience = 4000; // ms: nobody waits longer after Tab
const most = 1000;

/**
The places that begin like this: accounts, and below one the names in a folder, folders with a slash.
Nothing when it fails: a shell has no place for an error. A name that is no text cannot be passed to a program, and is left out.
*/
export async function placesBeginning(beginning: string, {tools, cwd, signal}: Context): Promise<readonly string[]> {
	const below = /^(?<folder>[\w\-]+:(?:.*\/)?)[^\/]*$/sv.exec(beginning)?.groups;
	const isMeant = (place: string) => place.startsWith(beginning) && place.isWellFormed();
	if (!below) {
		return (await tools.accounts.list()).map(({name}) => `${name}:`).filter(place => isMeant(place));
	}

	const {folder = ''} = below;
	const stop = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
	const found: string[] = [];
	try {
		const opener = createOpener(tools);
		const location = await meantPlace(await parseLocation(folder, {tools, cwd}), opener, stop);
		const files = await opener.fileSystem(location);
		for await (const batch of files.list(location.path, {signal: stop})) {
			found.push(...batch.map(({name, kind}) => `${folder}${name}${kind === 'folder' ? '/' : ''}`).filter(place => isMeant(place)));
			if (found.length >= most) {
				break;
			}
		}
	} catch (error) {
		if (!(error instanceof Failure)) {
			throw error;
		}
	}

	return found;
}
