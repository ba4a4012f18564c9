import {settingNames, settingTable} from '../settings/setting-table.ts';
import {
	commonOptions,
	type CommandTable,
	type Option,
	type ShellCommand,
} from './command.ts';
import {exitStatuses} from './exit-status.ts';

/*
The manual page and the README's table of commands, made from the table of commands. Tests compare them.
*/

/** The page that `man jottafm` shows; `npm run build` leaves it as dist/jottafm.1. */
export function manualPage({summary, pathNote, commands}: CommandTable, version: string): string {
	return [
		String.raw`.\" Made from the table of commands in source/commands.`,
		`.TH JOTTAFM 1 "" "jottafm ${version}" "User Commands"`,
		'.SH NAME',
		String.raw`jottafm \- ${roff(summary.replace(/\.$/v, '').replace(/^A /v, 'a '))}`,
		'.SH SYNOPSIS',
		'.B jottafm',
		String.raw`[\fILEFT\fR] [\fIRIGHT\fR]`,
		'.br',
		String.raw`.B jottafm \-\-sandbox\fR[=\fIDIR\fR]`,
		'.br',
		'.B jottafm',
		String.raw`\fICOMMAND\fR [\fIOPTIONS\fR] [\fIARGUMENTS\fR]`,
		'.SH DESCRIPTION',
		'Without a command the file manager opens: two panes, each on a local folder or a place in the cloud.',
		roff(pathNote.replaceAll('\n', ' ')),
		'.SH OPTIONS OF EVERY COMMAND',
		...commonOptions.flatMap(option => optionParagraph(option)),
		'.SH COMMANDS',
		...commands.flatMap(command => commandSection(command)),
		'.SH SETTINGS',
		String.raw`Read and set with \fBjottafm config\fR.`,
		...settingNames.flatMap(name => {
			const {meaning, values, standard} = settingTable[name];
			return ['.TP', String.raw`\fB${roff(name)}\fR`, roff(`${meaning} ${capital(values)}; default ${standard}.`)];
		}),
		'.SH EXIT STATUS',
		...Object.entries(exitStatuses).flatMap(([status, meaning]) => ['.TP', String.raw`\fB${status}\fR`, roff(meaning)]),
		'.SH ENVIRONMENT',
		roff('NO_COLOR, INK_SCREEN_READER, HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE, NODE_EXTRA_CA_CERTS, TMPDIR and the XDG_* directories are honoured.'),
		'.SH FILES',
		String.raw`\fBjottafm config where\fR lists them.`,
		'',
	].join('\n');
}

function commandSection(command: ShellCommand): readonly string[] {
	const {name, summary, options = [], examples, json, arguments: words = []} = command;
	const fields = Object.entries(json);
	return [
		`.SS ${roff(name)} ${roff(usageOf(command))}`.trimEnd(),
		roff(`${capital(summary)}.`),
		...words.flatMap(({name: word, about, choices}) => ['.TP', String.raw`\fI${roff(word)}\fR`, roff(`${about}${choices ? `: ${choices.join(', ')}` : ''}`)]),
		...options.filter(option => option.isHidden !== true).flatMap(option => optionParagraph(option)),
		...Object.entries(examples).flatMap(([line, what]) => ['.P', roff(`${capital(what)}:`), '.RS', String.raw`\fB${roff(line)}\fR`, '.RE']),
		...(fields.length === 0 ? [] : ['.P', roff(`Fields with --json: ${fields.map(([field, meaning]) => meaning === '' ? field : `${field} (${meaning})`).join('; ')}.`)]),
	];
}

/** `[options] <path...>` */
function usageOf({usage, arguments: words = []}: ShellCommand): string {
	return usage ?? ['[options]', ...words.map(({name, isMany = false, isOptional = false}) => {
		const inner = `${name}${isMany ? '...' : ''}`;
		return isOptional ? `[${inner}]` : `<${inner}>`;
	})].join(' ');
}

function optionParagraph({flags, about, choices}: Option): readonly string[] {
	return ['.TP', String.raw`\fB${roff(flags)}\fR`, roff(`${about}${choices ? ` (${choices.join(', ')})` : ''}`)];
}

function capital(text: string): string {
	return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Text that troff takes as it is. */
function roff(text: string): string {
	return text.replaceAll('\\', String.raw`\e`).replaceAll('-', String.raw`\-`).replaceAll(/^(?=['.])/gmv, String.raw`\&`);
}

const table = /(?<=<!-- commands:[^\n]*-->\n).*(?=<!-- \/commands -->)/sv;

/** A README with its table of commands drawn anew. */
export function withCommandTable(readme: string, {commands}: CommandTable): string {
	const rows = commands.map(({name, summary, examples}) => `| \`${name}\` | ${summary} | \`${Object.keys(examples)[0]!.replaceAll('|', String.raw`\|`)}\` |`);
	return readme.replace(table, () => `\n| command | what it does | for example |\n|---|---|---|\n${rows.join('\n')}\n\n`);
}

const settingsTable = /(?<=<!-- settings:[^\n]*-->\n).*(?=<!-- \/settings -->)/sv;

/** A README with its table of settings drawn anew. */
export function withSettingsTable(readme: string): string {
	const rows = settingNames.map(name => {
		const {meaning, values, standard} = settingTable[name];
		return `| \`${name}\` | ${meaning} | ${values} | \`${String(standard)}\` |`.replaceAll('\n', ' ');
	});
	return readme.replace(settingsTable, () => `\n| setting | meaning | values | default |\n|---|---|---|---|\n${rows.join('\n')}\n\n`);
}
