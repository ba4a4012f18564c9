import {Failure} from '../failure.ts';
import {longDate} from '../format.ts';
import {readVersions, restoreVersion, type Version} from '../jotta/versions.ts';
import {defineCommand} from '../cli/command.ts';
import type {Context} from '../cli/context.ts';
import type {ExitStatus} from '../cli/exit-status.ts';
import {createCloudOpener} from '../cli/for-each-path.ts';

export type VersionsOptions = {readonly restore?: number};

export const versionsCommand = defineCommand({
	name: 'versions',
	summary: 'the versions of a file; or make an old one current again',
	arguments: [{name: 'path', about: 'a file in the cloud', is: 'path'}],
	options: [{flags: '--restore <n>', about: 'make this version current; what is current now stays as a version', isNumber: true}],
	examples: {
		'jottafm versions jotta:plan.odt': 'number, state, time, size and MD5 of up to five',
		'jottafm versions --restore 2 jotta:plan.odt': 'back to version 2',
		'jottafm cat --version 2 jotta:plan.odt > old.odt': 'version 2 on the disk',
	},
	json: {
		version: 'its number', state: 'current, older, incomplete or corrupt', size: 'bytes', md5: '',
		created: 'ms since 1970', modified: 'ms since 1970', updated: 'ms since 1970: when it was uploaded',
		restored: 'with --restore: the number', how: 'with --restore: was-current, by-hash or by-content',
	},
	run: async ([path = ''], options: VersionsOptions, context) => versions(path, options, context),
});

export async function versions(text: string, {restore}: VersionsOptions, context: Context): Promise<ExitStatus> {
	const {output, signal} = context;
	const {client, path} = await createCloudOpener(context)(text);
	if (restore !== undefined) {
		if (!Number.isSafeInteger(restore) || restore < 1) {
			throw new Failure('usage', 'Versions have numbers from 1 on.', {nextStep: `jottafm versions ${text} lists them.`});
		}

		const how = await restoreVersion(path, restore, {client, signal});
		output.result({restored: restore, how}, `${text}: version ${restore} ${how === 'was-current' ? 'is the current one already' : 'is current again'}`);
		return 0;
	}

	const file = await readVersions(path, {client, signal});
	if (file.deletedAt !== undefined) {
		output.note(`${text} is in the trash.`);
	}

	for (const version of file.versions) {
		print(version, context);
	}

	return 0;
}

function print({number, ...facts}: Version, {output}: Context): void {
	const {state, size, md5, modified} = facts;
	output.result(
		{version: number, ...facts},
		`${String(number).padStart(4)}  ${state.padEnd(10)}  ${modified === undefined ? ' '.repeat(16) : longDate(modified)}  ${String(size ?? '?').padStart(14)}  ${md5 ?? ''}`.trimEnd(),
	);
}
