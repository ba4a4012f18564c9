import {readFile, readdir, writeFile} from 'node:fs/promises';
import {execFileSync} from 'node:child_process';
import path from 'node:path';
import {PassThrough} from 'node:stream';
import {buffer} from 'node:stream/consumers';
import {parseArgs} from 'node:util';
import {describe, expect, it} from 'vitest';
import {createOutput} from '../../../source/cli/output.ts';
import {completionCommand, completionScript, type Shell} from '../../../source/commands/completion.ts';
import {commandTable} from '../../../source/commands/table.ts';
import type {RunningSandbox} from '../../../source/sandbox/server.ts';
import type {Tools} from '../../../source/transfers/open-location.ts';
import {standardNames} from '../../support/names.ts';
import {protocolNames, shellNames} from '../../support/nasty-words.ts';
import {installedShells, openShell} from '../../support/program/shell.ts';
import {signInTo, startTestSandbox, systemClock} from '../../support/sandbox.ts';
import {temporaryFolder} from '../../support/temp-files.ts';

const {commands} = commandTable;

/** Folders 0, 1 and on, with a file of a name in each, or several. */
function store({state: {tree, revisions, clock}}: RunningSandbox, folders: ReadonlyArray<string | readonly string[]>): void {
	const home = tree.find(['Jotta', 'Archive'])!;
	const now = clock.now();
	for (const [index, names] of folders.entries()) {
		const folder = tree.add(home.id, String(index), 'folder');
		for (const name of [names].flat()) {
			const {id} = tree.add(folder.id, standardNames.encode(name), 'file');
			revisions.add(id, name, {
				state: 'COMPLETED', created: now, modified: now, updated: now, size: 0, md5: '0'.repeat(32),
			});
		}
	}
}

/** What `jottafm completion` writes, in this process. */
async function answer([, shell = '', ...args]: readonly string[], tools: Tools): Promise<Uint8Array> {
	const {values} = parseArgs({args, options: {places: {type: 'string'}, line: {type: 'string'}, replaced: {type: 'string'}}});
	const stdout = new PassThrough();
	const written = buffer(stdout);
	const output = createOutput({
		stdout, stderr: new PassThrough(), clock: systemClock, isJson: false, isQuiet: false,
	});
	await completionCommand(() => commands).run([shell], values, {
		tools, output, stdin: new PassThrough(), cwd: '/', homeFolder: '/', signal: new AbortController().signal, environment: {}, startEngine() {
			throw new Error('nothing is transferred');
		},
	});
	stdout.end();
	return written;
}

/** A shell whose `jottafm` is answered here. `run` types, and resolves with the words that a command was run with. */
async function openAnswered(shell: Shell, folders: ReadonlyArray<string | readonly string[]>) {
	const sandbox = await startTestSandbox();
	store(sandbox, folders);
	const {tools} = await signInTo(sandbox);
	const folder = await temporaryFolder();
	const [question, reply] = [path.join(folder, 'question'), path.join(folder, 'reply')];
	execFileSync('mkfifo', [question, reply]);
	const terminal = await openShell(shell, {
		folder, completions: completionScript(shell, commands), jottafm: String.raw`printf '%s\0' "$@" > ${question}; [ "$1" != completion ] || cat ${reply}`,
	});
	return {
		...terminal,
		async run(keys: string) {
			terminal.type(keys);
			for (;;) {
				const words = (await readFile(question, 'utf8')).split('\0').slice(0, -1);
				if (words[0] !== 'completion') {
					return words;
				}

				await writeFile(reply, await answer(words, tools));
			}
		},
	};
}

const quotes = ['', '"', '\''] as const;

/** How a person writes the beginning of a name in a quotation. */
const typed: Readonly<Record<(typeof quotes)[number], (text: string) => string>> = {
	'': text => text.replaceAll(/[^\w.]/gv, String.raw`\$&`),
	'"': text => text.replaceAll(/["$\\`]/gv, String.raw`\$&`),
	'\'': text => text,
};

/** What fish lets no script offer, whatever its name. */
function isOffered(shell: Shell, quote: string, beginning: string, name: string): boolean {
	const takesNoName = /[\t\n]/v.test(name) || /[*?]/v.test(beginning); // two that end what is offered; two that are patterns to it
	const leavesQuotationOpen = quote !== '' && /[,\-.\/:=@]$/v.test(name); // for what may follow
	return shell !== 'fish' || (!takesNoName && !leavesQuotationOpen);
}

describe('a name that Tab completes', () => {
	it.each(installedShells)('is that very name as one word in %s, and runs nothing', async shell => {
		const names = [...shellNames, ...protocolNames];
		const {run, folder} = await openAnswered(shell, names);
		const typings = names.flatMap((name, index) => quotes.filter(quote => isOffered(shell, quote, '', name)).map(quote => ({name, index, quote})));

		for (const {name, index, quote} of typings) {
			expect(await run(`jottafm cat ${quote}jotta:${index}/\t\r`)).toEqual(['cat', `jotta:${index}/${standardNames.toShown(standardNames.encode(name))}`]);
		}

		expect(await readdir(folder)).not.toContain('pwn');
	});

	it.each(installedShells)('may be half typed in %s, and end in a backslash', async shell => {
		const names = ['$(touch pwn).txt', 'a$(touch pwn)', 'a b c', 'it"s', '"two"', String.raw`back\slash`, '`touch pwn`x', '#;&|', 'a!b', '~x', '*[?]'];
		const {run, folder} = await openAnswered(shell, names);
		const typings = names.flatMap((name, index) => [
			{name, index, word: `jotta:${index}/\\`},
			...quotes.flatMap(quote => [1, 2, 3]
				.map(length => name.slice(0, length))
				.filter(beginning => isOffered(shell, quote, beginning, name) && (quote === '' || !/[!\(`]/v.test(beginning))) // a person writes these in another way
				.map(beginning => ({name, index, word: `${quote}jotta:${index}/${typed[quote](beginning)}`}))),
		]);

		for (const {name, index, word} of typings) {
			expect(await run(`jottafm cat ${word}\t\r`), word).toEqual(['cat', `jotta:${index}/${name}`]);
		}

		expect(await readdir(folder)).not.toContain('pwn');
	});

	it.skipIf(!installedShells.includes('bash'))('goes on in bash where several begin alike, in the middle of a quoted character', async () => {
		const {run} = await openAnswered('bash', [['a"b', 'a$c', 'a!d', 'a!e', 'a\tf']]);

		for (const quote of quotes) {
			expect(await run(`jottafm cat ${quote}jotta:0/a\t${quote === '\'' ? '' : '\\'}$\t\r`)).toEqual(['cat', 'jotta:0/a$c']);
		}

		expect(await run('jottafm cat "jotta:0/"a\\!\t\td\t\r')).toEqual(['cat', 'jotta:0/a!d']);
		expect(await run('jottafm cat "jotta:"0/a\\"\t\r')).toEqual(['cat', 'jotta:0/a"b']);
	});
});
