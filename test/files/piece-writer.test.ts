import {Buffer} from 'node:buffer';
import {
	open,
	readFile,
	truncate,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {createPieceWriter, type PieceOptions} from '../../source/files/piece-writer.ts';
import {temporaryFolder} from '../support/temp-files.ts';

const MiB = 1_048_576;

async function write(chunks: readonly Uint8Array[], options: PieceOptions): Promise<Uint8Array> {
	const {start} = options;
	const file = path.join(await temporaryFolder(), 'part');
	await writeFile(file, '');
	await truncate(file, start);
	const handle = await open(file, 'r+');
	const writer = createPieceWriter(handle, options);
	for (const chunk of chunks) {
		await writer.write(chunk);
	}

	await writer.flush();
	await handle.close();
	return (await readFile(file)).subarray(start);
}

describe('a piece writer', () => {
	it('writes what it was given, however it was cut, behind what is there', async () => {
		const sizes = fc.array(fc.integer({min: 0, max: 3 * MiB}), {maxLength: 6});
		await fc.assert(fc.asyncProperty(sizes, fc.integer({min: 0, max: 5000}), async (lengths, start) => {
			const chunks = lengths.map((length, index) => new Uint8Array(length).map((_, at) => (at + (index * 31)) % 251));

			const written = await write(chunks, {start, size: start + lengths.reduce((sum, length) => sum + length, 0)});

			expect(Buffer.compare(written, Buffer.concat(chunks))).toBe(0);
		}), {numRuns: 5});
	});

	it('tells seldom how far the file is, and at the end that it is whole', async () => {
		const told: number[] = [];
		await write(Array.from({length: 90}, () => new Uint8Array(100_000)), {
			start: 7, size: 9_000_007, onWritten(position) {
				told.push(position);
			},
		});

		expect(told).toEqual(told.toSorted((one, other) => one - other));
		expect(told.at(-1)).toBe(9_000_007);
		expect(told.length).toBeLessThanOrEqual(3);
	});

	it('takes more than was announced, so that its owner can say so', async () => {
		expect(await write([new Uint8Array(10).fill(1)], {start: 0, size: 4})).toHaveLength(10);
	});

	it('keeps what has come when the rest never does', async () => {
		expect(await write([new Uint8Array(MiB + 17)], {start: 0, size: 9 * MiB})).toHaveLength(MiB + 17);
	});

	it('says what the disk has said', async () => {
		const file = path.join(await temporaryFolder(), 'part');
		await writeFile(file, '');
		const handle = await open(file, 'r');
		const writer = createPieceWriter(handle, {start: 0, size: 100});
		await writer.write(new Uint8Array(50));

		await expect(writer.flush()).rejects.toMatchObject({code: 'EBADF'});
		await handle.close();
	});
});
