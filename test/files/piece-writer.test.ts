import {Buffer} from 'node:buffer';
import {
	open,
	readFile,
	truncate,
	writeFile,
	type FileHandle,
} from 'node:fs/promises';
import path from 'node:path';
import {setImmediate} from 'node:timers/promises';
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

	/** A disk that takes so many bytes at a time, and is done with flushing when the test says so. */
	const openDisk = (takes = Infinity) => {
		const writes: Array<readonly [at: number, length: number]> = [];
		const flushes: Array<PromiseWithResolvers<void>> = [];
		const handle = {
			async write(_piece: Buffer, _from: number, length: number, at: number) {
				const bytesWritten = Math.min(takes, length);
				writes.push([at, bytesWritten]);
				return {bytesWritten};
			},
			async datasync() {
				const flushing = Promise.withResolvers<void>();
				flushes.push(flushing);
				return flushing.promise;
			},
		} as unknown as FileHandle;
		return {handle, writes, flushes};
	};

	it('writes the rest of a piece of which the disk took a part only', async () => {
		const {handle, writes} = openDisk(40);
		const writer = createPieceWriter(handle, {start: 7, size: 107});

		await writer.write(new Uint8Array(100));
		await writer.flush();

		expect(writes).toEqual([[7, 40], [47, 40], [87, 20]]);
	});

	it('has the disk take what has come each 64 MiB, one time after the other, and waits for it at the end', async () => {
		const {handle, flushes} = openDisk();
		const writer = createPieceWriter(handle, {start: 0, size: 400 * MiB});
		const chunk = new Uint8Array(16 * MiB);
		const feed = async (count: number) => {
			for (let index = 0; index < count; index += 1) {
				await writer.write(chunk);
			}

			await setImmediate();
			return flushes.length;
		};

		const begun = [await feed(3), await feed(2), await feed(6)];
		flushes[0]!.resolve();
		begun.push(await feed(1), await feed(2));
		const whole = writer.flush();
		flushes[1]!.resolve();
		await whole;

		expect(begun).toEqual([0, 1, 1, 2, 2]);
	});

	it('says at the end what the disk has said while it took what had come', async () => {
		const {handle, flushes} = openDisk();
		const writer = createPieceWriter(handle, {start: 0, size: 80 * MiB});
		await writer.write(new Uint8Array(80 * MiB));
		await setImmediate();
		flushes[0]!.reject(new Error('the disk is broken'));

		await expect(writer.flush()).rejects.toThrow('the disk is broken');
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
