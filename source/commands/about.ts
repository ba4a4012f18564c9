import {longSize} from '../format.ts';
import {lockFacts, readAccount} from '../jotta/account.ts';
import {openClient} from '../jotta/client.ts';
import {failureSentence} from '../cli/advice-text.ts';
import {accountArgument, chosenAccount, defineCommand} from '../cli/command.ts';
import type {Context} from '../cli/context.ts';
import type {ExitStatus} from '../cli/exit-status.ts';

export const aboutCommand = defineCommand({
	name: 'about',
	summary: 'who, plan and quota',
	onlyReads: true,
	arguments: [accountArgument],
	examples: {'jottafm about': 'of the account jotta', 'jottafm about --json work: | jq .used': 'bytes used by another account'},
	json: {
		account: 'its name here', username: 'the service’s own', email: '', name: 'of the person', plan: 'as the service calls it',
		used: 'bytes, with the trash', capacity: 'bytes; null is unlimited', locks: 'locked, read-locked, write-locked, quota-write-locked',
	},
	run: async ([name], _options: object, context) => about(await chosenAccount(name, context), context),
});

/** Who, plan, quota. */
async function about(name: string, {tools, output, signal}: Context): Promise<ExitStatus> {
	const client = await openClient({account: name, ...tools});
	const facts = await readAccount({client, signal});
	const {username, email, name: fullName, plan, used, capacity, locks} = facts;
	const space = capacity === undefined ? `${longSize(used)} used, unlimited` : `${longSize(used)} of ${longSize(capacity)} used (${Math.round((used / capacity) * 100)} %), ${longSize(Math.max(0, capacity - used))} free`;
	const lines = [
		`account   ${name}`,
		`name      ${[fullName, email].filter(Boolean).join(', ')}`,
		`user      ${username}`,
		`plan      ${plan ?? 'unknown'}`,
		`space     ${space}`,
		...locks.map(lock => `attention ${failureSentence(lockFacts[lock])}`),
	];
	output.result({
		account: name, username, email, name: fullName, plan, used, capacity: capacity ?? null, locks,
	}, lines);
	return 0;
}
