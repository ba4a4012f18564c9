import {createHash} from 'node:crypto';
import {
	mkdir,
	readFile,
	readdir,
	stat,
	utimes,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';

/** Makes files with the given contents. Their dates differ, and are whole seconds. */
export async function makeTree(folder: string, files: Readonly<Record<string, string | Uint8Array>>, oldest = 1_700_000_000): Promise<void> {
	await mkdir(folder, {recursive: true});
	for (const [index, [name, content]] of Object.entries(files).entries()) {
		const file = path.join(folder, name);
		await mkdir(path.dirname(file), {recursive: true});
		await writeFile(file, content);
		await utimes(file, oldest + index, oldest + index);
	}
}

/** Path, MD5 and time of all files below a folder, sorted, to compare two trees. */
export async function treeOf(folder: string): Promise<readonly string[]> {
	const lines: string[] = [];
	for (const entry of await readdir(folder, {recursive: true, withFileTypes: true})) {
		const file = path.join(entry.parentPath, entry.name);
		if (entry.isFile()) {
			const [content, {mtimeMs}] = await Promise.all([readFile(file), stat(file)]);
			lines.push(`${path.relative(folder, file)} ${createHash('md5').update(content).digest('hex')} ${Math.floor(mtimeMs / 1000)}`);
		}
	}

	return lines.toSorted((a, b) => a.localeCompare(b));
}

/** A mixed tree: many small files, some larger, odd names, an empty file, nested folders. */
export function mixedFiles(count: number, largest = 300_000): Record<string, string | Uint8Array> {
	const files: Record<string, string | Uint8Array> = {'empty.txt': '', 'what? "a:b" <c|d> 50%.txt': 'odd', 'deep/er/‛％.txt': 'quoted'};
	for (let index = 0; index < count; index += 1) {
		const size = (index * 7919) % largest;
		files[`folder ${index % 7}/file ${index}.bin`] = new Uint8Array(index % 10 === 0 ? size : size % 4096).fill(index % 251);
	}

	return files;
}

/** The same mixture with all contents different: each must be sent, once. */
export function uniqueFiles(count: number): Record<string, string | Uint8Array> {
	const files: Record<string, string | Uint8Array> = {};
	for (let index = 0; index < count; index += 1) {
		const bytes = new Uint8Array(8 + (index % 10 === 0 ? (index * 7919) % 300_000 : (index * 7919) % 4096)).fill(index % 251);
		new DataView(bytes.buffer).setUint32(0, index);
		files[`folder ${index % 7}/in ${index % 3}/file ${index}.bin`] = bytes;
	}

	return files;
}
