import {defineCommand} from '../cli/command.ts';
import type {Context} from '../cli/context.ts';
import type {ExitStatus} from '../cli/exit-status.ts';

export const accountsCommand = defineCommand({
	name: 'accounts',
	summary: 'list accounts',
	examples: {'jottafm accounts': 'who is signed in, and where each account’s home place is'},
	json: {
		account: 'its name here', name: 'of the person', email: '', service: 'jottacloud or the brand', home: 'device/mountpoint', signedIn: 'false after a sign-out elsewhere',
	},
	run: async (_words, _options: object, context) => accounts(context),
});

async function accounts({tools, output}: Context): Promise<ExitStatus> {
	const list = await tools.accounts.list();
	if (list.length === 0) {
		output.note('Nobody is signed in yet. Run: jottafm login');
	}

	for (const {name, fullName, email, service, home, tokens} of list) {
		const isSignedIn = tokens !== undefined;
		output.result(
			{
				account: name, name: fullName, email, service, home: `${home.device}/${home.mountpoint}`, signedIn: isSignedIn,
			},
			{columns: [name, [fullName, email].filter(Boolean).join(', '), `${home.device}/${home.mountpoint}`, isSignedIn ? '' : 'signed out']},
		);
	}

	return 0;
}
