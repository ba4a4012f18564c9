import {utimes} from 'node:fs/promises';
import {Failure} from '../failure.ts';
import {diskFailure} from '../files/disk-failures.ts';
import {diskPath} from '../files/local-name.ts';
import {createByHash, findLive} from '../jotta/changes.ts';
import {spoken} from '../jotta/listing.ts';
import {createOpener} from '../transfers/open-location.ts';
import {parseLocation} from '../transfers/spoken-location.ts';
import {command, pathsArgument} from './command.ts';
import type {Context, Status} from './context.ts';
import {forEach} from './each.ts';
import {readTime} from './trash.ts';

export type TouchOptions = {readonly time?: string};

export const touchCommand = command({
	name: 'touch',
	summary: 'set the modification time of files',
	arguments: [pathsArgument],
	options: [{flags: '--time <time>', about: 'the time, like 2026-03-04T05:06:07Z; else now'}],
	examples: {'jottafm touch jotta:notes.txt': 'modified now', 'jottafm touch --time 2020-01-01T12:00:00Z jotta:scan.pdf': 'a time of one’s own; nothing is sent again'},
	json: {touched: 'the path as it was given', modified: 'ms since 1970'},
	run: async (paths, options: TouchOptions, context) => touch(paths, options, context),
});

/** Sets times; makes no files. The cloud keeps whole seconds, and no times of folders. */
export async function touch(texts: readonly string[], {time}: TouchOptions, context: Context): Promise<Status> {
	const {tools, cwd, output, signal} = context;
	const opener = createOpener(tools);
	const wanted = readTime(time) ?? tools.clock.now();
	return forEach(texts, context, async text => {
		const location = await parseLocation(text, {accounts: tools.accounts, cwd});
		if (location.kind === 'local') {
			await setLocal(location.path, wanted);
		} else {
			await setInCloud(location.path, wanted, {client: await opener.client(location.account), signal});
		}

		const modified = location.kind === 'cloud' ? Math.floor(wanted / 1000) * 1000 : wanted;
		if (output.isJson) {
			output.result({touched: text, modified}, '');
		}
	});
}

async function setLocal(path: string, modified: number): Promise<void> {
	try {
		await utimes(diskPath(path), modified / 1000, modified / 1000);
	} catch (error) {
		throw diskFailure(error, path);
	}
}

/** By the hash that the file has already (protocol.md 6.10): no content is sent. */
async function setInCloud(path: string, modified: number, options: Parameters<typeof findLive>[1]): Promise<void> {
	const entry = await findLive(path, options);
	if (!entry) {
		throw new Failure('not-found', `Not found: ${spoken(path)}.`, {nextStep: 'Look where it is: jottafm ls'});
	}

	if (entry.kind !== 'file') {
		throw new Failure('usage', `${entry.name} is a folder; folders have no times in the cloud.`, {nextStep: 'Name files.'});
	}

	if (!await createByHash(path, {...entry, modified}, options)) {
		throw new Failure('service', `Jottacloud did not set the time of ${entry.name}.`, {nextStep: 'Copy it up again with the time it should have.'});
	}
}
