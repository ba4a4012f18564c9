import {removePartFile} from '../../../files/part-file.ts';
import type {WorkTools} from './work.ts';

/** Removes what an earlier try of an item has written on the disk, where nothing goes on with it. There may be nothing. */
export async function dropOwnPart({step}: Pick<WorkTools, 'step'>): Promise<void> {
	const {part} = step();
	if (part !== undefined) {
		await removePartFile(part);
	}
}
