import {readFile} from 'node:fs/promises';
import type {Readable} from 'node:stream';
import {createInterface} from 'node:readline/promises';
import {Failure} from '../failure.ts';
import {openPlainSend} from '../jotta/client.ts';
import {services} from '../jotta/services.ts';
import {optionsAgain} from '../jotta/sign-in/sign-in-again.ts';
import {signInAsClient} from '../jotta/sign-in/client-credentials.ts';
import type {SignInTools} from '../jotta/sign-in/establish-account.ts';
import {decodeLoginToken, loginTokenPage, signIn} from '../jotta/sign-in/login-token.ts';
import {parseReadyToken, signInByReadyToken} from '../jotta/sign-in/ready-token.ts';
import type {Account} from '../settings/accounts.ts';
import {otherNamesOf, sayKnownAs} from '../settings/same-account.ts';
import {defineCommand} from '../cli/command.ts';
import type {Context, SignInRequest} from '../cli/context.ts';
import type {ExitStatus} from '../cli/exit-status.ts';

/** The options of `jottafm login`; the rest comes from the environment. */
export type LoginOptions = {
	readonly with?: 'token' | 'browser' | 'password' | 'client';
	readonly service?: string;
	readonly issuer?: string;
	readonly tokenFile?: string;
	readonly clientId?: string;
	readonly clientSecretFile?: string;
	readonly authUrl?: string;
	readonly tokenUrl?: string;
};

const loginOptions = [
	{flags: '--with <way>', about: 'how; client is for a program’s own credentials (or JOTTAFM_CLIENT_CREDENTIALS=true)', choices: ['token', 'browser', 'password', 'client']},
	{flags: '--service <key>', about: 'jottacloud or a brand: elgiganten_dk, elgiganten_se, elkjop, elko, gigantti, letsgo, mediamarkt, onlime, phonero, tele2, telia_no, telia_se'},
	{
		flags: '--issuer <url>', about: 'a service that is not among those: where it signs people in, like https://HOST/auth/realms/NAME', isAddress: true, conflicts: ['service'],
	},
	{flags: '--token-file <file>', about: 'the file with a login token, or a ready OAuth token as JSON; or JOTTAFM_TOKEN'},
	{flags: '--client-id <id>', about: 'a client of your own; or JOTTAFM_CLIENT_ID, or the setting client_id'},
	{flags: '--client-secret-file <file>', about: 'the file with its secret; or JOTTAFM_CLIENT_SECRET, or the setting client_secret_file'},
	{flags: '--auth-url <url>', about: 'another authorization address; or JOTTAFM_AUTH_URL, or the setting auth_url'},
	{flags: '--token-url <url>', about: 'another token address; or JOTTAFM_TOKEN_URL, or the setting token_url'},
] as const;

export const loginCommand = defineCommand({
	name: 'login',
	summary: 'sign in: a wizard on a terminal, else a login token from standard input',
	arguments: [{
		name: 'name', about: 'what to call the account here; the first is called jotta', isOptional: true, is: 'account',
	}],
	options: loginOptions,
	examples: {
		'jottafm login': 'asks how, on a terminal',
		'jottafm login work < token.txt': 'with a login token, or a ready OAuth token as JSON, as the account work',
		'jottafm login --with browser --service telia_se': 'through the browser, at Telia',
		'jottafm login --with browser --issuer https://id.example.com/auth/realms/example': 'at a service that is not known here',
	},
	json: {
		account: 'its name here', username: 'the service’s own', name: 'of the person', email: '',
	},
	run: async ([name], options: LoginOptions, context) => login(name?.replace(/:$/v, ''), options, context),
});

/** Signs in: on the wizard's screen where there is a terminal, else with what comes on standard input. */
async function login(name: string | undefined, options: LoginOptions, context: Context): Promise<ExitStatus> {
	const {signInOnScreen, tools, signal} = context;
	const {with: method, tokenFile} = options;
	if (tokenFile !== undefined && method !== undefined && method !== 'token') {
		throw new Failure('usage', `--token-file is not for --with ${method}.`, {nextStep: 'Leave one of them out.'});
	}

	const request = await readRequest(name, options, context);
	const isForProgram = method === 'client' || (method === undefined && request.isForProgram === true);
	const token = tokenFile === undefined ? request.token : await readSecret(tokenFile, {what: 'token', variable: 'JOTTAFM_TOKEN'});
	const isByToken = token !== undefined && (method === undefined || method === 'token');
	if (signInOnScreen && !isForProgram && !isByToken) {
		const account = await signInOnScreen({...request, ...(method !== undefined && {method: method === 'token' ? 'login-token' : method})});
		return account ? say(account, context) : 130;
	}

	if (method === 'browser' || method === 'password') {
		throw new Failure('usage', 'This way of signing in asks questions, and needs a terminal.', {nextStep: 'Or use a login token: jottafm login < token.txt'});
	}

	const serviceTools: SignInTools = {...tools, send: openPlainSend(tools), signal};
	if (isForProgram) {
		return say(await signInAsClient(request, serviceTools), context);
	}

	const text = token ?? await askForToken(context);
	const ready = parseReadyToken(text);
	return say(ready ? await signInByReadyToken(ready, request, serviceTools) : await signIn(decodeLoginToken(text), request, serviceTools), context);
}

async function askForToken({stdin, output}: Context): Promise<string> {
	if (stdin.isTTY !== true) {
		return readAll(stdin);
	}

	output.note([
		`Generate a personal login token at ${loginTokenPage}`,
		'(Settings, Security, Personal login token). It works once; every machine needs its own.',
		'Paste it here, then press Enter. It stays hidden.',
	]);
	return readHidden(stdin);
}

async function readRequest(name: string | undefined, {service, issuer, clientId, clientSecretFile, authUrl, tokenUrl}: LoginOptions, {server, environment, tools}: Context): Promise<SignInRequest> {
	if (name !== undefined && !/^[\w\-]+$/v.test(name)) {
		throw new Failure('usage', `“${name}” cannot be the name of an account: it stands before the colon in NAME:PATH.`, {nextStep: 'Use letters, digits, - and _.'});
	}

	const known = name === undefined ? [] : await tools.accounts.list().catch(() => []); // a damaged file is set aside when the new one is written
	const before = known.find(account => account.name === name);
	const serviceKey = service ?? ((before ?? issuer) === undefined ? environment.serviceKey : undefined);
	if (serviceKey !== undefined && services.every(({key}) => key !== serviceKey)) {
		throw new Failure('usage', `There is no service called ${serviceKey}.`, {nextStep: `Known ones: ${services.map(({key}) => key).join(', ')}.`});
	}

	const request = {
		...environment,
		...(clientId !== undefined && {clientId}),
		...(clientSecretFile !== undefined && {clientSecret: await readSecret(clientSecretFile, {what: 'client secret', variable: 'JOTTAFM_CLIENT_SECRET'})}),
		...(authUrl !== undefined && {authUrl}),
		...(tokenUrl !== undefined && {tokenUrl}),
		...(issuer !== undefined && {issuer}),
	};
	return {
		...request, name, ...(before && optionsAgain(before, request)), ...(server !== undefined && {server}), ...(serviceKey !== undefined && {serviceKey}),
		...(service !== undefined && {issuer: undefined}), // the one of the last time is another service
	};
}

/** A secret on the command line would be seen by everybody on the machine. */
async function readSecret(file: string, {what, variable}: {readonly what: string; readonly variable: string}): Promise<string> {
	try {
		const text = await readFile(file, 'utf8');
		return text.trim();
	} catch (error) {
		throw new Failure('not-found', `The ${what} cannot be read from ${file}.`, {nextStep: `Or set ${variable}.`, cause: error});
	}
}

async function say(account: Account, {output, tools}: Context): Promise<ExitStatus> {
	const {name, username, fullName, email} = account;
	const notice = sayKnownAs(otherNamesOf(account, await tools.accounts.list()));
	if (notice !== undefined) {
		output.note(notice);
	}

	const who = [fullName, email].filter(Boolean).join(', ');
	output.result({
		account: name, username, name: fullName, email,
	}, `Signed in as ${who === '' ? username : who}; the account is called ${name}.`);
	return 0;
}

const longest = 65_536;

async function readAll(stdin: Readable): Promise<string> {
	let text = '';
	for await (const chunk of stdin) {
		text += String(chunk);
		if (text.length > longest) {
			throw new Failure('usage', 'That is too long for a login token.', {nextStep: `Generate one at ${loginTokenPage}.`});
		}
	}

	return text;
}

/** Reads without an echo: the interface has no output. */
async function readHidden(stdin: Readable): Promise<string> {
	const lines = createInterface({input: stdin, terminal: true});
	try {
		return await lines.question('');
	} finally {
		lines.close();
	}
}
