import {cleanText} from '../clean-text.ts';
import {counted, longDate} from '../format.ts';
import {daysLeft, listTrash} from '../jotta/trash/trash.ts';
import {accountArgument, chosenAccount, defineCommand} from '../cli/command.ts';
import type {Context} from '../cli/context.ts';
import type {ExitStatus} from '../cli/exit-status.ts';
import {createCloudOpener} from '../cli/for-each-path.ts';

export const trashLsCommand = defineCommand({
	name: 'trash ls',
	summary: 'what is in the trash of all devices, and how long still',
	onlyReads: true,
	arguments: [accountArgument],
	examples: {'jottafm trash ls': 'time, days left, size and where it was', 'jottafm trash ls --json | jq -r "select(.daysLeft < 3).path"': 'what is gone soon'},
	json: {
		path: 'where it was; goes into trash restore', name: '', kind: 'file or folder', size: 'bytes; of files', deletedAt: 'ms since 1970',
		daysLeft: 'until it is gone for good', modified: 'ms since 1970', created: 'ms since 1970', md5: 'of files',
	},
	run: async ([name], _options: object, context) => list(await chosenAccount(name, context), context),
});

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
