import type {FileHandle} from 'node:fs/promises';

/** Writes all of it at a position in a file. A full disk may take a part of it; writing the rest then tells why. Rejects with the error of the disk. */
export async function writeAll(handle: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
	for (let written = 0; written < bytes.length;) {
		const {bytesWritten} = await handle.write(bytes, written, bytes.length - written, at + written);
		written += bytesWritten;
	}
}
