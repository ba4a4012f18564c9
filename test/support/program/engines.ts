import {readFile, readdir} from 'node:fs/promises';
import path from 'node:path';
import {isEngineAlive} from '../../../source/transfers/start-engine.ts';
import {until} from '../drive.ts';

/** Process ids of the engines of a configuration, found by their command lines: an engine is nobody's child. */
export async function enginesOf(config: string): Promise<readonly number[]> {
	const processes = (await readdir('/proc')).filter(name => /^\d+$/v.test(name));
	const lines = await Promise.all(processes.map(async id => ({id: Number(id), line: await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')})));
	return lines.filter(({line}) => line.includes('engine.js') && line.includes(config)).map(({id}) => id);
}

const patience = 10_000; // ms

/** Waits for the end of an engine: its folders must not be removed while it still writes. One that goes on is left alone. */
export async function engineEnded(config: string): Promise<void> {
	const end = performance.now() + patience;
	await until(() => !isEngineAlive({locks: path.join(config, 'locks')}) || performance.now() > end);
}
