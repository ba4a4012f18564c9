import {readdirSync} from 'node:fs';
import fs from 'node:fs/promises';
import {syncBuiltinESMExports} from 'node:module';
import path from 'node:path';
import {onTestFinished, vi} from 'vitest';
import type {FileSystem} from '../../source/files/file-system.ts';
import {openLocal} from '../../source/files/local-file-system.ts';
import {temporaryFolder} from './temp-files.ts';

const byName = ['lstat', 'stat', 'open', 'opendir', 'readdir', 'realpath', 'access', 'unlink', 'rm', 'mkdir', 'rename', 'link'] as const;

/** A folder in which, for this process and with these `files`, letters of another case make no other name, as on the disks of macOS. */
export async function caselessFolder(): Promise<{readonly folder: string; readonly files: FileSystem}> {
	const folder = await temporaryFolder();
	const fold = (name: string) => name.normalize('NFC').toUpperCase();

	/** The path as what is there is spelled; a name that is not there stays as it is. */
	const spelled = <Text>(text: Text): Text | string => {
		if (typeof text !== 'string' || !text.startsWith(`${folder}/`)) {
			return text;
		}

		let at = folder;
		for (const name of text.slice(folder.length + 1).split('/').filter(Boolean)) {
			at = path.join(at, namesIn(at).find(each => fold(each) === fold(name)) ?? name);
		}

		return at;
	};

	const spies = byName.map(name => {
		const real = fs[name] as (...words: readonly unknown[]) => unknown;
		return vi.spyOn(fs, name).mockImplementation((async (first: unknown, second: unknown, ...others: readonly unknown[]) => {
			const [from, to] = [spelled(first), spelled(second)];
			return real(from, name === 'rename' && from === to ? path.join(path.dirname(from as string), path.basename(second as string)) : to, ...others);
		}) as never);
	});
	syncBuiltinESMExports();
	onTestFinished(() => {
		for (const spy of spies) {
			spy.mockRestore();
		}

		syncBuiltinESMExports();
	});
	const local = openLocal();
	return {folder, files: {...local, stat: async text => local.stat(spelled(text))}}; // which was bound before anything stood in
}

function namesIn(folder: string): readonly string[] {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}
