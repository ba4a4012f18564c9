import {Buffer} from 'node:buffer';
import type {FileSystem} from './file-system.ts';

type ChunkRequest = {readonly path: string; readonly from: number; readonly signal: AbortSignal; readonly most: number; readonly onRead: (length: number) => void};

/** Reads until `most` bytes are there, or a few more, then drops the request. */
export async function readChunk(files: FileSystem, {path, from, signal, most, onRead}: ChunkRequest): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of await files.read(path, {from, signal})) {
		chunks.push(chunk);
		length += chunk.length;
		onRead(length);
		if (length >= most) {
			break;
		}
	}

	return Buffer.concat(chunks);
}
