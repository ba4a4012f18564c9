import {Failure, toFailure} from '../failure.ts';
import {counted} from '../format.ts';
import {findEntry} from '../jotta/find.ts';
import {restoreEntry, type Restored} from '../jotta/trash/restore.ts';
import {logCause} from '../log.ts';
import {cloudPathsArgument, defineCommand} from '../cli/command.ts';
import type {Context} from '../cli/context.ts';
import {deletedOption, readTimeOption} from '../cli/time-option.ts';
import {createCloudOpener, forEach, type CloudPlace} from '../cli/for-each-path.ts';
import {exitStatusOf, type ExitStatus} from '../cli/exit-status.ts';

type RestoreOptions = {readonly to?: string; readonly deleted?: string};

export const trashRestoreCommand = defineCommand({
	name: 'trash restore',
	summary: 'bring back files, and folders with what went together with them',
	arguments: [cloudPathsArgument],
	options: [
		{flags: '--to <path>', about: 'to another place or name; what is in the trash stays there'},
		deletedOption,
	],
	examples: {
		'jottafm trash restore jotta:Documents/plan.odt': 'to where it was, with its times',
		'jottafm trash restore --to jotta:rescued jotta:Documents': 'a folder, elsewhere',
	},
	json: {
		restored: 'the path as it was given', to: 'where it is now', files: 'how many came back', folders: 'how many came back',
		failed: 'how many did not', revivedParent: 'the folder above that came back, too, without its other content',
	},
	run: async (paths, options: RestoreOptions, context) => restore(paths, options, context),
});

async function restore(texts: readonly string[], {to, deleted}: RestoreOptions, context: Context): Promise<ExitStatus> {
	if (to !== undefined && texts.length > 1) {
		throw new Failure('usage', 'Several things cannot be restored to one name.', {nextStep: 'Restore them one by one.'});
	}

	const open = createCloudOpener(context);
	const target = to === undefined ? undefined : await open(to, {isNew: true});
	const deletedAt = readTimeOption(deleted);
	return forEach(texts, context, async text => {
		const place = await open(text);
		if (target && target.account !== place.account) {
			throw new Failure('usage', 'It can be restored within its own account only.', {nextStep: 'Restore it there, then copy it: jottafm cp'});
		}

		await restoreOne(text, {place, target, deletedAt}, context);
	});
}

type Restoring = {readonly place: CloudPlace; readonly target: CloudPlace | undefined; readonly deletedAt: number | undefined};

async function restoreOne(text: string, {place, target, deletedAt}: Restoring, context: Context): Promise<void> {
	const {output, signal, tools} = context;
	const {client, path, print} = place;
	const since = deletedAt ?? (await findEntry(path, {client, signal}))?.deletedAt;
	let restored: Restored;
	try {
		restored = await restoreEntry(path, {
			client, signal, deletedAt: since, to: target?.path, onProgress({files, folders}) {
				output.progress([`${counted(files, 'file')} and ${counted(folders, 'folder')} back`]);
			},
		});
	} catch (error) {
		const failure = toFailure(error);
		if (since !== undefined && exitStatusOf(failure) !== 4 && failure.code !== 'already-exists') {
			output.note(`Not all of it is back. This goes on: jottafm trash restore --deleted ${new Date(since).toISOString()} ${text}`);
		}

		throw failure;
	}

	const {files, folders, failures, revivedParent} = restored;
	for (const {path: lost, failure} of failures) {
		output.failure(`${print(lost)}: ${failure.message}`, failure.nextStep);
		logCause(tools.log, failure);
	}

	const what = folders === 0 ? '' : `: ${counted(files, 'file')}, ${counted(folders, 'folder')}`;
	const parent = revivedParent === undefined ? undefined : print(revivedParent);
	output.result({
		restored: text, to: print(target?.path ?? path), files, folders, failed: failures.length, revivedParent: parent,
	}, `${text}: restored${target ? ` as ${print(target.path)}` : ''}${what}${parent === undefined ? '' : `; its folder ${parent} came back, too, without its other content`}`);
	if (failures.length > 0) {
		throw new Failure('service', `${counted(failures.length, 'file')} of ${text} did not come back.`, {nextStep: 'They are still in the trash; try again, or restore them on the web site.'});
	}
}
