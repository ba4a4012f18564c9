import {createHash} from 'node:crypto';
import {Failure} from '../failure.ts';
import {findVersion, readVersion} from '../jotta/versions.ts';
import {createOpener} from '../transfers/open-location.ts';
import {parseLocation} from '../transfers/spoken-location.ts';
import {command} from './command.ts';
import type {Context, Status} from './context.ts';

export const catCommand = command({
	name: 'cat',
	summary: 'write a file to standard output',
	arguments: [{name: 'path', about: 'NAME:PATH in the cloud, or a local path', is: 'path'}],
	options: [{flags: '--version <n>', about: 'an older version, by its number', isNumber: true}],
	examples: {'jottafm cat jotta:notes.txt | less': 'read it', 'jottafm cat --version 2 jotta:plan.odt > old.odt': 'an older version of it'},
	json: {},
	run: async ([path = ''], options: {readonly version?: number}, context) => cat(path, options, context),
});

/** The content of a file on standard output. */
export async function cat(text: string, {version}: {readonly version?: number}, context: Context): Promise<Status> {
	const {tools, cwd, signal} = context;
	const location = await parseLocation(text, {accounts: tools.accounts, cwd});
	const opener = createOpener(tools);
	if (version !== undefined) {
		if (location.kind === 'local') {
			throw new Failure('usage', 'Local files have no versions.', {nextStep: 'Name a file in the cloud: jottafm help cat'});
		}

		const client = await opener.client(location.account);
		const {md5} = await findVersion(location.path, version, {client, signal});
		await writeChecked(await readVersion(location.path, version, {client, signal}), {md5, text, context});
		return 0;
	}

	const files = await opener.fileSystem(location);
	const {md5} = location.kind === 'cloud' ? await files.stat(location.path, {signal}) : {};
	await writeChecked(await files.read(location.path, {signal}), {md5, text, context});
	return 0;
}

type Checked = {readonly md5: string | undefined; readonly text: string; readonly context: Context};

/** What was written cannot be taken back: content that arrived damaged ends in a failure and its status. */
async function writeChecked(body: AsyncIterable<Uint8Array>, {md5, text, context: {output}}: Checked): Promise<void> {
	const hash = createHash('md5');
	for await (const chunk of body) {
		hash.update(chunk);
		await output.raw(chunk);
	}

	if (md5 !== undefined && hash.digest('hex') !== md5) {
		throw new Failure('corrupt', `${text} arrived damaged: its MD5 is not the one that Jottacloud lists.`, {nextStep: 'Throw away what was written and try again.'});
	}
}
