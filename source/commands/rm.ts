import {Failure} from '../failure.ts';
import type {Location} from '../files/location.ts';
import {readSettings} from '../settings/settings.ts';
import {createOpener, meantPlace} from '../transfers/open-location.ts';
import {keptAs} from '../transfers/kept-places.ts';
import {parseLocation, printLocation} from '../transfers/location-text.ts';
import {defineCommand, pathsArgument} from '../cli/command.ts';
import type {Context} from '../cli/context.ts';
import type {ExitStatus} from '../cli/exit-status.ts';
import {forEach} from '../cli/for-each-path.ts';

type RemoveOptions = {readonly permanent?: boolean; readonly preserveRoot?: boolean}; // preserveRoot: false with --no-preserve-root

export const rmCommand = defineCommand({
	name: 'rm',
	summary: 'move to the trash',
	arguments: [pathsArgument],
	options: [
		{flags: '--permanent', about: 'delete for good; the only way for local files'},
		{flags: '--no-preserve-root', about: 'even the root of the disk, a home folder, or where another disk begins; those of the cloud stay in any case'},
	],
	examples: {'jottafm rm jotta:old.txt': 'into the trash, for thirty days', 'jottafm rm --permanent jotta:old.txt': 'with all its versions, and no way back'},
	json: {removed: 'the path as it was given', permanent: 'whether it is gone for good'},
	run: async (paths, options: RemoveOptions, context) => rm(paths, options, context),
});

/** Moves to the trash; with `permanent` or the setting hard_delete deletes for good. The disk has no trash and wants `permanent`. */
export async function rm(texts: readonly string[], {permanent = false, preserveRoot = true}: RemoveOptions, context: Context): Promise<ExitStatus> {
	const {tools, cwd, homeFolder, output, signal} = context;
	const opener = createOpener(tools);
	const isHard = permanent || readSettings(tools.directories).settings.hard_delete;
	return forEach(texts, context, async text => {
		const typed = await parseLocation(text, {tools, cwd});
		const location = await meantPlace(typed, opener, signal);
		const files = await opener.fileSystem(location);
		const {kind, deletedAt} = await files.stat(location.path, {signal});
		const isForGood = permanent || (isHard && location.kind === 'cloud');
		if (isForGood && location.path !== typed.path) { // the same typed twice is not to delete one, and then the other
			throw new Failure('not-found', `${text} is not there, but another program’s ${printLocation(location, tools)} is.`, {nextStep: 'To delete that one for good, write it so.'});
		}

		if (deletedAt !== undefined && !isForGood) {
			throw new Failure('not-found', `${text} is in the trash already.`, {nextStep: 'With --permanent it is deleted for good.'});
		}

		if (location.kind === 'local' && !isForGood) {
			throw new Failure('permission', `${text} is on the disk, where nothing goes to a trash.`, {nextStep: 'With --permanent it is deleted for good.'});
		}

		if (preserveRoot) {
			await checkMayRemove(location, text, homeFolder);
		}

		await files.remove(location.path, {kind: kind === 'folder' ? 'folder' : 'file', permanent: isForGood, signal});
		output.result({removed: text, permanent: isForGood}, `${text}: ${isForGood ? 'deleted for good' : 'moved to the trash'}`);
	});
}

/** Refuses the root of the disk and the like. In the cloud a device or mountpoint is never deleted here (jotta/changes.ts). */
async function checkMayRemove(location: Location, text: string, homeFolder: string): Promise<void> {
	const kept = location.kind === 'local' ? await keptAs(location, {homeFolder}) : undefined;
	if (kept !== undefined) {
		throw new Failure('permission', `${text} is ${kept}, and stays.`, {nextStep: 'If you mean that: --no-preserve-root.'});
	}
}
