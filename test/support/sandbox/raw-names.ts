import {openAccount} from '../cloud.ts';
import type {startTestSandbox} from '../sandbox.ts';
import {openSandboxClient} from './sandbox-client.ts';

/** What other programs put into names as it is (protocol.md N18), without the plain percent sign, which no request may hold. */
export const rawCharacters = [...':#&=^}?{+*"<>|'];

/** Those of them that we map: their names are shown with a quote in front. */
export const mappedCharacters = [...':?*"<>|'];

/** A sandbox that takes raw names, an account that is signed in to it, and another program, which writes as it likes. */
export async function openWithRawNames(options: Parameters<typeof startTestSandbox>[0] = {}) {
	const {sandbox, client} = await openAccount({...options, switches: {takesRawNames: true, ...options.switches}});
	return {sandbox, client, other: await openSandboxClient(sandbox)};
}
