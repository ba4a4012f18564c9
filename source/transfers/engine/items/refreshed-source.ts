import type {Location} from '../../../files/location.ts';
import {findEntry} from '../../../jotta/find.ts';
import {sourceFacts, type Item} from '../../item.ts';
import type {Opener} from '../../open-location.ts';

/**
The item with its source in the cloud as it is now; nothing when that is still what was listed.
A file that was replaced since never gives the content that was listed, however often it is asked for.
*/
export async function refreshedSource(item: Item, {opener, signal}: {readonly opener: Opener; readonly signal: AbortSignal}): Promise<Item | undefined> {
	const {path, account} = item.source as Extract<Location, {kind: 'cloud'}>;
	const found = await findEntry(path, {client: await opener.client(account), signal});
	const {source} = item.facts;
	if (found?.kind !== 'file' || found.size === undefined || (found.md5 === source.md5 && found.size === source.size)) {
		return undefined;
	}

	return {...item, size: found.size, facts: {...item.facts, source: sourceFacts(found)}};
}
