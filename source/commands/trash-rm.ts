import {destroyTrashed} from '../jotta/trash/trash.ts';
import {cloudPathsArgument, defineCommand} from '../cli/command.ts';
import type {Context} from '../cli/context.ts';
import {deletedOption, readTimeOption} from '../cli/time-option.ts';
import {createCloudOpener, forEach} from '../cli/for-each-path.ts';
import type {ExitStatus} from '../cli/exit-status.ts';

export const trashRmCommand = defineCommand({
	name: 'trash rm',
	summary: 'delete from the trash for good',
	arguments: [cloudPathsArgument],
	options: [deletedOption],
	examples: {'jottafm trash rm jotta:old.iso': 'after looking that it is still in the trash'},
	json: {deleted: 'the path as it was given'},
	run: async (paths, options: {readonly deleted?: string}, context) => destroy(paths, options, context),
});

async function destroy(texts: readonly string[], {deleted}: {readonly deleted?: string}, context: Context): Promise<ExitStatus> {
	const {output, signal} = context;
	const open = createCloudOpener(context);
	const deletedAt = readTimeOption(deleted);
	return forEach(texts, context, async text => {
		const {client, path} = await open(text);
		await destroyTrashed(path, {client, signal, deletedAt});
		output.result({deleted: text}, `${text}: deleted for good`);
	});
}
