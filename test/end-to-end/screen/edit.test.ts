import {
	mkdir,
	readFile,
	readdir,
	rm,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {
	keys,
	messageLine,
	moveCursorTo,
	pane,
	startApp,
} from '../../support/program/app.ts';
import {openProgram} from '../../support/program/program.ts';
import {temporaryFolder} from '../../support/temp-files.ts';
import type {Terminal} from '../../support/program/terminal.ts';

/** The program with an editor that is a line of shell. `$1` is the file. */
async function startWithEditor(line: string): Promise<{readonly terminal: Terminal; readonly home: string; readonly temporary: string}> {
	const home = await temporaryFolder();
	const temporary = await temporaryFolder();
	const script = path.join(await temporaryFolder(), 'editor');
	await writeFile(script, `${line}\n`);
	const terminal = startApp(home, {columns: 80, rows: 24}, {env: {EDITOR: `sh ${script}`, VISUAL: '', TMPDIR: temporary}});
	await terminal.waitFor(text => text.includes('Documents') && text.includes('online'));
	return {terminal, home, temporary};
}

/** What is kept of edited files below a folder, wherever its configuration is. */
const copies = async (folder: string) => (await readdir(folder, {recursive: true})).filter(name => path.basename(name).startsWith('jottafm-edit-'));

async function makeCloudFile(terminal: Terminal, name: string): Promise<void> {
	terminal.type(`${keys.Tab}T`);
	await terminal.waitFor('New empty file (a/b');
	terminal.type(`${name}${keys.Enter}`);
	await terminal.waitFor(() => pane(terminal, 'right').includes(name));
	await terminal.waitFor('1 item copied');
	await moveCursorTo(terminal, name);
}

describe('a file of the cloud in the editor', () => {
	it('is sent back when it was changed, and the terminal comes back whole', async () => {
		const {terminal} = await startWithEditor('printf "two words" > "$1"');
		await makeCloudFile(terminal, 'note.txt');

		terminal.type('e');

		await terminal.waitFor(() => /note\.txt +9 /v.test(pane(terminal, 'right')));
		expect(terminal.isAlternate()).toBe(true);
		terminal.type(keys.F3);
		await terminal.waitFor('two words');
	});

	it('is not sent when it was not changed, and no copy stays behind', async () => {
		const {terminal, temporary} = await startWithEditor('true');
		await makeCloudFile(terminal, 'note.txt');

		terminal.type('e');

		await terminal.waitFor('Not changed: nothing is sent.');
		expect(await copies(temporary)).toEqual([]);
	});

	it('is asked about when somebody else changed it meanwhile; nothing is lost', async () => {
		const program = await openProgram({isSignedIn: true});
		const [first, other] = [path.join(program.folder, 'first'), path.join(program.folder, 'other')];
		await Promise.all([writeFile(first, 'first'), writeFile(other, 'from elsewhere')]);
		await program.run(['cp', first, 'jotta:note.txt']);
		const gate = path.join(program.folder, 'gate');
		await writeFile(gate, '');
		const script = path.join(program.folder, 'editor');
		await writeFile(script, `printf mine > "$1"; echo the editor is open; while [ -e '${gate}' ]; do sleep 0.1; done\n`);
		const terminal = startApp(program.folder, {columns: 80, rows: 24}, {
			args: ['--config-dir', program.config, '--server', program.ready.url], env: {EDITOR: `sh ${script}`, VISUAL: '', TMPDIR: await temporaryFolder()},
		});
		await terminal.waitFor('note.txt');
		terminal.type(keys.Tab);
		await moveCursorTo(terminal, 'note.txt');

		terminal.type(keys.F4);
		await terminal.waitFor('the editor is open');
		await program.run(['cp', '--overwrite=always', other, 'jotta:note.txt']);
		await rm(gate);
		await terminal.waitFor('Changed in the cloud meanwhile');
		terminal.type(keys.Enter);
		await terminal.waitFor(() => pane(terminal, 'right').includes('note (1).txt'));

		expect((await program.run(['cat', 'jotta:note.txt'])).out).toBe('from elsewhere');
		expect((await program.run(['ls', 'jotta:'])).out.split('\n').filter(name => name.startsWith('note'))).toHaveLength(2);
	});

	it('whose last save failed goes on with that save: nothing is overwritten by trying that again', async () => {
		const program = await openProgram({isSignedIn: true});
		const first = path.join(program.folder, 'first');
		await writeFile(first, 'first');
		await program.run(['cp', first, 'jotta:note.txt']);
		const script = path.join(program.folder, 'editor');
		await writeFile(script, 'echo save >> "$1"\n');
		const limit = async (capacity: number) => fetch(`${program.ready.url}/sandbox/limits`, {method: 'POST', body: JSON.stringify({capacity})});
		const terminal = startApp(program.folder, {columns: 80, rows: 24}, {
			args: ['--config-dir', program.config, '--server', program.ready.url], env: {EDITOR: `sh ${script}`, VISUAL: '', TMPDIR: await temporaryFolder()},
		});
		await terminal.waitFor('note.txt');
		terminal.type(keys.Tab);
		await moveCursorTo(terminal, 'note.txt');
		await limit(1);

		terminal.type(keys.F4);
		await terminal.waitFor('0 items copied, 1 failed');
		await limit(1e9);
		terminal.type(keys.F4);
		await terminal.waitFor('1 item copied');
		terminal.type('t');
		await terminal.waitFor('Done 2');
		terminal.type('R');

		expect((await program.run(['cat', 'jotta:note.txt'])).out).toBe('firstsave\nsave\n');
		expect((await program.run(['queue'])).err).toBe('2 done.\n');
		expect(await copies(program.config)).toEqual([]);
	});

	it('does not keep the program when the terminal goes away', async () => {
		const {terminal} = await startWithEditor('echo the editor is open; sleep 600');
		await makeCloudFile(terminal, 'note.txt');
		terminal.type('e');
		await terminal.waitFor('the editor is open');

		terminal.kill('SIGTERM');

		expect(await terminal.exited).toBe(143);
	});
});

describe('an editor that is not there', () => {
	it('is said, and nothing has changed', async () => {
		const {terminal, home} = await startWithEditor('exit 127');
		await writeFile(path.join(home, 'mine.txt'), 'mine');
		terminal.type('\u{12}');
		await terminal.waitFor('mine.txt');
		await moveCursorTo(terminal, 'mine.txt');

		terminal.type('e');

		await terminal.waitFor('is not there');
		expect(await readFile(path.join(home, 'mine.txt'), 'utf8')).toBe('mine');
	});
});

describe('many names in the editor', () => {
	it('are shown as a plan, given, and taken back by u', async () => {
		const {terminal, home} = await startWithEditor(String.raw`printf "b.txt\na.txt\nnew.txt\n" > "$1"`);
		await Promise.all(['a.txt', 'b.txt', 'c.txt'].map(async name => writeFile(path.join(home, name), `was ${name}`)));
		terminal.type('\u{12}');
		await terminal.waitFor('c.txt');

		terminal.type('\u{1}r');
		await terminal.waitFor('Rename 3 items?');
		expect(terminal.text()).toContain('a.txt → b.txt');
		terminal.type('y');
		await terminal.waitFor('u undoes it');
		expect(await readFile(path.join(home, 'a.txt'), 'utf8')).toBe('was b.txt');
		expect(await readFile(path.join(home, 'new.txt'), 'utf8')).toBe('was c.txt');

		terminal.type('u');
		await terminal.waitFor('are as they were');
		expect(await readFile(path.join(home, 'a.txt'), 'utf8')).toBe('was a.txt');
		expect(await readFile(path.join(home, 'c.txt'), 'utf8')).toBe('was c.txt');
	});
});

describe('undo', () => {
	it('brings back what went to the trash, and says when there is nothing more', async () => {
		const {terminal} = await startWithEditor('true');
		terminal.type(keys.Tab);
		await moveCursorTo(terminal, 'Documents');

		terminal.type('d');
		await terminal.waitFor('Move to the trash?');
		terminal.type('y');
		await terminal.waitFor('moved to the trash');
		expect(pane(terminal, 'right')).not.toContain('Documents');
		terminal.type('u');
		await terminal.waitFor('Back from the trash: Documents');
		await terminal.waitFor(() => pane(terminal, 'right').includes('Documents/'));

		terminal.type('u');
		await terminal.waitFor('Nothing to undo');
		expect(messageLine(terminal)).toContain('Nothing to undo');
	});
});

describe('undo of a moved folder', () => {
	it('puts it back where it was, with what is in it, and leaves nothing of it', async () => {
		const {terminal, home} = await startWithEditor('true');
		await mkdir(path.join(home, 'trip', 'day one', 'nothing'), {recursive: true});
		await writeFile(path.join(home, 'trip', 'day one', 'a.txt'), 'a');
		await writeFile(path.join(home, 'trip', 'b.txt'), 'b');
		terminal.type('\u{12}');
		await terminal.waitFor('trip');
		await moveCursorTo(terminal, 'trip');
		terminal.type(keys.F6);
		await terminal.waitFor('Move trip/');
		terminal.type(keys.Enter);
		await terminal.waitFor('items moved');
		await expect.poll(async () => readdir(home)).not.toContain('trip'); // the emptied folder goes after the last item

		terminal.type('u');

		await terminal.waitFor('Queued 1 item to move back');
		await terminal.waitFor(() => pane(terminal, 'left').includes('trip') && !pane(terminal, 'right').includes('trip'));
		expect((await readdir(path.join(home, 'trip'), {recursive: true})).toSorted()).toEqual(['b.txt', 'day one', 'day one/a.txt', 'day one/nothing']);
		expect(await readFile(path.join(home, 'trip', 'day one', 'a.txt'), 'utf8')).toBe('a');
	});
});
