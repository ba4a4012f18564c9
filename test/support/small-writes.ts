import {open, type FileHandle} from 'node:fs/promises';
import {onTestFinished} from 'vitest';

/** Until the test is over a disk takes only half of what is written at once, as one that is nearly full may. */
export async function writeHalves(folder: string): Promise<void> {
	const handle = await open(folder);
	await handle.close();
	const kind = Object.getPrototypeOf(handle) as Pick<FileHandle, 'write'>;
	const {write} = kind;
	kind.write = async function (this: FileHandle, bytes: Uint8Array, ...[offset, length, position]: readonly number[]) {
		return (write as (...parameters: readonly unknown[]) => unknown).call(this, bytes, offset, Math.ceil(length! / 2), position);
	} as FileHandle['write'];
	onTestFinished(() => {
		kind.write = write;
	});
}
