import {openPlainSend} from '../jotta/client.ts';
import {loginTokenPage} from '../jotta/sign-in/login-token.ts';
import {signOut} from '../jotta/sign-in/sign-out.ts';
import {accountName, defineCommand} from '../cli/command.ts';
import type {Context} from '../cli/context.ts';
import type {ExitStatus} from '../cli/exit-status.ts';

export const logoutCommand = defineCommand({
	name: 'logout',
	summary: 'sign out and forget an account',
	arguments: [{name: 'name', about: 'the account', is: 'account'}],
	examples: {'jottafm logout jotta': 'end the session at the service, too'},
	json: {account: 'its name', signedIn: 'false'},
	run: async ([name], _options: object, context) => logout(accountName(name!), context),
});

/** Ends the session at the service where it can, and forgets the account. @see protocol.md 3.7 */
async function logout(name: string, {tools, output, signal}: Context): Promise<ExitStatus> {
	if (!await signOut(name, {...tools, send: openPlainSend(tools), signal})) {
		output.note('The service could not be told; this machine has forgotten the session all the same.');
	}

	output.result({account: name, signedIn: false}, `Signed out ${name}. All sessions are listed at ${loginTokenPage} (My logged in devices).`);
	return 0;
}
