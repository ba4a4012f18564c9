import {defineCommand} from '../cli/command.ts';
import {
	copyJson,
	copyOptions,
	copyWords,
	fewestCopyWords,
	type CopyOptions,
} from './copy/copy-options.ts';
import {copy} from './copy/copy.ts';

export const cpCommand = defineCommand({
	name: 'cp',
	summary: 'copy files and folders, either direction, or inside the cloud',
	usage: '[options] SRC... DST',
	arguments: copyWords,
	options: copyOptions,
	fewestWords: fewestCopyWords,
	examples: {
		'jottafm cp ~/Pictures jotta:backup': 'up; run again after a break, it goes on',
		'jottafm cp jotta:backup/2026 .': 'down',
		'jottafm cp plan.odt jotta:new/': 'into a folder, which is made; without the slash it would be the name of the copy',
		'jottafm cp --overwrite=newer --checksum ~/Documents jotta:': 'only what has changed, by content',
		'jottafm cp --dry-run ~/Pictures jotta:backup': 'what would be done, and why',
		'jottafm cp - jotta:backup/mail.tar < mail.tar': 'standard input; kept beside the queue until it is sent. A named pipe and <(command) are read like it',
	},
	json: copyJson,
	run: async (paths, options: CopyOptions, context) => copy('copy', paths, options, context),
});
