import {spawnSync} from 'node:child_process';
import {openTerminal, type Terminal} from '../support/program/terminal.ts';
import {median} from './bench-row.ts';
import {pressed, residentOf} from './press-keys.ts';

export type McFigures = {readonly step: string; readonly scroll: string; readonly bytes: string; readonly scrollBytes: string; readonly resident: string; readonly whole: string};

const down = '\u{1B}OB'; // it asks the terminal for cursor keys in application mode
const isThere = spawnSync('mc', ['--version']).status === 0;

/** Without its subshell, and with the settings of a new user. */
function openMc(folder: string, home: string, size: {readonly columns: number; readonly rows: number}): Terminal {
	return openTerminal({
		file: 'mc', args: ['-u', folder], cwd: folder, env: {HOME: home}, ...size,
	});
}

async function ended(mc: Terminal): Promise<void> {
	mc.kill();
	await mc.exited;
}

/** mc's time from start to first frame, next to ours. */
export async function mcStart(folder: string, home: string): Promise<{readonly peer?: string}> {
	if (!isThere) {
		return {};
	}

	const waits: number[] = [];
	for (let round = 0; round < 12; round += 1) {
		const begin = performance.now();
		const mc = openMc(folder, home, {columns: 80, rows: 24});
		await mc.waitFor(text => text.includes('service') && text.includes('1Help'));
		waits.push(performance.now() - begin);
		await ended(mc);
	}

	return {peer: `mc ${Math.round(median(waits.slice(2)))} ms`};
}

/** The same keys in the same folder, in mc. */
export async function mcKeys(folder: string, home: string): Promise<McFigures | undefined> {
	if (!isThere) {
		return undefined;
	}

	const begin = performance.now();
	const mc = openMc(folder, home, {columns: 200, rows: 50});
	await mc.waitFor(text => /file \d+\.txt/v.test(text) && text.includes('1Help'), 60_000);
	const whole = performance.now() - begin;
	const step = await pressed(mc, down, 40);
	for (let row = 0; row < 30; row += 1) {
		mc.type(down);
	}

	const scroll = await pressed(mc, down, 40);
	const resident = await residentOf(mc.pid);
	await ended(mc);
	return {
		whole: `mc ${Math.round(whole)} ms`,
		step: `mc ${step.p50} / ${step.p95} ms`,
		scroll: `mc ${scroll.p50} / ${scroll.p95} ms`,
		bytes: `mc ${step.bytes}`,
		scrollBytes: `mc ${scroll.bytes}`,
		resident: `mc ${Math.round(resident / 1e6)} MB`,
	};
}
