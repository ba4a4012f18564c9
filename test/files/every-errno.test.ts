import {syncBuiltinESMExports} from 'node:module';
import fs from 'node:fs/promises';
import {constants} from 'node:os';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {nextStepText} from '../../source/cli/advice-text.ts';
import {Failure, toFailure} from '../../source/failure.ts';
import {openLocal} from '../../source/files/local-file-system.ts';
import {temporaryFolder, withoutFolderNames} from '../support/temp-files.ts';
import {makeTree} from '../support/trees.ts';

const errnos = Object.keys(constants.errno);
const files = openLocal();

async function readAll(pieces: AsyncIterable<unknown>): Promise<void> {
	for await (const _ of pieces) {
		// only whether it works
	}
}

/** All that a pane can ask the disk for, in a folder with the file a, and b in the folder d. */
const operations: Readonly<Record<string, (folder: string) => Promise<unknown>>> = {
	list: async folder => readAll(files.list(folder)),
	walk: async folder => readAll(files.walk(folder)),
	stat: async folder => files.stat(`${folder}/a`),
	mkdir: async folder => files.mkdir(`${folder}/new/deep`),
	rename: async folder => files.rename(`${folder}/a`, `${folder}/new`),
	copy: async folder => files.copy(`${folder}/a`, `${folder}/new`),
	'remove a file': async folder => files.remove(`${folder}/a`, {kind: 'file', permanent: true}),
	'remove a folder': async folder => files.remove(`${folder}/d`, {kind: 'folder', permanent: true}),
	setModified: async folder => files.setModified(`${folder}/a`, 1_700_000_000_000),
	read: async folder => readAll(await files.read(`${folder}/a`)),
	space: async folder => files.space(folder),
};

const notReached = new Set(['stat']); // it has a call of its own, which nothing here reaches

type Calls = Record<string, unknown>;

/** As Node says it: its words are for programmers. */
const raw = (errno: string, file: unknown) => Object.assign(new Error(`${errno}: raw words, open '${String(file)}'`), {
	code: errno, errno: -1, syscall: 'open', path: String(file),
});

/** While this work is under way, these calls of the system fail. */
async function refusing(calls: Calls, names: readonly string[], errno: string, work: () => Promise<unknown>): Promise<unknown> {
	const own = names.map(name => Object.getOwnPropertyDescriptor(calls, name)!);
	for (const [index, name] of names.entries()) {
		Object.defineProperty(calls, name, {
			...own[index], async value(file: unknown) {
				throw raw(errno, file);
			},
		});
	}

	syncBuiltinESMExports();
	try {
		await work();
		return undefined;
	} catch (error) {
		return error;
	} finally {
		for (const [index, name] of names.entries()) {
			Object.defineProperty(calls, name, own[index]!);
		}

		syncBuiltinESMExports();
	}
}

function expectSentences(error: unknown, about: string): void {
	expect(error, about).toBeInstanceOf(Failure);
	const {message, nextStep} = error as Failure;
	expect(message, about).toMatch(/^[^\n]+\.$/v);
	expect(withoutFolderNames(`${message} ${nextStepText(nextStep)}`), about).not.toMatch(/\bE[\dA-Z]{3,}\b|Error|raw words|errno|unexpected|undefined/v);
	expect(nextStepText(nextStep), about).toMatch(/^$|\.$/v);
}

const callNames = ['access', 'copyFile', 'link', 'lstat', 'lutimes', 'mkdir', 'open', 'opendir', 'readdir', 'readlink', 'realpath', 'rename', 'rm', 'rmdir', 'stat', 'statfs', 'unlink', 'utimes'];

describe('an error of the system', () => {
	it.each(Object.keys(operations))('is a sentence about the file, whichever it is: %s', async name => {
		const folder = await temporaryFolder();
		await makeTree(folder, {a: 'text', 'd/b': ''});

		for (const errno of errnos) {
			const error = await refusing(fs, callNames, errno, async () => operations[name]!(folder));
			if (error !== undefined || !notReached.has(name)) {
				expectSentences(error, `${name}: ${errno}`);
				expect((error as Failure).message, errno).toContain(path.basename(folder));
			}
		}
	});

	it.each(Object.keys(operations))('is a sentence whichever call it meets: %s', async name => {
		const folder = await temporaryFolder();
		const file = await fs.open(folder);
		const handle = Object.getPrototypeOf(file) as Calls;
		await file.close();
		const ofHandle = ['read', 'write', 'writev', 'stat', 'sync', 'datasync', 'utimes', 'truncate'];
		for (const [calls, call] of [...callNames.map(each => [fs as unknown as Calls, each] as const), ...ofHandle.map(each => [handle, each] as const)]) {
			for (const errno of ['EIO', 'EXDEV']) {
				await fs.rm(folder, {recursive: true});
				await makeTree(folder, {a: 'text', 'd/b': ''});
				const error = await refusing(calls, [call], errno, async () => operations[name]!(folder));
				if (error !== undefined) {
					expectSentences(error, `${name}: ${errno} of ${call}`);
				}
			}
		}
	});

	it('of a copy names the file that it is about', async () => {
		const folder = await temporaryFolder();
		await makeTree(folder, {a: 'text'});
		const copy = async () => operations.copy!(folder);

		expect(await refusing(fs as unknown as Calls, ['link'], 'EROFS', copy)).toMatchObject({message: `The disk with ${folder}/new is read-only.`});
		expect(await refusing(fs as unknown as Calls, ['stat'], 'EACCES', copy)).toMatchObject({message: `No permission for ${folder}/a.`});
	});

	it.each(errnos)('is a sentence also where nobody has thought of it: %s', errno => {
		const failure = toFailure(raw(errno, '/srv/a\nb'));

		expectSentences(failure, errno);
		expect(failure.nextStep).not.toBe('');
	});

	it.each(Array.from({length: 29}, (_, code) => code))('of SQLite is a sentence: %i', code => {
		expectSentences(toFailure(Object.assign(new Error('database disk image is malformed'), {code: 'ERR_SQLITE_ERROR', errcode: code})), String(code));
	});
});
