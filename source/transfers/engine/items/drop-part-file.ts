import {removePartFile} from '../../../files/part-file.ts';
import type {WorkTools} from './work.ts';

/** Removes the part file that an earlier try of an item has left, if there is one. */
export async function dropOwnPart({step}: Pick<WorkTools, 'step'>): Promise<void> {
	const {part} = step();
	if (part !== undefined) {
		await removePartFile(part);
	}
}
