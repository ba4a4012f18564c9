import {Buffer} from 'node:buffer';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {FileSystem} from '../../../source/files/file-system.ts';
import {openLocal} from '../../../source/files/local-file-system.ts';
import {searchFile} from '../../../source/files/text-search/search-file.ts';
import type {ScanOrder} from '../../../source/files/text-search/scan.ts';
import type {Encoding} from '../../../source/files/text-search/text-pattern.ts';
import {fakeFiles} from '../../support/app/test-app.ts';
import {temporaryFolder} from '../../support/temp-files.ts';

const nothingHeld = {from: 0, bytes: Buffer.alloc(0)};

type Read = {readonly from: number; length: number};

/** A file in the cloud that comes in pieces of a size, and writes down what was read of it. */
function inCloud(content: Buffer, pieceSize = 65_536): {readonly files: FileSystem; readonly path: string; readonly size: number; readonly reads: readonly Read[]} {
	const reads: Read[] = [];
	const files: FileSystem = {
		...fakeFiles('cloud', {}),
		async read(_path, {from = 0} = {}) {
			const read = {from, length: 0};
			reads.push(read);
			return (async function * () {
				for (let at = from; at < content.length; at += pieceSize) {
					const piece = content.subarray(at, at + pieceSize);
					read.length += piece.length;
					yield piece;
				}
			})();
		},
	};
	return {
		files, path: '/a.log', size: content.length, reads,
	};
}

async function onDisk(content: Buffer) {
	const file = path.join(await temporaryFolder(), 'a.log');
	await writeFile(file, content);
	return {files: openLocal(), path: file, size: content.length};
}

const quiet = {onProgress() {}, signal: new AbortController().signal}; // eslint-disable-line @typescript-eslint/no-empty-function -- not asked for here

async function find(file: Omit<Parameters<typeof searchFile>[0], 'held'>, query: string, {at = 0, isBackward = false, encoding, held = nothingHeld}: Partial<ScanOrder> & {readonly held?: typeof nothingHeld} = {}) {
	return searchFile({...file, held}, {
		query, at, isBackward, encoding,
	}, quiet);
}

describe('the search in a file', () => {
	it('finds what a look through the whole text finds, whatever the borders of its pieces, both ways', async () => {
		const text = fc.array(fc.constantFrom('a', 'A', 'b', 'ø', 'Ø', '写', '😀', ' ', '\n'), {maxLength: 60}).map(all => all.join(''));
		const query = fc.array(fc.constantFrom('a', 'b', 'ø', '写', '😀', ' '), {minLength: 1, maxLength: 4}).map(all => all.join(''));
		await fc.assert(fc.asyncProperty(text, query, fc.integer({min: 1, max: 9}), fc.nat(60), fc.boolean(), async (content, wanted, pieceSize, start, isBackward) => {
			const index = Math.min(start, content.length);
			const at = Buffer.byteLength(content.slice(0, index).toWellFormed());
			const whole = content.toLowerCase();
			const expected = isBackward ? (index === 0 ? -1 : whole.lastIndexOf(wanted, index - 1)) : whole.indexOf(wanted, index);
			fc.pre((content.codePointAt(index - 1) ?? 0) <= 0xFF_FF);

			const found = await find(inCloud(Buffer.from(content), pieceSize), wanted, {at, isBackward});

			expect(found?.at ?? -1).toBe(expected === -1 ? -1 : Buffer.byteLength(content.slice(0, expected)));
		}));
	});

	it.each([
		['ære', 'ÆRE'],
		['ÆRE', 'ære'],
		['kelvin', '\u{212A}elvin'],
		['istanbul', 'İstanbul'],
		['İstanbul', 'istanbul'],
		['οδος', 'ΟΔΟΣ'],
		['a\u{20}\u{20}\u{20}\u{20}b', 'a\tb'],
		['a.*[b', 'a.*[B'],
		['␛[1m', '\u{1B}[1m'],
	])('finds %j where %j is written', async (query, written) => {
		expect(await find(inCloud(Buffer.from(`before ${written} after`)), query)).toEqual({at: 7, length: Buffer.byteLength(written)});
	});

	it('finds nothing where only a part of a character is like it', async () => {
		expect(await find(inCloud(Buffer.from('日本語')), 'æ')).toBeUndefined();
	});

	it.each<readonly [string, Buffer, Encoding | undefined, number]>([
		['Latin-1', Buffer.from('bl\u{E5}b\u{E6}r', 'latin1'), undefined, 3],
		['UTF-16', Buffer.from('\u{FEFF}blåbær', 'utf16le'), 'utf-16le', 8],
		['UTF-16, the other way round', Buffer.from('\u{FEFF}blåbær', 'utf16le').swap16(), 'utf-16be', 8],
	])('finds a text in %s', async (_, content, encoding, at) => {
		expect(await find(inCloud(content, 3), 'BÆR', {encoding})).toMatchObject({at});
	});

	it('finds in a binary file on the disk what crosses the border of two pieces, both ways', async () => {
		const content = Buffer.alloc(2_500_000);
		const places = [262_141, 1_048_573];
		for (const at of places) {
			content.write('blåbær', at);
		}

		const file = await onDisk(content);

		expect(await find(file, 'BLÅBÆR')).toEqual({at: places[0], length: 8});
		expect(await find(file, 'BLÅBÆR', {at: places[0]! + 1})).toEqual({at: places[1], length: 8});
		expect(await find(file, 'BLÅBÆR', {at: places[1]! + 1})).toBeUndefined();
		expect(await find(file, 'BLÅBÆR', {at: content.length, isBackward: true})).toMatchObject({at: places[1]});
		expect(await find(file, 'BLÅBÆR', {at: places[1]!, isBackward: true})).toMatchObject({at: places[0]});
		expect(await find(file, 'BLÅBÆR', {at: places[0]!, isBackward: true})).toBeUndefined();
	});

	it('reads each byte in the cloud once, in one request, and what is held not at all', async () => {
		const content = Buffer.alloc(5_000_000, 'some text\n');
		const file = inCloud(content);

		expect(await find(file, 'needle', {held: {from: 0, bytes: content.subarray(0, 1_000_000)}})).toBeUndefined();

		expect(file.reads).toHaveLength(1);
		expect(file.reads[0]!.from).toBeGreaterThan(1_000_000 - 100);
		expect(file.reads[0]!.from + file.reads[0]!.length).toBe(content.length);
		expect(await find(file, 'some', {held: {from: 0, bytes: content}})).toMatchObject({at: 0});
		expect(file.reads).toHaveLength(1);
	});

	it('reads on the way back what is near first, and no more than a few bytes twice', async () => {
		const content = Buffer.alloc(10_000_000, '.');
		content.write('needle', 8_500_000);
		content.write('other', 10);
		const file = inCloud(content);

		expect(await find(file, 'needle', {at: 9_000_000, isBackward: true})).toMatchObject({at: 8_500_000});
		expect(file.reads.map(({from}) => from)).toEqual([9_000_000 - 1_048_576]);
		expect(await find(file, 'other', {at: 9_000_000, isBackward: true})).toMatchObject({at: 10});
		expect(file.reads.slice(1).reduce((sum, {length}) => sum + length, 0)).toBeLessThan(9_000_000 + (4 * 65_536));
	});

	it('says how far it is, and ends at once when it is left', async () => {
		const leaving = new AbortController();
		const shares: number[] = [];
		const file = await onDisk(Buffer.alloc(50_000_000, 'some text\n'));

		const search = searchFile({...file, held: nothingHeld}, {query: 'needle', at: 0, isBackward: false}, {
			signal: leaving.signal,
			onProgress(share) {
				shares.push(share);
				leaving.abort();
			},
		});

		await expect(search).rejects.toMatchObject({code: 'cancelled'});
		expect(shares).toEqual([expect.closeTo(1 / 3, 1)]);
	});

	it('says why a file cannot be read', async () => {
		const file = {files: openLocal(), path: '/nowhere/a.log', size: 100};

		await expect(find(file, 'needle')).rejects.toMatchObject({code: 'not-found'});
	});
});
