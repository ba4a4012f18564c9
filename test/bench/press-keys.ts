import {readFile} from 'node:fs/promises';
import type {Terminal} from '../support/program/terminal.ts';
import {median, percentile} from './bench-row.ts';
import {settled} from './settled.ts';

export type Pressed = {readonly p50: string; readonly p95: string; readonly bytes: number};

/** The time from a key to its first bytes on the terminal, in milliseconds, and the bytes of its frame. */
export async function pressed(terminal: Terminal, key: string, times: number): Promise<Pressed> {
	await settled(terminal, 300);
	const before = terminal.bytesWritten();
	const waits: number[] = [];
	for (let round = 0; round < times; round += 1) {
		const old = terminal.bytesWritten();
		const begin = performance.now();
		terminal.type(key);
		await terminal.waitFor(() => terminal.bytesWritten() > old);
		waits.push(performance.now() - begin);
		await settled(terminal, 40);
	}

	return {p50: median(waits).toFixed(1), p95: percentile(waits, 95).toFixed(1), bytes: Math.round((terminal.bytesWritten() - before) / times)};
}

/** Resident memory of a process, in bytes. */
export async function residentOf(pid: number): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return Number(/VmRSS:\s+(?<kB>\d+)/v.exec(status)?.groups?.kB ?? NaN) * 1024;
}
