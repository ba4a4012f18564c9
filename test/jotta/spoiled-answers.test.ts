import {Buffer} from 'node:buffer';
import {deflateSync, gzipSync} from 'node:zlib';
import {describe, expect, it} from 'vitest';
import {cleanText} from '../../source/clean-text.ts';
import {Failure} from '../../source/failure.ts';
import {jfsAddress} from '../../source/jotta/addresses.ts';
import type {Client} from '../../source/jotta/client.ts';
import {documents} from '../support/answers/documents.ts';
import {readers, type Reader} from '../support/answers/readers.ts';
import {serveAnswer} from '../support/answers/serve-answer.ts';

/** The same numbers in every run. */
function numbers(seed: number): (below: number) => number {
	let state = seed;
	return below => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return Math.floor(state / 65_536) % below;
	};
}

const isOfOwnPlace = (path: string) => /^\/jfs\/f3a1(?:\/(?!\.{1,2}(?:\/|$))[^\/]+)+$/v.test(path);

/** What is read, or the sentence that says why nothing is: never anything else, and no row whose address leads out of its account. */
async function check(client: Client, reader: Reader): Promise<void> {
	try {
		for (const {path, entry: {kind}} of await reader(client)) {
			if (kind !== 'other') {
				const address = (() => {
					try {
						return new URL(jfsAddress(client, path)).pathname;
					} catch (error) {
						expect(error).toMatchObject({code: 'name-not-allowed'});
						return undefined;
					}
				})();
				expect(address === undefined || isOfOwnPlace(address)).toBe(true);
			}
		}
	} catch (error) {
		expect(error).toBeInstanceOf(Failure);
		const {message, nextStep} = error as Failure;
		expect(message).toMatch(/^\p{Uppercase_Letter}.*[.?]$/sv);
		expect(cleanText(message)).toBe(message);
		expect(nextStep).not.toBe('');
	}
}

describe.each(Object.keys(documents) as ReadonlyArray<keyof typeof documents>)('%s', name => {
	const bytes = Buffer.from(documents[name]);
	const random = numbers(bytes.length);

	it('cut, with a byte that is another one, or packed wrongly is a sentence', async () => {
		const cuts = Array.from({length: 10}, (_, index) => bytes.subarray(0, Math.floor(bytes.length * index / 10) + random(Math.ceil(bytes.length / 10))));
		const flips = Array.from({length: 12}, () => {
			const flipped = Buffer.from(bytes);
			flipped[random(bytes.length)] = random(256);
			return flipped;
		});
		const packed = gzipSync(bytes);
		const spoiled = Buffer.from(packed);
		spoiled[10 + random(packed.length - 10)] = random(256);
		const lies = [packed.subarray(0, random(packed.length)), spoiled, bytes, deflateSync(bytes)];
		const {client, serve} = await serveAnswer({body: bytes});
		for (const reader of readers[name]) {
			for (const body of [...cuts, ...flips]) {
				serve({body});
				await check(client, reader);
			}

			for (const body of lies) {
				serve({body, headers: {'content-encoding': 'gzip'}});
				await check(client, reader);
			}

			serve({body: packed, headers: {'content-encoding': 'gzip'}});
			const [plain, unpacked] = [await outcome(async () => reader((await serveAnswer({body: bytes})).client)), await outcome(async () => reader(client))];
			expect(unpacked).toEqual(plain);
		}
	});
});

async function outcome(work: () => Promise<unknown>): Promise<unknown> {
	try {
		return await work();
	} catch (error) {
		return (error as Error).message;
	}
}
