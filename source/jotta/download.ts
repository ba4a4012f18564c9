import {jfsAddress, spoken, type ServiceOptions} from './listing.ts';

/**
The bytes of a file from a position on, of its current or an older revision. Tombstones can be read, too.
Whoever reads to the end compares the MD5 with the listing's.
@throws Failure `not-found`; `corrupt` when the position is beyond the end; while reading `offline`
@see protocol.md 7.1
*/
export async function openContent(path: string, {client, signal, from = 0, revision}: ServiceOptions & {readonly from?: number; readonly revision?: number}): Promise<AsyncIterable<Uint8Array>> {
	const {status, body} = await client.send({
		method: 'GET',
		url: `${jfsAddress(client, path)}?mode=bin${revision === undefined ? '' : `&revision=${revision}`}`,
		subject: spoken(path),
		mayRepeat: true,
		streams: true,
		signal,
		...(from > 0 && {headers: {range: `bytes=${from}-`}}),
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
