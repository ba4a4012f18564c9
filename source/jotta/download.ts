import {jfsAddress} from './addresses.ts';
import {displayName} from './display-name.ts';
import type {CloudOptions} from './cloud-options.ts';

type Content = CloudOptions & {
	readonly from?: number; // bytes to leave out at the start
	readonly to?: number; // where to end; a proxy may drop it, and then the body goes on to the end of the file
	readonly revision?: number;
};

/**
The bytes of a file from a position on, of its current or an older revision. Tombstones can be read, too.
A caller that reads to the end compares the MD5 with the listing's.
@throws Failure `not-found`; `corrupt` when the position is beyond the end; while reading `offline`
@see protocol.md 7.1
*/
export async function openContent(path: string, {client, signal, from = 0, to, revision}: Content): Promise<AsyncIterable<Uint8Array>> {
	const isPart = from > 0 || to !== undefined;
	const {status, body} = await client.send({
		method: 'GET',
		url: `${jfsAddress(client, path)}?mode=bin${revision === undefined ? '' : `&revision=${revision}`}`,
		subject: displayName(path, client.names),
		mayRepeat: true,
		streams: true,
		isContent: true,
		signal,
		...(isPart && {headers: {range: `bytes=${from}-${to === undefined ? '' : to - 1}`}}),
	});
	return from > 0 && status === 200 ? withoutStart(body, from) : body; // a proxy may have dropped the Range
}

async function * withoutStart(body: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array> {
	let skipped = 0;
	for await (const chunk of body) {
		const skip = Math.min(chunk.length, length - skipped);
		skipped += skip;
		if (skip < chunk.length) {
			yield chunk.subarray(skip);
		}
	}
}
