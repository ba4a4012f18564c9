import {cleanText} from '../clean-text.ts';
import {Failure} from '../failure.ts';
import {
	downloadAddress,
	listLinks,
	makeLink,
	removeLink,
} from '../jotta/links.ts';
import {chosenAccount, defineCommand} from '../cli/command.ts';
import type {Context} from '../cli/context.ts';
import type {ExitStatus} from '../cli/exit-status.ts';
import {createCloudOpener, forEach} from '../cli/for-each-path.ts';

export type LinkOptions = {readonly off?: boolean; readonly list?: boolean};

export const linkCommand = defineCommand({
	name: 'link',
	summary: 'make a public link, or turn it off',
	usage: '[options] PATH... | --list [NAME:]',
	arguments: [{
		name: 'path', about: 'files or folders in the cloud; of a folder the link gives a zip', isMany: true, isOptional: true, is: 'path',
	}],
	options: [
		{flags: '--off', about: 'turn it off; one that is made later has another address', conflicts: ['list']},
		{flags: '--list', about: 'what is shared; of folders only what Jottacloud tells'},
	],
	examples: {
		'jottafm link jotta:Pictures/sunset.jpg': 'its public address, for whoever has it',
		'jottafm link --off jotta:Pictures/sunset.jpg': 'nobody can read it there any more',
		'jottafm link --list': 'all that is shared',
	},
	json: {
		path: 'as it was given; with --list where it is',
		link: 'address of the content; null: it is off', page: 'address of a page about it, where there is one', deletedAt: 'ms since 1970: the file is in the trash',
	},
	run: async (paths, options: LinkOptions, context) => options.list === true ? list(paths, context) : link(paths, options, context),
});

async function link(texts: readonly string[], {off = false}: LinkOptions, context: Context): Promise<ExitStatus> {
	if (texts.length === 0) {
		throw new Failure('usage', 'A path is needed.', {nextStep: 'jottafm help link shows examples.'});
	}

	const {output, signal} = context;
	const open = createCloudOpener(context);
	return forEach(texts, context, async text => {
		const {client, path} = await open(text);
		if (off) {
			await removeLink(path, {client, signal});
			output.result({path: text, link: null}, `${text}: the link is off`);
			return;
		}

		const {download, page} = await makeLink(path, {client, signal});
		output.result({path: text, link: download, page}, download);
	});
}

async function list([text, ...more]: readonly string[], context: Context): Promise<ExitStatus> {
	if (more.length > 0) {
		throw new Failure('usage', '--list is of one account.', {nextStep: 'List them one by one.'});
	}

	const {output, signal} = context;
	const {client, print} = await createCloudOpener(context)(`${await chosenAccount(text, context)}:/`);
	for await (const batch of listLinks({client, signal})) {
		for (const {path, entry: {kind, publicLink: id, deletedAt}} of batch) {
			const address = id === undefined ? null : downloadAddress(id, {client});
			output.result({path: print(path), link: address, deletedAt}, `${address ?? '-'}  ${cleanText(print(path))}${kind === 'folder' ? '/' : ''}${deletedAt === undefined ? '' : '  (in the trash)'}`);
		}

		await output.flush();
	}

	return 0;
}
