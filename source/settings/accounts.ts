import {
	chmod,
	mkdir,
	readFile,
	stat,
} from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import * as v from 'valibot';
import type {Clock} from '../clock.ts';
import {Failure} from '../failure.ts';
import type {Directories} from './directories.ts';
import {acquireLock} from './process-lock.ts';

const tokensSchema = v.object({
	accessToken: v.string(),
	refreshToken: v.optional(v.string()),
	expiresAt: v.number(), // ms since 1970
});

const accountSchema = v.object({
	name: v.string(),
	username: v.string(), // the service's internal one, never the e-mail address
	service: v.string(), // key of jotta/services.ts
	clientId: v.string(),
	clientSecret: v.optional(v.string()),
	tokenEndpoint: v.string(),
	endSessionEndpoint: v.optional(v.string()),
	server: v.optional(v.string()), // where all hosts are, for the sandbox
	home: v.object({device: v.string(), mountpoint: v.string()}),
	fullName: v.optional(v.string()),
	email: v.optional(v.string()),
	tokens: v.optional(tokensSchema),
});

const fileSchema = v.object({version: v.literal(1), accounts: v.array(accountSchema)});

export type Tokens = Readonly<v.InferOutput<typeof tokensSchema>>;
export type Account = Readonly<v.InferOutput<typeof accountSchema>>;

/** Accounts and tokens on disk: whoever asks reads the file, so that all processes see the newest tokens. */
export type AccountStore = {
	readonly list: () => Promise<readonly Account[]>;
	/** @throws Failure `not-signed-in` */
	readonly get: (name: string) => Promise<Account>;
	readonly put: (account: Account) => Promise<void>;
	readonly remove: (name: string) => Promise<void>;
	/** Changes one account; durable when it resolves. @throws Failure `not-signed-in` */
	readonly update: (name: string, change: (account: Account) => Account) => Promise<Account>;
	/** Runs work that no other process may do for this account at the same time: refreshing its tokens. */
	readonly withRefreshLock: <Result>(name: string, work: () => Promise<Result>, signal?: AbortSignal) => Promise<Result>;
};

export function openAccounts(directories: Directories, clock: Clock): AccountStore {
	const read = async () => readAccounts(directories.accounts);
	const locked = async <Result>(lockName: string, work: () => Promise<Result>, signal?: AbortSignal) => {
		const lock = await acquireLock(path.join(directories.locks, lockName), {clock, signal});
		try {
			return await work();
		} finally {
			lock.release();
		}
	};

	const change = async (work: (accounts: readonly Account[]) => readonly Account[]) =>
		locked('accounts.lock', async () => writeAccounts(directories.accounts, work(await read())));

	const get = async (name: string) => found(await read(), name);

	return {
		list: read,
		get,
		async put(account) {
			await change(accounts => [...accounts.filter(other => other.name !== account.name), account]);
		},
		async remove(name) {
			await change(accounts => accounts.filter(account => account.name !== name));
		},
		async update(name, changeOne) {
			await change(accounts => {
				found(accounts, name);
				return accounts.map(account => account.name === name ? changeOne(account) : account);
			});
			return get(name);
		},
		withRefreshLock: async (name, work, signal) => locked(`refresh-${encodeURIComponent(name)}.lock`, work, signal),
	};
}

function found(accounts: readonly Account[], name: string): Account {
	const account = accounts.find(each => each.name === name);
	if (!account) {
		throw new Failure('not-signed-in', accounts.length === 0 ? 'Nobody is signed in yet.' : `There is no account called ${name}.`, {
			nextStep: accounts.length === 0 ? 'Run: jottafm login' : `Known accounts: ${accounts.map(each => each.name).join(', ')}.`,
		});
	}

	return account;
}

async function readAccounts(file: string): Promise<readonly Account[]> {
	let text;
	try {
		text = await readFile(file, 'utf8');
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
			return [];
		}

		throw new Failure('permission', `The file with the accounts cannot be read: ${file}`, {nextStep: 'Check who owns it.', cause: error});
	}

	await repairMode(file);
	try {
		return v.parse(fileSchema, JSON.parse(text)).accounts;
	} catch (error) {
		throw new Failure('not-signed-in', `The file with the accounts is damaged: ${file}`, {nextStep: 'Move it away and run: jottafm login', cause: error});
	}
}

/** A file that others could read is closed again: somebody may have copied it with another mode. */
async function repairMode(file: string): Promise<void> {
	const {mode} = await stat(file);
	if ((mode & 0o077) !== 0) { // eslint-disable-line no-bitwise -- file modes are bits
		await chmod(file, 0o600);
	}
}

async function writeAccounts(file: string, accounts: readonly Account[]): Promise<void> {
	const folder = path.dirname(file);
	try {
		await mkdir(folder, {recursive: true, mode: 0o700});
		// Flushed to the disk before the rename: a token that is lost after the answer cannot be asked for again (protocol.md 3.3).
		await writeFileAtomic(file, `${JSON.stringify({version: 1, accounts}, undefined, '\t')}\n`, {mode: 0o600, fsync: true});
	} catch (error) {
		throw new Failure('permission', `The accounts could not be saved in ${folder}.`, {nextStep: 'Check that the folder can be written and the disk has room.', cause: error});
	}
}
