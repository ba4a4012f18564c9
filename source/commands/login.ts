import type {Readable} from 'node:stream';
import {createInterface} from 'node:readline/promises';
import {Failure} from '../failure.ts';
import {openPlainSend} from '../jotta/client.ts';
import {decodeLoginToken, signIn} from '../jotta/sign-in/login-token.ts';
import {command} from './command.ts';
import type {Context, Status} from './context.ts';

export const loginCommand = command({
	name: 'login',
	summary: 'sign in with a personal login token (asked for, or from standard input)',
	arguments: [{
		name: 'name', about: 'what to call the account here; the first is called jotta', isOptional: true, is: 'account',
	}],
	examples: {'jottafm login': 'paste the token when it is asked for', 'jottafm login work < token.txt': 'from a file, as the account work'},
	json: {
		account: 'its name here', username: 'the service’s own', name: 'of the person', email: '',
	},
	run: async ([name = 'jotta'], _options: object, context) => login(name, context),
});

const address = 'https://www.jottacloud.com/web/secure';

/** Signs in with a login token from standard input; on a terminal asks for it and shows nothing of it. */
export async function login(name: string, {tools, output, stdin, server, signal}: Context): Promise<Status> {
	if (stdin.isTTY === true) {
		output.note(`Generate a personal login token at ${address}\n(Settings, Security, Personal login token). It works once; every machine needs its own.\nPaste it here, then press Enter. It is not shown.`);
	}

	const token = decodeLoginToken(stdin.isTTY === true ? await readHidden(stdin) : await readAll(stdin));
	const account = await signIn(token, {name, server}, {...tools, send: openPlainSend(tools), signal});
	const who = [account.fullName, account.email].filter(Boolean).join(', ');
	output.result({
		account: name, username: account.username, name: account.fullName, email: account.email,
	}, `Signed in as ${who === '' ? account.username : who}; the account is called ${name}.`);
	return 0;
}

const longest = 65_536;

async function readAll(stdin: Readable): Promise<string> {
	let text = '';
	for await (const chunk of stdin) {
		text += String(chunk);
		if (text.length > longest) {
			throw new Failure('usage', 'That is too long for a login token.', {nextStep: `Generate one at ${address}.`});
		}
	}

	return text;
}

/** Nothing that is typed or pasted is echoed: there is no output to echo it to. */
async function readHidden(stdin: Readable): Promise<string> {
	const lines = createInterface({input: stdin, terminal: true});
	try {
		return await lines.question('');
	} finally {
		lines.close();
	}
}
