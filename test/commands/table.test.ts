import {spawnSync} from 'node:child_process';
import {readFile} from 'node:fs/promises';
import {describe, expect, it} from 'vitest';
import {buildProgram} from '../../source/cli/arguments.ts';
import {completionScript, shells} from '../../source/commands/completion.ts';
import {manualPage, withCommandTable, withSettingsTable} from '../../source/cli/manual.ts';
import {commandTable} from '../../source/commands/table.ts';

const {commands, groups} = commandTable;

/** What the command line would do, without doing it. */
async function parse(words: readonly string[]): Promise<{readonly ran: number; readonly opened: ReadonlyArray<readonly string[]>}> {
	let ran = 0;
	const opened: Array<readonly string[]> = [];
	await buildProgram(commandTable, {
		async run() {
			ran += 1;
		},
		async openApp(_, panes) {
			opened.push(panes);
		},
	}, '0').parseAsync(words, {from: 'user'});
	return {ran, opened};
}

const longNames = (flags: string) => /--[\-a-z]+/v.exec(flags)![0];

describe('the table of commands', () => {
	it.each(commands)('$name has examples that its own arguments allow', async ({name, examples}) => {
		const lines = Object.keys(examples);
		expect(lines[0]).toMatch(new RegExp(String.raw`^jottafm ${name}\b`, 'v'));
		for (const line of lines) {
			const words = line.split(/ [<>\|] /v, 1)[0]!.split(' ').slice(1);
			expect(await parse(words), line).toEqual({ran: 1, opened: []});
		}
	});

	it('has a word for each group', () => {
		const used = new Set(commands.filter(({name}) => name.includes(' ')).map(({name}) => name.split(' ', 1)[0]));

		expect([...used]).toEqual(Object.keys(groups));
	});

	it('is what the README shows', async () => {
		const readme = await readFile('README.md', 'utf8');

		expect(withSettingsTable(withCommandTable(readme, commandTable))).toBe(readme); // npm run docs
		expect(readme).toContain('| `no_versions` |');
		expect(readme).toContain('| `trash restore` |');
	});

	it('is what the manual page shows', async () => {
		const {version} = JSON.parse(await readFile('package.json', 'utf8')) as {version: string};

		expect(await readFile('dist/jottafm.1', 'utf8')).toBe(manualPage(commandTable, version));
	});

	it('makes a manual page that troff takes without a complaint', () => {
		const {error, status, stderr} = spawnSync('groff', ['-man', '-Tutf8', '-ww', '-z', '-k', 'dist/jottafm.1'], {encoding: 'utf8'});

		expect(error ? '' : stderr).toBe(''); // where there is no groff there is nothing to ask
		expect(error ? 0 : status).toBe(0);
	});

	it.each(shells)('is all in what %s completes', shell => {
		const script = completionScript(shell, commands);
		for (const {name, options = []} of commands) {
			for (const word of name.split(' ')) {
				expect(script).toContain(word);
			}

			for (const {flags} of options.filter(option => option.isHidden !== true)) {
				expect(script, name).toContain(shell === 'fish' ? `-l ${longNames(flags).slice(2)}` : longNames(flags));
			}
		}
	});

	it.each([
		[['tra'], 'trash'],
		[['trash', 're'], 'restore'],
		[['trash', 'restore', '--de'], '--deleted'],
		[['cp', '--overwrite', 'ne'], 'newer never'],
		[['config', 'se'], 'set'],
		[['completion', 'z'], 'zsh'],
	])('lets bash go on from %j with %s', (words, expected) => {
		const script = `${completionScript('bash', commands)}\nCOMP_LINE='jottafm ${words.join(' ')}'; COMP_POINT=${words.join(' ').length + 8}; COMP_WORDS=(jottafm ${words.join(' ')}); COMP_CWORD=${words.length}; _jottafm; echo "\${COMPREPLY[*]}"`;

		expect(spawnSync('bash', ['-c', script], {encoding: 'utf8'}).stdout.trim()).toBe(expected);
	});
});

describe('the command line', () => {
	it('opens the panes when there is no command', async () => {
		expect(await parse(['.', 'jotta:Pictures'])).toEqual({ran: 0, opened: [['.', 'jotta:Pictures']]});
		expect(await parse([])).toEqual({ran: 0, opened: [[]]});
	});

	it.each([
		['a command that is none', ['lss'], 'lss'],
		['a third pane', ['.', '.', '.'], 'two panes'],
		['a group alone', ['trash'], ''],
		['an option that is none', ['ls', '--lnog', 'a'], '--lnog'],
		['a value that is none', ['cp', '--overwrite', 'maybe', 'a', 'b'], 'maybe'],
		['help for what is none', ['help', 'nothing'], 'nothing'],
	])('refuses %s', async (_, words) => {
		await expect(parse(words)).rejects.toMatchObject({name: 'CommanderError'});
	});
});
