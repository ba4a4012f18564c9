import type {TreeEntry} from '../files/file-system.ts';
import {listView} from './listing.ts';
import type {CloudOptions} from './cloud-options.ts';

/** The files that were changed last, the newest first; the service gives ten at least. @see protocol.md 11.2 */
export async function * listLatest(most: number, options: CloudOptions): AsyncGenerator<readonly TreeEntry[]> {
	yield * listView('Latest', {...options, query: `?sort=updated&max=${most}&web=true`});
}
