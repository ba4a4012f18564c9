import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import {openSync, readSync, closeSync} from 'node:fs';
import {parentPort} from 'node:worker_threads';

export type HashOrder = {readonly id: number; readonly path: string | Uint8Array};
export type HashReport =
	| {readonly id: number; readonly hashed: number}
	| {readonly id: number; readonly md5: string; readonly size: number}
	| {readonly id: number; readonly errno: string};

const chunkSize = 4_194_304; // measured best (stack.md)
const reportEvery = 33_554_432; // bytes

parentPort?.on('message', ({id, path}: HashOrder) => {
	try {
		parentPort?.postMessage(hashFile(id, path));
	} catch (error) {
		const errno = error instanceof Error && 'code' in error ? String(error.code) : 'EIO';
		parentPort?.postMessage({id, errno} satisfies HashReport);
	}
});

function hashFile(id: number, path: string | Uint8Array): HashReport {
	const file = openSync(typeof path === 'string' ? path : Buffer.from(path), 'r');
	try {
		const hash = createHash('md5');
		const chunk = Buffer.allocUnsafe(chunkSize);
		let size = 0;
		let reported = 0;
		for (let length = readSync(file, chunk); length > 0; length = readSync(file, chunk)) {
			hash.update(chunk.subarray(0, length));
			size += length;
			if (size - reported >= reportEvery) {
				reported = size;
				parentPort?.postMessage({id, hashed: size} satisfies HashReport);
			}
		}

		return {id, md5: hash.digest('hex'), size};
	} finally {
		closeSync(file);
	}
}
