import {createOpener, meantPlace} from '../transfers/open-location.ts';
import {parseLocation} from '../transfers/location-text.ts';
import {defineCommand, pathsArgument} from '../cli/command.ts';
import type {Context} from '../cli/context.ts';
import type {ExitStatus} from '../cli/exit-status.ts';
import {forEach} from '../cli/for-each-path.ts';
import {readTimeOption} from '../cli/time-option.ts';

export type TouchOptions = {readonly time?: string};

export const touchCommand = defineCommand({
	name: 'touch',
	summary: 'set the modification time of files',
	arguments: [pathsArgument],
	options: [{flags: '--time <time>', about: 'the time, like 2026-03-04T05:06:07Z; else now'}],
	examples: {'jottafm touch jotta:notes.txt': 'modified now', 'jottafm touch --time 2020-01-01T12:00:00Z jotta:scan.pdf': 'a time of one’s own; nothing is sent again'},
	json: {touched: 'the path as it was given', modified: 'ms since 1970'},
	run: async (paths, options: TouchOptions, context) => touch(paths, options, context),
});

/** Sets times; makes no files. The cloud keeps whole seconds, and no times of folders. */
export async function touch(texts: readonly string[], {time}: TouchOptions, context: Context): Promise<ExitStatus> {
	const {tools, cwd, output, signal} = context;
	const opener = createOpener(tools);
	const wanted = readTimeOption(time) ?? tools.clock.now();
	return forEach(texts, context, async text => {
		const location = await meantPlace(await parseLocation(text, {tools, cwd}), opener, signal);
		const files = await opener.fileSystem(location);
		const modified = await files.setModified(location.path, wanted, {signal});
		if (output.isJson) {
			output.result({touched: text, modified}, '');
		}
	});
}
