import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {onTestFinished} from 'vitest';

/** A new empty folder that is gone when the test is. */
export async function temporaryFolder(): Promise<string> {
	const folder = await mkdtemp(path.join(tmpdir(), 'jottafm-test-'));
	onTestFinished(async () => rm(folder, {recursive: true, force: true}));
	return folder;
}
