import {open} from 'node:fs/promises';
import {diskFailure} from './disk-failures.ts';
import {reach} from './reach-path.ts';

/** Makes an empty file. @throws Failure `already-exists`: never replaces */
export async function makeEmptyFile(path: string): Promise<void> {
	try {
		const file = await reach(path, async reached => open(reached, 'wx'));
		await file.close();
	} catch (error) {
		throw diskFailure(error, path);
	}
}
