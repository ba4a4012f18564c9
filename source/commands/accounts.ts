import {openPlainSend} from '../jotta/client.ts';
import {loginTokenPage} from '../jotta/sign-in/login-token.ts';
import {signOut} from '../jotta/sign-in/sign-out.ts';
import {accountName, defineCommand} from '../cli/command.ts';
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

export const logoutCommand = defineCommand({
	name: 'logout',
	summary: 'sign out and forget an account',
	arguments: [{name: 'name', about: 'the account', is: 'account'}],
	examples: {'jottafm logout jotta': 'end the session at the service, too'},
	json: {account: 'its name', signedIn: 'false'},
	run: async ([name], _options: object, context) => logout(accountName(name), context),
});

export async function accounts({tools, output}: Context): Promise<ExitStatus> {
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
			`${name}\t${[fullName, email].filter(Boolean).join(', ')}\t${home.device}/${home.mountpoint}${isSignedIn ? '' : '\tsigned out'}`,
		);
	}

	return 0;
}

/** Ends the session at the service where it can, and forgets the account. @see protocol.md 3.7 */
export async function logout(name: string, {tools, output, signal}: Context): Promise<ExitStatus> {
	if (!await signOut(name, {...tools, send: openPlainSend(tools), signal})) {
		output.note('The service could not be told; this machine has forgotten the session all the same.');
	}

	output.result({account: name, signedIn: false}, `Signed out ${name}. All sessions are listed at ${loginTokenPage} (My logged in devices).`);
	return 0;
}
