import path from 'node:path';
import * as v from 'valibot';
import type {Clock} from '../clock.ts';
import {Failure} from '../failure.ts';
import {keepDamaged, readPrivate, reserve} from './accounts-file.ts';
import type {Directories} from './directories.ts';
import {acquireLock} from './process-lock.ts';

const tokensSchema = v.object({
	accessToken: v.string(),
	refreshToken: v.optional(v.string()),
	expiresAt: v.number(), // ms since 1970
});

const accountSchema = v.pipe(
	v.object({
		name: v.string(),
		username: v.string(), // the service's internal one, never the e-mail address
		service: v.string(), // key of jotta/services.ts
		/** How it was signed in, and so how its tokens are renewed. The file calls it `way`; the rest of the program, `method`. */
		way: v.optional(v.picklist(['login-token', 'browser', 'password', 'client-credentials', 'ready-token']), 'login-token'),
		clientId: v.string(),
		clientSecret: v.optional(v.string()),
		/** What the person has set by hand: signing in again uses it, too. */
		given: v.optional(v.object({
			clientId: v.optional(v.string()), authUrl: v.optional(v.string()), tokenUrl: v.optional(v.string()), issuer: v.optional(v.string()),
		})),
		tokenEndpoint: v.string(),
		endSessionEndpoint: v.optional(v.string()),
		server: v.optional(v.string()), // where all hosts are, for the sandbox
		isOfSandbox: v.optional(v.boolean()), // made by jottafm --sandbox, which may replace it
		home: v.object({device: v.string(), mountpoint: v.string()}),
		fullName: v.optional(v.string()),
		email: v.optional(v.string()),
		tokens: v.optional(tokensSchema),
	}),
	v.transform(({way, ...account}) => ({...account, method: way})),
);

const fileSchema = v.object({version: v.literal(1), accounts: v.array(accountSchema)});

export type Tokens = Readonly<v.InferOutput<typeof tokensSchema>>;
export type Account = Readonly<v.InferOutput<typeof accountSchema>>;

/** Accounts and tokens on disk. Each call reads the file, so that every process sees the newest tokens. */
export type AccountStore = {
	readonly list: () => Promise<readonly Account[]>;
	/** @throws Failure `not-signed-in` */
	readonly get: (name: string) => Promise<Account>;
	readonly put: (account: Account) => Promise<void>;
	readonly remove: (name: string) => Promise<void>;
	/** Changes one account, even its name. Durable when it resolves. @throws Failure `not-signed-in` */
	readonly update: (name: string, change: (account: Account) => Account) => Promise<Account>;
	/**
	Runs work whose answer must be kept, and reserves the disk space first: no token is spent that cannot be stored.
	`keep` changes the accounts. Durable when it resolves.
	@throws Failure `disk-full`, `permission` before the work begins
	*/
	readonly withReservedSpace: <Result>(work: (keep: (change: AccountsChange) => Promise<void>) => Promise<Result>) => Promise<Result>;
	/** Runs work that two processes must not do at once for one account: refreshing its tokens. */
	readonly withRefreshLock: <Result>(name: string, work: () => Promise<Result>, signal?: AbortSignal) => Promise<Result>;
};

const changeLock = 'accounts.lock';

type AccountsChange = (accounts: readonly Account[]) => readonly Account[];

export function openAccounts({accounts: file, locks}: Directories, clock: Clock, onNotice: (text: string) => void = () => {}): AccountStore { // eslint-disable-line @typescript-eslint/no-empty-function -- nobody to tell
	const locked = async <Result>(lockName: string, work: () => Promise<Result>, signal?: AbortSignal) => {
		const lock = await acquireLock(path.join(locks, lockName), {clock, signal});
		try {
			return await work();
		} finally {
			lock.release();
		}
	};

	const read = async () => {
		const accounts = parseAccounts(await readPrivate(file, onNotice));
		if (!accounts) {
			throw new Failure('not-signed-in', `The file with the accounts is damaged: ${file}`, {nextStep: {kind: 'sign-in-again', note: 'The damaged file is kept beside the new one.'}});
		}

		return accounts;
	};

	/** A new sign-in writes a new file; a damaged one is kept. */
	const readToChange = async () => {
		const accounts = parseAccounts(await readPrivate(file, onNotice));
		if (!accounts) {
			onNotice(`The file with the accounts was damaged; it is kept as ${await keepDamaged(file)}.`);
		}

		return accounts ?? [];
	};

	const withReservedSpace: AccountStore['withReservedSpace'] = async work => {
		const reservation = await reserve(file);
		try {
			await locked(changeLock, async () => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- creates the lock file: opening it later needs no free space
			return await work(async change => locked(changeLock, async () => {
				await reservation.commit(printAccounts(change(await readToChange())));
			}));
		} finally {
			await reservation.release();
		}
	};

	const change = async (work: AccountsChange) => withReservedSpace(async keep => keep(work));
	const get = async (name: string) => found(await read(), name);

	return {
		list: read,
		get,
		async put(account) {
			await change(accounts => withAccount(accounts, account));
		},
		async remove(name) {
			await change(accounts => accounts.filter(account => account.name !== name));
		},
		async update(name, changeOne) {
			let changed: Account | undefined;
			await change(accounts => {
				changed = changeOne(found(accounts, name));
				return accounts.map(account => account.name === name ? changed! : account);
			});
			return changed!;
		},
		withReservedSpace,
		withRefreshLock: async (name, work, signal) => locked(`refresh-${encodeURIComponent(name)}.lock`, work, signal),
	};
}

/** Whether somebody has to sign in before an account is of use: its session has ended, or it was signed out. False where the accounts cannot be read: the next try says why. */
export async function isSignedOut(name: string, accounts: Pick<AccountStore, 'get'>): Promise<boolean> {
	try {
		const {tokens} = await accounts.get(name);
		return tokens === undefined;
	} catch (error) {
		return error instanceof AccountMissing;
	}
}

/** The list with an account in the place of the one of that name, or at the end. */
export function withAccount(accounts: readonly Account[], account: Account): readonly Account[] {
	return accounts.some(({name}) => name === account.name)
		? accounts.map(other => other.name === account.name ? account : other)
		: [...accounts, account];
}

function found(accounts: readonly Account[], name: string): Account {
	const account = accounts.find(each => each.name === name);
	if (!account) {
		throw new AccountMissing(name, accounts);
	}

	return account;
}

class AccountMissing extends Failure {
	readonly account: string;

	constructor(account: string, known: readonly Account[]) {
		super('not-signed-in', known.length === 0 ? 'Nobody is signed in yet.' : `There is no account called ${account}.`, {
			nextStep: known.length === 0 ? {kind: 'sign-in'} : `Known accounts: ${known.map(each => each.name).join(', ')}.`,
		});
		this.account = account;
	}
}

/** Nothing when the text is not ours. */
function parseAccounts(text: string | undefined): readonly Account[] | undefined {
	if (text === undefined) {
		return [];
	}

	try {
		return v.parse(fileSchema, JSON.parse(text)).accounts;
	} catch {
		return undefined;
	}
}

function printAccounts(accounts: readonly Account[]): string {
	const stored: ReadonlyArray<v.InferInput<typeof accountSchema>> = accounts.map(({method, ...account}) => ({...account, way: method}));
	return `${JSON.stringify({version: 1, accounts: stored}, undefined, '\t')}\n`;
}
