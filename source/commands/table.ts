import type {Command} from '../cli/command.ts';
import {aboutCommand} from './about.ts';
import {accountsCommand, logoutCommand} from './accounts.ts';
import {catCommand} from './cat.ts';
import {completionCommand} from './completion.ts';
import {configCommand} from './config.ts';
import {copyCommands} from './cp.ts';
import {linkCommand} from './link.ts';
import {loginCommand} from './login.ts';
import {lsCommand} from './ls.ts';
import {mkdirCommand} from './mkdir.ts';
import {placesCommand} from './places.ts';
import {queueCommand} from './queue.ts';
import {rmCommand} from './rm.ts';
import {sandboxCommand} from './sandbox.ts';
import {touchCommand} from './touch.ts';
import {trashCommands} from './trash.ts';
import {versionsCommand} from './versions.ts';

/** All commands, in the order in which help lists them. */
export const commands: readonly Command[] = [
	loginCommand,
	logoutCommand,
	accountsCommand,
	placesCommand,
	aboutCommand,
	lsCommand,
	catCommand,
	...copyCommands,
	mkdirCommand,
	rmCommand,
	touchCommand,
	...trashCommands,
	versionsCommand,
	linkCommand,
	queueCommand,
	configCommand,
	completionCommand(() => commands),
	sandboxCommand,
];

/** What people who come from rclone type, and mean. */
export const rcloneNames: Readonly<Record<string, string>> = {
	copy: 'cp', copyto: 'cp', rcat: 'cp', check: 'cp --dry-run', move: 'mv', moveto: 'mv', delete: 'rm', deletefile: 'rm', purge: 'rm', rmdir: 'rm',
	lsd: 'ls', lsl: 'ls', lsf: 'ls', lsjson: 'ls', tree: 'ls -R', md5sum: 'ls -l', size: 'about', listremotes: 'accounts', cleanup: 'trash empty',
};

/** What a group of commands is about: `trash ls` and its like. */
export const groups: Readonly<Record<string, string>> = {
	trash: 'what is in the trash: list, restore, delete for good',
};

export const programSummary = 'A two-pane terminal file manager for Jottacloud.';

export const pathNote = 'NAME:PATH is a place in the cloud: NAME the account (the first is called jotta), PATH relative to its home place,\nor /Device/Mountpoint/PATH. Anything else is local.';

export const exitStatuses: Readonly<Record<number, string>> = {
	0: 'done',
	1: 'something failed; each failure is named on standard error',
	2: 'usage: a command, option or value that is none',
	3: 'not signed in, or the session was revoked',
	4: 'no such file or folder',
	130: 'interrupted',
};
