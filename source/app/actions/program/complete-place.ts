import {typedName} from '../../../jotta/names.ts';
import type {App} from '../../app.ts';
import {sortedNames} from '../../stores/sorting.ts';
import {readMeantPlace} from '../transfers/destination.ts';

const maxOffers = 200;

/** Completes a typed place: folders on the disk or in the cloud, and accounts while no folder has been typed. */
export async function completePlace(app: App, text: string, where: Parameters<typeof readMeantPlace>[2] & {readonly signal: AbortSignal}): Promise<readonly string[]> {
	const cut = Math.max(text.lastIndexOf('/'), text.indexOf(':')) + 1;
	const head = text.slice(0, cut);
	const start = text.slice(cut).toLowerCase();
	const accountsOffered = cut === 0 ? await app.service.accounts.list() : [];
	const location = await readMeantPlace(app, head, where);
	const files = await app.service.openFileSystem(location);
	const names: string[] = [];
	for await (const batch of files.list(location.path, {signal: where.signal})) {
		const typed = batch.filter(({kind}) => kind === 'folder').map(({name}) => location.kind === 'cloud' ? typedName(name) : name);
		names.push(...typed.filter(name => name.toLowerCase().startsWith(start)));
	}

	return [...accountsOffered.map(({name}) => `${name}:`).filter(name => name.startsWith(start)), ...sortedNames(names).slice(0, maxOffers).map(name => `${head}${name}/`)];
}
