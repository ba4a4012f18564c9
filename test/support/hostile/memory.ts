import {existsSync, readFileSync, rmSync} from 'node:fs';

const mostMemory = 300_000; // KiB resident, of each process
const reporter = new URL('report-memory.ts', import.meta.url).href;

/** The environment in which a program, and each that it starts, notes in a file how much memory it has held. */
export const memoryReport = (file: string): Readonly<Record<string, string>> => ({NODE_OPTIONS: `--import=${reporter}`, JOTTAFM_TEST_MEMORY: file});

/** The processes that have held too much, one line each. Forgets the file. */
export function memoryIn(file: string): readonly string[] {
	const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []; // none: it was killed
	rmSync(file, {force: true});
	return lines.filter(line => Number(line.split(' ', 1)[0]) > mostMemory).map(line => `too much memory: ${line}`);
}
