import {setTimeout as sleep} from 'node:timers/promises';
import type {Terminal} from '../support/program/terminal.ts';

/** Resolves when a program has written nothing for a while. Its frames have no mark that all programs share. */
export async function settled(terminal: Terminal, quietMilliseconds = 120): Promise<void> {
	let [before, since] = [terminal.bytesWritten(), performance.now()];
	while (performance.now() - since < quietMilliseconds) {
		await sleep(20);
		if (terminal.bytesWritten() !== before) {
			[before, since] = [terminal.bytesWritten(), performance.now()];
		}
	}
}
