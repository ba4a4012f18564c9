import {randomFillSync} from 'node:crypto';
import {closeSync, openSync, writeSync} from 'node:fs';
import {
	mkdir,
	mkdtemp,
	readdir,
	rm,
	utimes,
	writeFile,
} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {startSandbox, type RunningSandbox} from '../../source/sandbox/server.ts';
import {startTlsProxy} from '../support/tls-proxy.ts';
import type {Ground} from './contestants.ts';

/*
Where transfers are measured: a sandbox with its state on disk, behind the TLS proxy, and a folder for files.
*/

export async function onGround<Result>(work: (ground: Ground) => Promise<Result>): Promise<Result> {
	const folder = await mkdtemp(path.join(tmpdir(), 'jottafm-bench-'));
	const sandbox = await startSandbox({directory: path.join(folder, 'service')});
	const proxy = await startTlsProxy(folder, sandbox.url);
	try {
		return await work({sandbox, proxy, folder});
	} finally {
		await proxy.close();
		await sandbox.close();
		await rm(folder, {recursive: true, force: true});
	}
}

const filesInFolder = 1000;

/** Files of 4 KiB, each with different content; many files go into several folders. */
export async function makeSmallFiles(folder: string, count: number): Promise<void> {
	for (let index = 0; index < count; index += 1) {
		const below = count > filesInFolder ? path.join(folder, `folder ${Math.floor(index / filesInFolder)}`) : folder;
		if (index % filesInFolder === 0) {
			await mkdir(below, {recursive: true});
		}

		await writeFile(path.join(below, `file ${index}.bin`), randomFillSync(new Uint8Array(4096)));
	}
}

/** One file in its own folder; its bytes cannot be compressed. */
export async function makeLargeFile(folder: string, size: number): Promise<void> {
	await mkdir(folder);
	const [handle, piece] = [openSync(path.join(folder, 'film.bin'), 'w'), new Uint8Array(8 * 1_048_576)];
	for (let written = 0; written < size; written += piece.length) {
		writeSync(handle, randomFillSync(piece));
	}

	closeSync(handle);
}

/** A file that was written to is in no cache of hashes. */
export async function touchAll(folder: string): Promise<void> {
	const now = new Date();
	for (const name of await readdir(folder)) {
		await utimes(path.join(folder, name), now, now);
	}
}

/** Everything below Archive, with its bytes: otherwise the service would know the content already. */
export function emptyCloud({state: {tree, content}}: RunningSandbox): void {
	for (const {id} of tree.children(tree.find(['Jotta', 'Archive'])!.id)) {
		for (const md5 of tree.remove(id)) {
			content.drop(md5);
		}
	}

	content.sweep();
}
