import {
	chmodSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import {onTestFinished} from 'vitest';
import {trashEntry} from '../../../source/jotta/changes.ts';
import {openClient, openPlainSend} from '../../../source/jotta/client.ts';
import {makeLink} from '../../../source/jotta/links.ts';
import {createDevice, createMountpoint} from '../../../source/jotta/places.ts';
import {decodeLoginToken, signIn} from '../../../source/jotta/sign-in/login-token.ts';
import type {RunningSandbox} from '../../../source/sandbox/server.ts';
import {archive, put} from '../cloud.ts';
import {signInTo, startTestSandbox} from '../sandbox.ts';
import type {Tools} from '../../../source/transfers/open-location.ts';
import {temporaryFolder} from '../temp-files.ts';
import {makeTree} from '../trees.ts';
import {startForeignHost, startHostileServer, type HostileServer} from './hostile-server.ts';
import {cloudFiles, diskFiles, firstPlan} from './scenarios.ts';
import {
	differences,
	readDisk,
	readState,
	rememberAccount,
	type State,
} from './state.ts';

/** What the machine knows of accounts. */
export type Accounts = {
	readonly isKnown: (name: string) => Promise<boolean>;
	/** With a token that the service accepts. */
	readonly isSignedIn: (name: string) => Promise<boolean>;
	readonly homeOf: (name: string) => Promise<string | undefined>;
};

export type Ground = {
	readonly sandbox: RunningSandbox;
	readonly server: HostileServer;
	readonly foreign: Awaited<ReturnType<typeof startForeignHost>>;
	readonly tools: Tools;
	readonly folder: string; // all that can be written to by mistake; the commands run in `work`, and write to `work/target`
	readonly accounts: Accounts;
	readonly state: () => State;
	/** Every token that the service has issued and knows. */
	readonly tokens: () => readonly string[];
	/** All as it was. */
	readonly reset: () => Promise<void>;
};

/** A sandbox with some files, a hostile server in front of it, an account that is signed in through that, and folders on the disk. */
export async function openGround(): Promise<Ground> {
	const sandbox = await startTestSandbox({tokenTtl: 1_000_000_000});
	const server = await startHostileServer(sandbox.url);
	const foreign = await startForeignHost(() => server.url);
	const {tools} = await signInTo(sandbox);
	await seed(await openClient({account: 'jotta', ...tools}));
	await signIn(decodeLoginToken(sandbox.state.identity.createLoginToken(server.url)), {name: 'jotta', server: server.url}, {...tools, send: openPlainSend(tools)});
	const resetAccount = rememberAccount(sandbox);
	const {accounts: file} = tools.directories;
	const account = readFileSync(file);
	const folder = await temporaryFolder();
	await makeTree(folder, diskFiles);
	const clean = readDisk(folder);
	const find = async (name: string) => (await tools.accounts.list()).find(each => each.name === name);
	onTestFinished(() => {
		rmSync(folder, {recursive: true, force: true});
	});
	return {
		sandbox, server, foreign, tools, folder,
		accounts: {
			isKnown: async name => await find(name) !== undefined,
			async isSignedIn(name) {
				const known = await find(name);
				return known?.tokens !== undefined && sandbox.state.identity.isValid(known.tokens.accessToken);
			},
			async homeOf(name) {
				const known = await find(name);
				return known && `${known.home.device}/${known.home.mountpoint}`;
			},
		},
		state: () => readState(sandbox, folder),
		tokens: () => ['SELECT token FROM access_tokens', 'SELECT token FROM refresh_tokens', 'SELECT secret AS token FROM login_tokens']
			.flatMap(sql => sandbox.state.database.prepare(sql).all().map(({token}) => String(token))),
		async reset() {
			await resetAccount();
			writeFileSync(file, account);
			chmodSync(file, 0o600);
			if (differences(clean, readDisk(folder), () => true).length > 0) {
				rmSync(folder, {recursive: true, force: true});
				await makeTree(folder, diskFiles);
			}

			foreign.forget();
		},
	};
}

async function seed(client: Awaited<ReturnType<typeof openClient>>): Promise<void> {
	await put(client, `${archive}/plan.txt`, firstPlan);
	for (const [file, content] of Object.entries(cloudFiles)) {
		await put(client, `${archive}/${file}`, content);
	}

	await makeLink(`${archive}/plan.txt`, {client});
	await createDevice('NAS', {client});
	await createMountpoint('/NAS/Music', {client});
	await trashEntry(`${archive}/old.txt`, 'file', {client});
	await trashEntry(`${archive}/drafts`, 'folder', {client});
}
