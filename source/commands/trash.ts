import {createInterface} from 'node:readline/promises';
import {cleanText} from '../clean-text.ts';
import {Failure, toFailure} from '../failure.ts';
import {counted, longDate, longSize} from '../format.ts';
import {findEntry} from '../jotta/changes.ts';
import {restoreEntry, type Restored} from '../jotta/trash/restore.ts';
import {
	daysLeft,
	destroyTrashed,
	emptyTrash,
	listTrash,
} from '../jotta/trash/trash.ts';
import {parseTime} from '../parse-time.ts';
import {
	accountArgument,
	accountName,
	cloudPathsArgument,
	defineCommand,
} from '../cli/command.ts';
import type {Context} from '../cli/context.ts';
import {type ExitStatus, exitStatusOf} from '../cli/exit-status.ts';
import {createCloudOpener, forEach, type CloudPlace} from '../cli/each.ts';

const deletedOption = {flags: '--deleted <time>', about: 'only what went at that time, as `trash ls --json` tells it'} as const;

export const trashCommands = [
	defineCommand({
		name: 'trash ls',
		summary: 'what is in the trash of all devices, and how long still',
		arguments: [accountArgument],
		examples: {'jottafm trash ls': 'time, days left, size and where it was', 'jottafm trash ls --json | jq -r "select(.daysLeft < 3).path"': 'what is gone soon'},
		json: {
			path: 'where it was; goes into trash restore', name: '', kind: 'file or folder', size: 'bytes; of files', deletedAt: 'ms since 1970',
			daysLeft: 'until it is gone for good', modified: 'ms since 1970', created: 'ms since 1970', md5: 'of files',
		},
		run: async ([name], _options: object, context) => list(accountName(name), context),
	}),
	defineCommand({
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
		run: async (paths, options: RestoreWish, context) => restore(paths, options, context),
	}),
	defineCommand({
		name: 'trash rm',
		summary: 'delete from the trash for good',
		arguments: [cloudPathsArgument],
		options: [deletedOption],
		examples: {'jottafm trash rm jotta:old.iso': 'after looking that it is still in the trash'},
		json: {deleted: 'the path as it was given'},
		run: async (paths, options: {readonly deleted?: string}, context) => destroy(paths, options, context),
	}),
	defineCommand({
		name: 'trash empty',
		summary: 'delete all that is in the trash of all devices for good',
		arguments: [accountArgument],
		options: [{flags: '--yes', about: 'do not ask; needed without a terminal'}],
		examples: {'jottafm trash empty': 'says how much it is, and asks for a word', 'jottafm trash empty --yes': 'from a script'},
		json: {files: 'how many went', folders: 'how many went'},
		run: async ([name], options: {readonly yes?: boolean}, context) => empty(accountName(name), options, context),
	}),
];

type RestoreWish = {readonly to?: string; readonly deleted?: string};

async function list(account: string, context: Context): Promise<ExitStatus> {
	const {tools, output, signal} = context;
	const {client, print} = await createCloudOpener(context)(`${account}:/`);
	for await (const batch of listTrash({client, signal})) {
		for (const {path, entry} of batch) {
			const {name, kind, size, deletedAt = 0, modified, created, md5} = entry;
			const left = daysLeft(deletedAt, tools.clock.now());
			const place = print(path);
			output.result({
				path: place, name, kind, size, deletedAt, daysLeft: left, modified, created, md5,
			}, `${longDate(deletedAt)}  ${counted(left, 'day').padStart(7)}  ${(size === undefined ? '-' : String(size)).padStart(14)}  ${cleanText(place)}${kind === 'folder' ? '/' : ''}`);
		}

		await output.flush();
	}

	return 0;
}

async function restore(texts: readonly string[], {to, deleted}: RestoreWish, context: Context): Promise<ExitStatus> {
	if (to !== undefined && texts.length > 1) {
		throw new Failure('usage', 'Several things cannot be restored to one name.', {nextStep: 'Restore them one by one.'});
	}

	const open = createCloudOpener(context);
	const target = to === undefined ? undefined : await open(to);
	const deletedAt = readTime(deleted);
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
	const {output, signal} = context;
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

async function destroy(texts: readonly string[], {deleted}: {readonly deleted?: string}, context: Context): Promise<ExitStatus> {
	const {output, signal} = context;
	const open = createCloudOpener(context);
	const deletedAt = readTime(deleted);
	return forEach(texts, context, async text => {
		const {client, path} = await open(text);
		await destroyTrashed(path, {client, signal, deletedAt});
		output.result({deleted: text}, `${text}: deleted for good`);
	});
}

async function empty(account: string, {yes = false}: {readonly yes?: boolean}, context: Context): Promise<ExitStatus> {
	const {output, stdin, signal} = context;
	const {client} = await createCloudOpener(context)(`${account}:/`);
	if (!yes && stdin.isTTY !== true) {
		throw new Failure('usage', 'Emptying the trash cannot be undone, and nobody is there to be asked.', {nextStep: 'With --yes it is done without asking.'});
	}

	if (!yes && !await isSure(client, context)) {
		output.note('Nothing was deleted.');
		return 1;
	}

	const {files = 0, folders = 0} = await emptyTrash({client, signal});
	output.result({files, folders}, `${counted(files, 'file')} and ${counted(folders, 'folder')} deleted for good`);
	return 0;
}

const word = 'empty';

/** Says how much it is, and wants a word for it. */
async function isSure(client: CloudPlace['client'], {output, stdin, signal}: Context): Promise<boolean> {
	const sums = {files: 0, folders: 0, bytes: 0};
	for await (const batch of listTrash({client, signal})) {
		for (const {entry: {kind, size = 0}} of batch) {
			sums[kind === 'folder' ? 'folders' : 'files'] += 1;
			sums.bytes += size;
		}
	}

	const what = `${counted(sums.files, 'file')} (${longSize(sums.bytes)}) and ${counted(sums.folders, 'folder')} with all that is in them`;
	output.note(`${what}, of all devices, will be deleted for good. This cannot be undone.\nType ${word} and press Enter:`);
	const lines = createInterface({input: stdin});
	try {
		return (await lines.question('', {signal})).trim() === word;
	} finally {
		lines.close();
	}
}

/** ms since 1970, or a date and time as people and other programs write them. */
export function readTime(text: string | undefined): number | undefined {
	if (text === undefined) {
		return undefined;
	}

	const time = parseTime(text);
	if (time === undefined) {
		throw new Failure('usage', `${text} is no time.`, {nextStep: 'Write it like 2026-03-04T05:06:07Z, or as ms since 1970.'});
	}

	return time;
}
