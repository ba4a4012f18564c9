import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {onTestFinished} from 'vitest';

const prefix = 'jottafm-test-';

/** A new empty folder, removed when the test ends. */
export async function temporaryFolder(): Promise<string> {
	const folder = await mkdtemp(path.join(tmpdir(), prefix));
	// A program that a shell has started still writes its compiled code while it ends; nothing can wait for that.
	onTestFinished(async () => rm(folder, {
		recursive: true, force: true, maxRetries: 20, retryDelay: 50,
	}));
	return folder;
}

/** A text without the random names of such folders: they can look like anything. */
export function withoutFolderNames(text: string): string {
	return text.replaceAll(new RegExp(String.raw`${prefix}\w+`, 'gv'), '');
}
