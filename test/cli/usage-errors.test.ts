import process from 'node:process';
import {
	afterEach,
	describe,
	expect,
	it,
	vi,
} from 'vitest';
import {buildProgram, usageStatus} from '../../source/cli/arguments.ts';
import type {ShellCommand, Option} from '../../source/cli/command.ts';
import {commandTable} from '../../source/commands/table.ts';

const {commands, rcloneNames} = commandTable;

/** What a command line ends in before anything is opened: its status, and what is said. */
async function refuse(words: readonly string[]): Promise<{readonly status: number | undefined; readonly said: string; readonly ran: number}> {
	const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
	let ran = 0;
	let status: number | undefined = 0;
	try {
		await buildProgram(commandTable, {
			async run() {
				ran += 1;
			},
			async openApp() {
				ran += 1;
			},
		}, '0').parseAsync(words, {from: 'user'});
	} catch (error) {
		status = usageStatus(error);
	}

	return {status, ran, said: written.mock.calls.map(([text]) => String(text)).join('')};
}

afterEach(() => {
	vi.restoreAllMocks();
});

const longFlag = ({flags}: Option) => /--[\w\-]+/v.exec(flags)![0];

/** As many words as a command must have. */
function fewest({arguments: words = [], fewestWords}: ShellCommand): readonly string[] {
	return fewestWords ? Array.from({length: fewestWords.count}, () => 'a') : words.filter(({isOptional}) => isOptional !== true).map(({choices}) => choices?.[0] ?? 'a');
}

function most({arguments: words = []}: ShellCommand): readonly string[] | undefined {
	return words.some(({isMany}) => isMany) ? undefined : words.map(({choices}) => choices?.[0] ?? 'a');
}

type Bad = readonly [what: string, words: readonly string[], said: string];

/** Everything that a description forbids. */
function badWords(command: ShellCommand): readonly Bad[] {
	const {name, options = [], arguments: words = []} = command;
	const start = name.split(' ');
	const all = most(command);
	const taking = options.filter(({flags}) => flags.includes('<'));
	return [
		['an option that is none', [...start, '--nope', ...fewest(command)], 'no option --nope'],
		...(all ? [['a word too many', [...start, ...all, 'more'], 'more words than it takes']] as const : []),
		...(fewest(command).length > 0 ? [['too few words', start, /missing|needed/v.source]] as const : []),
		...taking.map(option => [`${longFlag(option)} without a value`, [...start, ...fewest(command), longFlag(option)], `missing: ${longFlag(option)}`] as const),
		...options.filter(({choices}) => choices).map(option => [`${longFlag(option)} that is no choice`, [...start, longFlag(option), 'nonsense', ...fewest(command)], '“nonsense”; it is one of'] as const),
		...options.filter(({isNumber}) => isNumber).map(option => [`${longFlag(option)} that is no number`, [...start, longFlag(option), 'x', ...fewest(command)], 'not a number'] as const),
		...options.flatMap(option => (option.conflicts ?? []).map(other => conflict(command, option, other))),
		...words.flatMap(({choices}, index) => choices ? [['a word that is no choice', [...start, ...words.slice(0, index).map(each => each.choices?.[0] ?? 'a'), 'nonsense'], '“nonsense”; it is one of']] as const : []),
	];
}

function conflict(command: ShellCommand, option: Option, attribute: string): Bad {
	const other = command.options!.find(each => longFlag(each) === `--${attribute.replaceAll(/[A-Z]/gv, letter => `-${letter.toLowerCase()}`)}`)!;
	const written = [option, other].flatMap(each => each.flags.includes('<') ? [longFlag(each), each.choices?.[0] ?? (each.isAddress ? 'https://id.example.com' : '1')] : [longFlag(each)]);
	return [`${longFlag(option)} with ${longFlag(other)}`, [...command.name.split(' '), ...written, ...fewest(command)], 'cannot go together'];
}

describe.each(commands)('jottafm $name', command => {
	it.each(badWords(command))('refuses %s in a sentence, and says where help is', async (_, words, said) => {
		const refused = await refuse(words);

		expect(refused).toMatchObject({status: 2, ran: 0, said: expect.stringMatching(new RegExp(`^jottafm: .*(?:${said}).* See jottafm help ${command.name}\\.(?: Example: .+)?\n$`, 'v')) as string});
	});
});

it.each(commands.filter(command => fewest(command).length > 0))('jottafm $name shows an example to whoever wrote too few words', async ({name}) => {
	expect((await refuse(name.split(' '))).said).toContain(`See jottafm help ${name}. Example: jottafm ${name} `);
});

describe('a typing error', () => {
	it.each([
		[['lss'], 'There is no command lss. Did you mean ls? See jottafm help.'],
		[['copy', 'a', 'b'], 'There is no command copy. Did you mean cp? See jottafm help.'], // from rclone
		[['cleanup', 'jotta:'], 'There is no command cleanup. Did you mean trash empty? See jottafm help.'],
		[['help', 'vresions'], 'There is no command vresions. Did you mean versions? See jottafm help.'],
		[['trash', 'restroe', 'a'], 'There is no command restroe. Did you mean restore? See jottafm help trash.'],
		[['cp', '--overwite=newer', 'a', 'b'], 'There is no option --overwite. Did you mean --overwrite? See jottafm help cp.'],
	])('%j is met with what was meant', async (words, said) => {
		expect(await refuse(words)).toEqual({status: 2, ran: 0, said: `jottafm: ${said}\n`});
	});

	it('is not made of options that every command takes', async () => {
		const shown = vi.spyOn(process.stdout, 'write').mockReturnValue(true);

		expect(await refuse(['help', 'cp', '--config-dir', '/tmp/x', '-q'])).toMatchObject({status: 0, said: ''});
		expect(String(shown.mock.calls[0]?.[0])).toContain('jottafm cp');
	});

	it.each(Object.entries(rcloneNames))('of rclone, %s, is met with a command that there is', (_, meant) => {
		expect(commands.map(({name}) => name)).toContain(meant.replace(/ -.*/v, ''));
	});
});
