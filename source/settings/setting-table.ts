import * as v from 'valibot';
import {encodingParts, isEncoding, standardEncoding} from './encoding.ts';

/* The preferences: what each can be, its default and its meaning. Help, manual, README and the settings screen show this table. */

type Words = {readonly meaning: string; readonly values: string; readonly isBytes?: boolean}; // isBytes: may be written like 10M
export type Setting<Schema extends v.GenericSchema> = Words & {readonly schema: Schema; readonly standard: v.InferOutput<Schema>};

function setting<const Schema extends v.GenericSchema>(schema: Schema, standard: v.InferOutput<Schema>, words: Words): Setting<Schema> {
	return {schema, standard, ...words};
}

const urlOrEmpty = v.union([v.literal(''), v.pipe(v.string(), v.url())]);

/** All settings. Those that rclone also has keep its names, meanings and defaults. */
export const settingTable = {
	transfers: setting(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(64)), 4, {
		meaning: 'How many files are copied at once.', values: '1 to 64',
	}),
	hashing: setting(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(16)), 2, {
		meaning: 'How many large files are hashed at once, beside those that are sent.', values: '1 to 16',
	}),
	checking: setting(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(64)), 8, {
		meaning: 'How many files are looked at and announced at once, apart from sending.', values: '1 to 64',
	}),
	bandwidth: setting(v.pipe(v.number(), v.minValue(0)), 0, {
		meaning: 'Bytes a second for all transfers together; 0 is no limit. L in the transfers changes it, too, also for what is under way.', values: 'bytes a second, or like 2M', isBytes: true,
	}),
	overwrite: setting(v.picklist(['ask', 'newer', 'always', 'never', 'rename']), 'ask', {
		meaning: 'What cp and mv do when a name is taken. Without a terminal, ask means newer.', values: 'ask, newer, always, never or rename',
	}),
	md5_memory_limit: setting(v.pipe(v.number(), v.integer(), v.minValue(0)), 10_485_760, {
		meaning: 'Files up to this size stay in memory between hashing and sending; larger ones are read twice.', values: 'bytes, or like 10M', isBytes: true,
	}),
	upload_resume_limit: setting(v.pipe(v.number(), v.integer(), v.minValue(0)), 10_485_760, {
		meaning: 'Accepted and without effect, as in rclone: every upload goes on where it broke off, whatever its size.', values: 'bytes, or like 10M', isBytes: true,
	}),
	no_versions: setting(v.boolean(), false, {
		meaning: 'A file in the cloud that is overwritten is deleted for good instead of kept as a version.', values: 'true or false',
	}),
	hard_delete: setting(v.boolean(), false, {
		meaning: 'rm, and mv and F6 for what they move out of the cloud, delete for good instead of moving to the trash. F8 always moves to the trash.', values: 'true or false',
	}),
	trashed_only: setting(v.boolean(), false, {
		meaning: 'ls shows only what is in the trash.', values: 'true or false',
	}),
	escape_wait: setting(v.pipe(v.number(), v.integer(), v.minValue(10), v.maxValue(5000)), 100, {
		meaning: 'How long a lone Esc waits for the rest of a key, in milliseconds; more on a line that stutters.', values: '10 to 5000',
	}),
	mouse: setting(v.boolean(), false, {
		meaning: 'The mouse moves the cursor, scrolls and opens; marking text needs Shift then, in most terminals.', values: 'true or false',
	}),
	theme: setting(v.picklist(['auto', 'dark', 'light', 'plain', 'contrast']), 'auto', {
		meaning: 'Colours for a dark or a light background, none, or the strongest; auto asks COLORFGBG, else it is dark. NO_COLOR means plain.', values: 'auto, dark, light, plain or contrast',
	}),
	screen_reader: setting(v.boolean(), false, {
		meaning: 'For a screen reader: each change is a line instead of a drawing, from the next start on. So does INK_SCREEN_READER=true.', values: 'true or false',
	}),
	folders_first: setting(v.boolean(), true, {
		meaning: 'Folders stand before files, whatever the order.', values: 'true or false',
	}),
	show_hidden: setting(v.boolean(), false, {
		meaning: 'Files whose names begin with a dot are shown from the start.', values: 'true or false',
	}),
	encoding: setting(v.pipe(v.string(), v.check(isEncoding)), standardEncoding, {
		meaning: 'Which characters of names are replaced in the cloud. Programs that share files need the same.', values: `parts of ${[...encodingParts.keys()].join(', ')}; with Slash, InvalidUtf8 and Dot`,
	}),
	glyphs: setting(v.picklist(['auto', 'unicode', 'ascii']), 'auto', {
		meaning: 'What lines and marks on the screen are drawn with; auto looks at the locale.', values: 'auto, unicode or ascii',
	}),
	pictures: setting(v.picklist(['auto', 'kitty', 'iterm2', 'sixel', 'never']), 'auto', {
		meaning: 'How the viewer shows pictures; auto looks at what the terminal says of itself, and asks it when the first one is to be shown.', values: 'auto, kitty, iterm2, sixel or never',
	}),
	sign_in_service: setting(v.string(), '', {
		meaning: 'Where to sign in through the browser, or with a client: jottacloud or a brand’s key.', values: 'a key as in jottafm login --help, or empty: it is asked',
	}),
	client_id: setting(v.string(), '', {
		meaning: 'A client of your own to sign in with.', values: 'its id, or empty: the usual one',
	}),
	client_secret_file: setting(v.string(), '', {
		meaning: 'The file with that client’s secret.', values: 'a path, or empty: it has none',
	}),
	client_credentials: setting(v.boolean(), false, {
		meaning: 'jottafm login signs in as that client itself, not as a person.', values: 'true or false',
	}),
	auth_url: setting(urlOrEmpty, '', {
		meaning: 'Another authorization address.', values: 'an address, or empty: the service’s own',
	}),
	token_url: setting(urlOrEmpty, '', {
		meaning: 'Another token address.', values: 'an address, or empty: the service’s own',
	}),
} as const;

type Table = typeof settingTable;
export type SettingName = keyof Table;
export type Settings = {readonly [Name in SettingName]: v.InferOutput<Table[Name]['schema']>};

export const settingNames = Object.keys(settingTable) as readonly SettingName[];

export function isSettingName(name: string): name is SettingName {
	return Object.hasOwn(settingTable, name);
}
