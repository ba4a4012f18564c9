import {constants, readFileSync, writeFileSync} from 'node:fs';
import fs, {type FileHandle} from 'node:fs/promises';
import {syncBuiltinESMExports} from 'node:module';
import {DatabaseSync} from 'node:sqlite';
import {
	alone,
	currentLife,
	deathNow,
	end,
	forEver,
	takeTurn,
	type Life,
} from './lives.ts';

/*
File and database operations of a life go through here; requests and pauses through line.ts. The program itself is not
changed, only the functions of Node that it calls.
*/

export type Watcher = {
	/** After each completed change. */
	readonly changed: (life: Life, what: string) => void;
	/** An error code when the disk refuses to change this path; otherwise nothing. */
	readonly refusal: (path: string) => string | undefined;
};

type Anything = (...args: unknown[]) => Promise<unknown>;
type Functions = Record<string, Anything>;

const changing = ['appendFile', 'copyFile', 'cp', 'link', 'mkdir', 'mkdtemp', 'rename', 'rm', 'rmdir', 'symlink', 'truncate', 'unlink', 'utimes', 'writeFile'] as const;
const reading = ['access', 'lstat', 'readFile', 'readdir', 'realpath', 'stat', 'statfs'] as const;
const changingHandle = ['appendFile', 'truncate', 'utimes', 'write', 'writeFile', 'writev'] as const;
const readingHandle = ['datasync', 'read', 'readFile', 'readv', 'stat', 'sync'] as const;

let watcher: Watcher | undefined;

export function watchChanges(next: Watcher | undefined): void {
	watcher = next;
}

/** Puts itself between the program and Node. Returns a function that undoes this. */
export async function intercept(): Promise<() => void> {
	const handle = await fs.open('/dev/null', 'r');
	const prototype = Object.getPrototypeOf(handle) as Functions;
	await handle.close();
	const undo = [
		...[...changing, ...reading].map(name => replaced(fs as unknown as Functions, name, through(name, changing.includes(name as 'rm')))),
		...[...changingHandle, ...readingHandle].map(name => replaced(prototype, name, through(`handle.${name}`, changingHandle.includes(name as 'write')))),
		replaced(fs as unknown as Functions, 'open', open),
		replaced(DatabaseSync.prototype as unknown as Functions, 'exec', tracked as unknown as Wrapper),
	];
	syncBuiltinESMExports();
	return () => {
		for (const each of undo) {
			each();
		}

		syncBuiltinESMExports();
	};
}

type Wrapper = (original: Anything) => Anything;

function replaced(object: Functions, name: string, wrap: Wrapper): () => void {
	const original = object[name]!;
	object[name] = wrap(original);
	return () => {
		object[name] = original;
	};
}

const through = (name: string, isChange: boolean): Wrapper => original => async function (this: unknown, ...args) {
	const life = currentLife();
	return life === undefined
		? original.apply(this, args)
		: effect(life, {
			what: `${name} ${args.filter(arg => typeof arg === 'string').join(' → ')}`,
			isChange,
			paths: args.slice(0, 2).filter(arg => typeof arg === 'string'),
			work: async () => original.apply(this, args),
			half: halfOf(name, args),
		});
};

type Effect = {
	readonly what: string;
	readonly isChange: boolean;
	readonly paths: readonly string[];
	readonly work: () => Promise<unknown>;
	readonly half: (() => Promise<unknown>) | undefined;
};

async function effect(life: Life, {what, isChange, paths, work, half}: Effect): Promise<unknown> {
	await takeTurn(life);
	if (life.isOver) {
		return forEver();
	}

	if (!isChange) {
		const result = await work();
		return life.isOver ? forEver() : result;
	}

	const ended = await alone(async () => changeOnce(life, {
		what, isChange, paths, work, half,
	}));
	if (life.isOver) {
		return forEver();
	}

	if (ended.status === 'rejected') {
		throw ended.reason; // eslint-disable-line @typescript-eslint/only-throw-error -- whatever Node has thrown
	}

	return ended.value;
}

type Ended = PromiseSettledResult<unknown>;
const nothing: Ended = {status: 'fulfilled', value: undefined};

/** Makes one change: whole, half or not at all, when the life ends with it. */
async function changeOnce(life: Life, {what, paths, work, half}: Effect): Promise<Ended> {
	if (life.isOver) {
		return nothing;
	}

	const death = deathNow(life);
	if (death === 'before' || death === 'amid') {
		await (death === 'amid' ? half?.() : undefined);
		die(life, what);
		return nothing;
	}

	const refusal = paths.map(path => watcher?.refusal(path)).find(code => code !== undefined);
	if (refusal !== undefined) {
		return {status: 'rejected', reason: Object.assign(new Error(`${refusal}: refused`), {code: refusal})};
	}

	const [ended] = await Promise.allSettled([work()]);
	noteChange(life, what);
	if (death === 'after') {
		die(life, what);
	}

	return ended;
}

export function noteChange(life: Life, what: string): void {
	watcher?.changed(life, what);
}

export function die(life: Life, what: string): void {
	end(life);
	noteChange(life, `killed at ${what}`);
}

/** What a kill in the middle leaves: half of the bytes. */
function halfOf(name: string, [first, second]: readonly unknown[]): Effect['half'] {
	return name === 'copyFile'
		? async () => {
			const bytes = readFileSync(first as string);
			writeFileSync(second as string, bytes.subarray(0, bytes.length / 2));
		}
		: undefined;
}

const open: Wrapper = original => async (...args) => {
	const life = currentLife();
	if (!life) {
		return original(...args);
	}

	const flags = args[1];
	const isChange = typeof flags === 'number' ? (flags & constants.O_CREAT) !== 0 : typeof flags === 'string' && /[aw]/v.test(flags); // eslint-disable-line no-bitwise -- open flags are bits
	const openFor = async () => {
		const opened = await original(...args) as FileHandle;
		life.handles.add(opened);
		return opened;
	};

	const handle = await effect(life, {
		what: `open ${String(args[0])}`, isChange, paths: [String(args[0])], work: openFor, half: undefined,
	}) as FileHandle;
	const close = handle.close.bind(handle);
	handle.close = async () => {
		life.handles.delete(handle);
		await close();
		return life.isOver ? forEver() : undefined;
	};

	return handle;
};

/** A database is closed when its owner ends. */
const tracked = (original: (this: DatabaseSync, sql: string) => void) => function (this: DatabaseSync, sql: string): void {
	const life = currentLife();
	if (life?.isOver === true) {
		throw new Error('this process was killed');
	}

	if (sql.startsWith('PRAGMA')) { // the first statement: whoever runs it owns the database
		life?.databases.add(this);
	}

	original.call(this, sql);
};
