import {execFileSync} from 'node:child_process';
import {
	openSync,
	closeSync,
	rmSync,
	writeSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {onTestFinished} from 'vitest';
import {temporaryFolder} from './temp-files.ts';

/** Only root can mount one. */
export const maySmallDisk = process.platform === 'linux' && process.getuid?.() === 0;

export type SmallDisk = {
	readonly folder: string;
	/** Frees space, or fills it. */
	readonly resize: (bytes: number) => void;
	/** Makes the disk read-only. */
	readonly protect: () => void;
	/** Fills the disk. */
	readonly fill: () => void;
	/** Gives that back. */
	readonly empty: () => void;
};

/** A disk of its own with room for so many bytes. */
export async function smallDisk(size: number): Promise<SmallDisk> {
	const folder = await temporaryFolder();
	execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'none', folder]);
	onTestFinished(() => {
		execFileSync('umount', ['-l', folder]);
	});
	const filler = path.join(folder, 'filler');
	return {
		folder,
		resize(bytes) {
			execFileSync('mount', ['-o', `remount,size=${bytes}`, folder]);
		},
		protect() {
			execFileSync('mount', ['-o', 'remount,ro', folder]);
		},
		fill() {
			const file = openSync(filler, 'a');
			try {
				for (;;) {
					writeSync(file, new Uint8Array(4096));
				}
			} catch {
				closeSync(file); // full
			}
		},
		empty() {
			rmSync(filler);
		},
	};
}
