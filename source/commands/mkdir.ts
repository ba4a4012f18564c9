import {createOpener} from '../transfers/open-location.ts';
import {parseLocation} from '../transfers/location-text.ts';
import {defineCommand, pathsArgument} from '../cli/command.ts';
import type {Context} from '../cli/context.ts';
import type {ExitStatus} from '../cli/exit-status.ts';
import {forEach} from '../cli/for-each-path.ts';

export const mkdirCommand = defineCommand({
	name: 'mkdir',
	summary: 'make folders, with their parents',
	arguments: [pathsArgument],
	examples: {'jottafm mkdir jotta:new/folder': 'both, where they are not there'},
	json: {made: 'the path as it was given'},
	run: async (paths, _options: object, context) => mkdir(paths, context),
});

/** Makes folders, with their parents. */
export async function mkdir(texts: readonly string[], context: Context): Promise<ExitStatus> {
	const {tools, cwd, output, signal} = context;
	const opener = createOpener(tools);
	return forEach(texts, context, async text => {
		const location = await parseLocation(text, {tools, cwd});
		const files = await opener.fileSystem(location);
		await files.mkdir(location.path, {signal});
		if (output.isJson) {
			output.result({made: text}, text);
		}
	});
}
