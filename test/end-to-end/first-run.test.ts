import {createHash} from 'node:crypto';
import {
	mkdir,
	readFile,
	readdir,
	utimes,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {temporaryFolder} from '../support/temp-files.ts';
import {openTerminal, type Terminal} from '../support/terminal.ts';

const F5 = '\u{1B}[15~';
const F10 = '\u{1B}[21~';
const sizes = [{columns: 80, rows: 24}, {columns: 200, rows: 50}] as const;

describe.each(sizes)('a first run on the sandbox at $columns×$rows', ({columns, rows}) => {
	it('copies a folder up and back, and the checksums agree', async () => {
		const home = await temporaryFolder();
		const album = await makeAlbum(path.join(home, 'album'));
		await mkdir(path.join(home, 'returned'));
		const terminal = openTerminal({
			args: [path.resolve('dist/cli.js'), '--sandbox'], columns, rows, cwd: home, env: {HOME: home},
		});

		await terminal.waitFor(/album[^\u2502]*\u2502.*Documents/s);
		await moveCursorTo(terminal, 'album');
		terminal.type(F5);
		await terminal.waitFor('Copy');
		terminal.type('\r');
		await terminal.waitFor(text => rightPane(text).includes('album'));
		await terminal.waitFor(/13 done|done 13|done 13/i);

		// Into the folder that waits for it: left pane to returned/, then back from the right one.
		await moveCursorTo(terminal, 'returned');
		terminal.type('\r');
		await terminal.waitFor(/─ .*returned/);
		terminal.type('\t');
		await moveCursorTo(terminal, 'album');
		terminal.type(F5);
		await terminal.waitFor('Copy');
		terminal.type('\r');
		await terminal.waitFor(text => leftPane(text).includes('album'));
		await terminal.waitFor(/26 done|done 26|done 26/i);

		expect(await checksums(path.join(home, 'returned', 'album'))).toEqual(album);

		terminal.type(F10);
		expect(await terminal.exited).toBe(0);
		expect(terminal.isAlternate()).toBe(false);
	});
});

function leftPane(text: string): string {
	return text.split('\n').map(row => row.split('│', 1)[0] ?? '').join('\n');
}

function rightPane(text: string): string {
	return text.split('\n').map(row => row.split('│', 2)[1] ?? '').join('\n');
}

/** Types a filter and leaves the cursor on the one row that matches, then clears the filter. */
async function moveCursorTo(terminal: Terminal, name: string): Promise<void> {
	terminal.type('/');
	terminal.type(name);
	terminal.type('\r');
	await terminal.settled();
	terminal.type('\u{1B}');
	await terminal.settled(200);
}

async function makeAlbum(folder: string): Promise<ReadonlyMap<string, string>> {
	await mkdir(path.join(folder, 'deeper', 'still'), {recursive: true});
	for (let index = 0; index < 12; index += 1) {
		const below = ['', 'deeper', 'deeper/still'][index % 3] ?? '';
		const file = path.join(folder, below, `photo: ${index}?.jpg`);
		await writeFile(file, `picture ${index} `.repeat((index * 997) + 1));
		await utimes(file, 1_700_000_000 + index, 1_700_000_000 + index);
	}

	await writeFile(path.join(folder, 'empty.txt'), '');
	return checksums(folder);
}

async function checksums(folder: string): Promise<ReadonlyMap<string, string>> {
	const sums = new Map<string, string>();
	const entries = await readdir(folder, {recursive: true, withFileTypes: true});
	for (const entry of entries.filter(each => each.isFile())) {
		const file = path.join(entry.parentPath, entry.name);
		sums.set(path.relative(folder, file), createHash('md5').update(await readFile(file)).digest('hex'));
	}

	return new Map([...sums].toSorted());
}
