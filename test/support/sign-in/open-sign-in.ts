import {readAccount} from '../../../source/jotta/account.ts';
import {openClient, openPlainSend} from '../../../source/jotta/client.ts';
import {openTokens} from '../../../source/jotta/sign-in/token-renewal.ts';
import {signInTo, startTestSandbox} from '../sandbox.ts';

/** A sandbox, signed in to as `jotta`, and all that it takes to sign in to it once more, as `other`. */
export async function openSignIn() {
	const sandbox = await startTestSandbox();
	const {tools} = await signInTo(sandbox);
	const signInTools = {...tools, send: openPlainSend(tools)};
	return {
		sandbox,
		tools,
		signInTools,
		other: {name: 'other', server: sandbox.url},
		/** Renews the token of `other`, and asks the service with it who that is. */
		async useRenewed() {
			const {tokens} = await tools.accounts.get('other');
			await openTokens({account: 'other', ...signInTools}).get({refused: tokens!.accessToken});
			return readAccount({client: await openClient({account: 'other', ...tools})});
		},
	};
}
