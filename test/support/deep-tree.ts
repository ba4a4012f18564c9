import {spawnSync} from 'node:child_process';
import {mkdir, mkdtemp} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {onTestFinished} from 'vitest';

/*
Folders of which the whole path is longer than Linux takes in one call. They are made and read by a process that steps into
them one by one, so that nothing of the program is needed for it.
*/

export const deepNames = Array.from({length: 22}, (_, level) => `level-${level}-${'x'.repeat(200)}`);

/** A folder for such trees, removed when the test ends. */
export async function folderForDeepTrees(): Promise<string> {
	const folder = await mkdtemp(path.join(tmpdir(), 'jottafm-test-'));
	onTestFinished(() => {
		spawnSync('rm', ['-rf', folder]); // Node does not get that deep
	});
	return folder;
}

/** Makes `folder`/level-0…/level-21…, with a file `f` of this content in the last one. */
export async function makeDeepTree(folder: string, content: string): Promise<void> {
	await mkdir(folder, {recursive: true});
	stepInto(folder, 'for (const name of names) { mkdirSync(name); process.chdir(name); } writeFileSync(\'f\', readFileSync(0));', content);
}

/** What is in the file `f` at the end of such a tree; undefined where it is not there. */
export function readDeepFile(folder: string): string | undefined {
	return stepInto(folder, 'try { for (const name of names) { process.chdir(name); } process.stdout.write(readFileSync(\'f\')); } catch { process.exit(1); }');
}

function stepInto(folder: string, work: string, input = ''): string | undefined {
	const script = `const {mkdirSync, readFileSync, writeFileSync} = require('node:fs'); const names = ${JSON.stringify(deepNames)}; ${work}`;
	const {status, stdout} = spawnSync(process.execPath, ['-e', script], {
		cwd: folder, input, encoding: 'utf8', maxBuffer: 20_000_000,
	});
	return status === 0 ? stdout : undefined;
}
