import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import {readSync, closeSync} from 'node:fs';
import {parentPort} from 'node:worker_threads';
import {openToRead} from '../../files/reach-path.ts';

export type HashOrder = {
	readonly id: number;
	readonly path: string;
	readonly size: number; // so many bytes from the start on are hashed
	readonly isKept: boolean; // the content comes back with the MD5, if there is as much
};
export type HashReport =
	| {readonly id: number; readonly hashed: number}
	| {readonly id: number; readonly md5: string; readonly size: number; readonly bytes?: Uint8Array<ArrayBuffer>}
	| {readonly id: number; readonly errno: string};

const chunkSize = 4_194_304; // measured best (stack.md)
const reportEvery = 4_194_304; // bytes: often enough for a speed, on a slow disk too

parentPort?.on('message', (order: HashOrder) => {
	try {
		const hashed = hashFile(order);
		parentPort?.postMessage(hashed, hashed.bytes ? [hashed.bytes.buffer] : []);
	} catch (error) {
		const errno = error instanceof Error && 'code' in error ? String(error.code) : 'EIO';
		parentPort?.postMessage({id: order.id, errno} satisfies HashReport);
	}
});

function hashFile({id, path, size: wanted, isKept}: HashOrder): Extract<HashReport, {md5: string}> {
	const file = openToRead(path);
	try {
		const hash = createHash('md5');
		const chunk = Buffer.allocUnsafe(chunkSize);
		const bytes = isKept ? new Uint8Array(wanted) : undefined;
		let size = 0;
		let reported = 0;
		const read = () => readSync(file, chunk, 0, Math.min(chunkSize, wanted - size), null);
		for (let length = read(); length > 0; length = read()) {
			hash.update(chunk.subarray(0, length));
			bytes?.set(chunk.subarray(0, length), size);
			size += length;
			if (size - reported >= reportEvery) {
				reported = size;
				parentPort?.postMessage({id, hashed: size} satisfies HashReport);
			}
		}

		return {
			id, md5: hash.digest('hex'), size, ...(bytes?.length === size && {bytes}),
		};
	} finally {
		closeSync(file);
	}
}
