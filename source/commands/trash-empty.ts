import {createInterface} from 'node:readline/promises';
import {Failure} from '../failure.ts';
import {counted, longSize} from '../format.ts';
import {emptyTrash, listTrash} from '../jotta/trash/trash.ts';
import {accountArgument, chosenAccount, defineCommand} from '../cli/command.ts';
import type {Context} from '../cli/context.ts';
import type {ExitStatus} from '../cli/exit-status.ts';
import {createCloudOpener, type CloudPlace} from '../cli/for-each-path.ts';

export const trashEmptyCommand = defineCommand({
	name: 'trash empty',
	summary: 'delete all that is in the trash of all devices for good',
	arguments: [accountArgument],
	options: [{flags: '--yes', about: 'do not ask; needed without a terminal'}],
	examples: {'jottafm trash empty': 'says how much it is, and asks for a word', 'jottafm trash empty --yes': 'from a script'},
	json: {files: 'how many went', folders: 'how many went'},
	run: async ([name], options: {readonly yes?: boolean}, context) => empty(await chosenAccount(name, context), options, context),
});

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

/** Says how much it is, and asks for a word. */
async function isSure(client: CloudPlace['client'], {output, stdin, signal}: Context): Promise<boolean> {
	const sums = {files: 0, folders: 0, bytes: 0};
	for await (const batch of listTrash({client, signal})) {
		for (const {entry: {kind, size = 0}} of batch) {
			sums[kind === 'folder' ? 'folders' : 'files'] += 1;
			sums.bytes += size;
		}
	}

	const what = `${counted(sums.files, 'file')} (${longSize(sums.bytes)}) and ${counted(sums.folders, 'folder')} with all that is in them`;
	output.note([`${what}, of all devices, will be deleted for good. This cannot be undone.`, `Type ${word} and press Enter:`]);
	const lines = createInterface({input: stdin});
	try {
		return (await lines.question('', {signal})).trim() === word;
	} finally {
		lines.close();
	}
}
