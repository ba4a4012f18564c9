import {defineCommand} from '../cli/command.ts';
import {
	copyJson,
	copyOptions,
	copyWords,
	fewestCopyWords,
	type CopyOptions,
} from './copy/copy-options.ts';
import {copy} from './copy/copy.ts';

export const mvCommand = defineCommand({
	name: 'mv',
	summary: 'move or rename; inside the cloud on the server',
	usage: '[options] SRC... DST',
	arguments: copyWords,
	options: copyOptions,
	fewestWords: fewestCopyWords,
	examples: {
		'jottafm mv jotta:a.txt jotta:b.txt': 'rename, on the server',
		'jottafm mv ~/scans jotta:inbox': 'up; each original goes when its copy is verified',
	},
	json: copyJson,
	run: async (paths, options: CopyOptions, context) => copy('move', paths, options, context),
});
