import {Buffer} from 'node:buffer';
import type {FileHandle} from 'node:fs/promises';
import {writeAll} from '../write-all.ts';

/** Writes what arrives in large pieces, in order: one is being written while the next one still arrives. */
export type PieceWriter = {
	/** Takes a chunk; waits only while the disk is slower than the line. Rejects with the error of an earlier piece. */
	readonly write: (chunk: Uint8Array) => Promise<void>;
	/** Resolves when everything that was taken is in the file. Called after a broken line as well, to keep what has arrived. */
	readonly flush: () => Promise<void>;
};

/*
Bytes. A line gives 16 to 64 KiB at a time, and each write costs a hop to another thread. From 512 KiB on the kernel asks for
memory in one piece, which a virtual machine first has to get from its host: measured 1.2 to 2.4 s of CPU a GiB instead of 0.3.
*/
const pieceSize = 262_144;
const tellEvery = 4_194_304; // bytes: a reader that follows is woken by each call, and reads so much at a time
const flushEvery = 67_108_864; // bytes: flushed while more arrives, so that little is left for the end

export type PieceOptions = {
	readonly start: number;
	readonly size: number; // bytes that are expected; a small file needs no large buffers
	/** Called now and then, and at the end, with how many bytes from the start are in the file. */
	readonly onWritten?: (position: number) => void;
};

export function createPieceWriter(handle: FileHandle, {start, size, onWritten}: PieceOptions): PieceWriter {
	const length = Math.max(1, Math.min(pieceSize, size - start));
	let filling: Buffer = Buffer.allocUnsafe(length);
	let spare: Buffer | undefined;
	let filled = 0;
	let position = start;
	let onItsWay: Promise<void> = Promise.resolve();
	let flushing: Promise<void> = Promise.resolve();
	let isFlushing = false;
	let flushed = start;
	let told = start;

	const tell = (upTo: number, every = tellEvery) => {
		if (upTo - told < every) {
			return;
		}

		told = upTo;
		onWritten?.(upTo);
	};

	/** The disk reports an error only once: it is kept until the end. */
	const flushEarly = (upTo: number) => {
		if (isFlushing || upTo - flushed < flushEvery) {
			return;
		}

		flushed = upTo;
		isFlushing = true;
		flushing = flushing.then(async () => handle.datasync()).finally(() => {
			isFlushing = false;
		});
		flushing.catch(() => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- said by flush
	};

	const writeOut = async (piece: Buffer, at: number) => {
		await writeAll(handle, piece, at);
		tell(at + piece.length);
		flushEarly(at + piece.length);
	};

	const writePiece = async () => {
		await onItsWay;
		const [piece, at] = [filling.subarray(0, filled), position];
		[filling, spare] = [spare ?? Buffer.allocUnsafe(length), filling];
		position += filled;
		filled = 0;
		onItsWay = writeOut(piece, at);
		onItsWay.catch(() => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- said by the next write or flush
	};

	return {
		async write(chunk) {
			for (let taken = 0; taken < chunk.length;) {
				const part = chunk.subarray(taken, taken + length - filled);
				filling.set(part, filled);
				filled += part.length;
				taken += part.length;
				if (filled === length) {
					await writePiece();
				}
			}
		},
		async flush() {
			if (filled > 0) {
				await writePiece();
			}

			await onItsWay;
			tell(position, 1);
			await flushing;
		},
	};
}
