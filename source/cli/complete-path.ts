import {Failure} from '../failure.ts';
import {createOpener} from '../transfers/open-location.ts';
import {parseLocation} from '../transfers/location-text.ts';
import type {Context} from './context.ts';

const patience = 4000; // ms: nobody waits longer after Tab
const most = 1000;

/**
What a shell offers for the beginning of a place: accounts, and below one the names in a folder, folders with a slash.
Prints nothing when it fails: a shell has no place for an error.
*/
export async function completePath(beginning: string, {tools, cwd, output, signal}: Context): Promise<void> {
	const below = /^(?<folder>[\w\-]+:(?:.*\/)?)(?<name>[^\/]*)$/sv.exec(beginning)?.groups;
	if (!below) {
		for (const {name} of await tools.accounts.list()) {
			offer(`${name}:`, beginning, output);
		}

		return;
	}

	const {folder = '', name = ''} = below;
	const stop = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
	let found = 0;
	try {
		const location = await parseLocation(folder, {tools, cwd});
		const files = await createOpener(tools).fileSystem(location);
		for await (const batch of files.list(location.path, {signal: stop})) {
			for (const entry of batch) {
				found += offer(`${folder}${entry.name}${entry.kind === 'folder' ? '/' : ''}`, `${folder}${name}`, output) ? 1 : 0;
			}

			if (found >= most) {
				return;
			}
		}
	} catch (error) {
		if (!(error instanceof Failure)) {
			throw error;
		}
	}
}

/** One a line, so that a name that holds a line break cannot be offered. */
function offer(text: string, beginning: string, output: Context['output']): boolean {
	const isMeant = text.startsWith(beginning) && !/\p{Control}/v.test(text);
	if (isMeant) {
		output.result({path: text}, text);
	}

	return isMeant;
}
