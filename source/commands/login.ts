import type {Readable} from 'node:stream';
import {createInterface} from 'node:readline/promises';
import {Failure} from '../failure.ts';
import {openPlainSend} from '../jotta/client.ts';
import {decodeLoginToken, signIn} from '../jotta/sign-in/login-token.ts';
import type {Context, Status} from './context.ts';

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
