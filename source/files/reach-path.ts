import type {Buffer} from 'node:buffer';
import {closeSync, constants, openSync} from 'node:fs';
import {access, open, type FileHandle} from 'node:fs/promises';
import {diskPath, localBytes} from './local-name.ts';

/*
Linux takes at most 4,095 bytes of a path in one call, and folders can lie deeper. A longer path is walked in pieces, each
from a handle of the folder before it, which has a short name as long as it is open. Where there is no such name (macOS), the
system refuses the whole path with ENAMETOOLONG, and nothing else is tried.
*/

const longest = 3800; // bytes: with a handle's name before it and an entry's name (255) behind it, one call still takes it
const handles = '/proc/self/fd';
const folderOnly = constants.O_DIRECTORY | 0o1000_0000; // eslint-disable-line no-bitwise -- open flags are bits; O_PATH of Linux: a folder that may be passed, but not listed, is enough

/** A place of the disk under a path that one call takes, until it is left. */
export type Reached = {readonly path: string; readonly leave: () => Promise<void>};

/** Calls back with what `node:fs` takes for a path of any length; that is good until the work has ended. */
export async function reach<Result>(path: string, work: (reached: string | Buffer) => Promise<Result>): Promise<Result> {
	if (isShort(path)) {
		return work(diskPath(path));
	}

	const {path: reached, leave} = await reachPath(path);
	try {
		return await work(diskPath(reached));
	} finally {
		await leave();
	}
}

/** The same for who works longer with a folder; the names in it can be joined to its path. Rejects with the error of the disk. */
export async function reachPath(path: string): Promise<Reached> {
	const folders: FileHandle[] = [];
	const leave = async () => {
		await Promise.all(folders.map(async folder => folder.close()));
	};

	try {
		const way = piecewise(path);
		let step = way.next();
		if (step.done !== true) {
			await access(handles).catch(() => {
				throw tooLong();
			});
		}

		while (step.done !== true) {
			const folder = await open(diskPath(step.value), folderOnly);
			folders.push(folder);
			step = way.next(folder.fd);
		}

		return {path: step.value, leave};
	} catch (error) {
		await leave();
		throw error;
	}
}

/** Opens a file to read it, in a thread that does nothing else. Gives its descriptor; throws the error of the disk. */
export function openToRead(path: string): number {
	const folders: number[] = [];
	try {
		const way = piecewise(path);
		let step = way.next();
		while (step.done !== true) {
			folders.push(openSync(diskPath(step.value), folderOnly));
			step = way.next(folders.at(-1)!);
		}

		return openSync(diskPath(step.value), 'r');
	} finally {
		for (const folder of folders) {
			closeSync(folder);
		}
	}
}

/** Gives each folder that is to be opened on the way, takes its descriptor, and returns the last piece. */
function * piecewise(path: string): Generator<string, string, number> {
	let at = '';
	for (const segment of isShort(path) ? [] : path.slice(1).split('/')) {
		if (at !== '' && bytesOf(`${at}/${segment}`) > longest) {
			at = `${handles}/${yield at}`;
		}

		at += `/${segment}`;
	}

	return at === '' ? path : at;
}

function isShort(path: string): boolean {
	return path.length * 3 <= longest || bytesOf(path) <= longest; // a character takes three bytes at most, for each unit of its length
}

const bytesOf = (text: string) => localBytes(text).length;

function tooLong(): Error {
	return Object.assign(new Error('path too long'), {code: 'ENAMETOOLONG'});
}
