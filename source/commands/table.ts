import type {CommandTable, ShellCommand} from '../cli/command.ts';
import {aboutCommand} from './about.ts';
import {accountsCommand} from './accounts.ts';
import {catCommand} from './cat.ts';
import {completionCommand} from './completion.ts';
import {configCommand} from './config.ts';
import {cpCommand} from './cp.ts';
import {doctorCommand} from './doctor.ts';
import {linkCommand} from './link.ts';
import {loginCommand} from './login.ts';
import {logoutCommand} from './logout.ts';
import {lsCommand} from './ls.ts';
import {mkdirCommand} from './mkdir.ts';
import {mvCommand} from './mv.ts';
import {placesCommand} from './places.ts';
import {queueCommand} from './queue.ts';
import {rmCommand} from './rm.ts';
import {sandboxCommand} from './sandbox.ts';
import {touchCommand} from './touch.ts';
import {trashEmptyCommand} from './trash-empty.ts';
import {trashLsCommand} from './trash-ls.ts';
import {trashRestoreCommand} from './trash-restore.ts';
import {trashRmCommand} from './trash-rm.ts';
import {versionsCommand} from './versions.ts';

/* In the order in which help lists them. */
const commands: readonly ShellCommand[] = [
	loginCommand,
	logoutCommand,
	accountsCommand,
	placesCommand,
	aboutCommand,
	lsCommand,
	catCommand,
	cpCommand,
	mvCommand,
	mkdirCommand,
	rmCommand,
	touchCommand,
	trashLsCommand,
	trashRestoreCommand,
	trashRmCommand,
	trashEmptyCommand,
	versionsCommand,
	linkCommand,
	queueCommand,
	configCommand,
	completionCommand(() => commands),
	doctorCommand,
	sandboxCommand,
];

/** All that the command line, its help and the manual page know. */
export const commandTable: CommandTable = {
	summary: 'A two-pane terminal file manager for Jottacloud.',
	pathNote: 'NAME:PATH is a place in the cloud: NAME the account (the first is called jotta), PATH relative to its home place,\nor /Device/Mountpoint/PATH. Anything else is local. What --json prints with an escape in it, like "a\\tb", can be typed with its quotes.',
	commands,
	groups: {
		trash: 'what is in the trash: list, restore, delete for good',
	},
	rcloneNames: {
		copy: 'cp', copyto: 'cp', rcat: 'cp', check: 'cp --dry-run', move: 'mv', moveto: 'mv', delete: 'rm', deletefile: 'rm', purge: 'rm', rmdir: 'rm',
		lsd: 'ls', lsl: 'ls', lsf: 'ls', lsjson: 'ls', tree: 'ls -R', md5sum: 'ls -l', size: 'about', listremotes: 'accounts', cleanup: 'trash empty',
	},
};
