import {setTimeout as sleep} from 'node:timers/promises';
import {onTestFinished} from 'vitest';
import {Failure} from '../../../source/failure.ts';
import type {Entry} from '../../../source/files/entry.ts';
import type {FileSystem} from '../../../source/files/file-system.ts';
import {
	baseSegment,
	joinPath,
	parentPath,
	type Location,
} from '../../../source/files/location.ts';
import {createPictureDecoder, type PictureDecoder} from '../../../source/files/pictures/picture-decoder.ts';
import type {App} from '../../../source/app/app.ts';
import {createApp} from '../../../source/app/create-app.ts';
import type {PicturePreference} from '../../../source/app/terminal/picture-protocol.ts';
import {readAccount} from '../../../source/jotta/account.ts';
import type {Client} from '../../../source/jotta/client.ts';
import {openPool} from '../../../source/jotta/http/pool.ts';
import {openJotta} from '../../../source/jotta/jotta-file-system.ts';
import {silentLog} from '../../../source/log.ts';
import {openAccounts} from '../../../source/settings/accounts.ts';
import type {Tools} from '../../../source/transfers/open-location.ts';
import {openQueue} from '../../../source/transfers/queue.ts';
import {watchQueue} from '../../../source/transfers/watch.ts';
import {noKeyPreferences, type KeyPreferences} from '../../../source/settings/key-settings.ts';
import {resolveDirectories} from '../../../source/settings/directories.ts';
import {systemClock} from '../sandbox.ts';
import {temporaryFolder} from '../temp-files.ts';
import {keepPanesTogether} from '../../../source/app/watchers/panes-together.ts';
import {watchRememberedMd5s} from '../../../source/app/watchers/remembered-md5s.ts';
import {watchTransferMessages} from '../../../source/app/watchers/transfer-messages.ts';
import {standardNames} from '../names.ts';

export const now = Date.UTC(2026, 3, 20, 12);

export const file = (name: string, size = 1000, modified = now): Entry => ({
	segment: name, name, kind: 'file', size, modified,
});

export const folder = (name: string): Entry => ({segment: name, name, kind: 'folder'});

export type FakeFiles = FileSystem & {readonly tree: Map<string, readonly Entry[]>; readonly calls: string[]};

/** A file system in memory: folders by path. It records its calls. */
export function fakeFiles(kind: 'local' | 'cloud', folders: Readonly<Record<string, readonly Entry[]>>): FakeFiles {
	const tree = new Map(Object.entries(folders));
	const calls: string[] = [];
	const find = (path: string) => {
		const entry = tree.get(parentPath(path))?.find(({segment}) => segment === baseSegment(path));
		if (!entry && !tree.has(path)) {
			throw new Failure('not-found', `There is no ${path}.`, {nextStep: ''});
		}

		return entry ?? folder(baseSegment(path));
	};

	const put = (path: string, entry: Entry) => {
		tree.set(parentPath(path), [...(tree.get(parentPath(path)) ?? []), entry]);
	};

	const drop = (path: string) => {
		tree.set(parentPath(path), (tree.get(parentPath(path)) ?? []).filter(({segment}) => segment !== baseSegment(path)));
	};

	return {
		kind,
		tree,
		calls,
		hasTrash: kind === 'cloud',
		async * list(path, {signal} = {}) {
			calls.push(`list ${path}`);
			const entries = tree.get(path);
			if (!entries) {
				throw new Failure('not-found', `There is no ${path}.`, {nextStep: ''});
			}

			for (let start = 0; start < entries.length; start += 500) {
				await sleep(0);
				signal?.throwIfAborted();
				yield entries.slice(start, start + 500);
			}
		},
		async * walk(path) {
			for (const [below, entries] of tree) {
				if (below === path || below.startsWith(`${path === '/' ? '' : path}/`)) {
					await sleep(0);
					yield entries.map(entry => ({path: joinPath(below, entry.segment), entry}));
				}
			}
		},
		stat: async path => find(path),
		async mkdir(path) {
			calls.push(`mkdir ${path}`);
			put(path, folder(baseSegment(path)));
			tree.set(path, []);
		},
		async rename(from, to) {
			calls.push(`rename ${from} ${to}`);
			const entry = find(from);
			drop(from);
			put(to, {...entry, segment: baseSegment(to), name: baseSegment(to)});
		},
		async copy() {
			throw new Error('not used');
		},
		async remove(path, {permanent = false}) {
			calls.push(`remove ${path}${permanent ? ' for good' : ''}`);
			find(path);
			drop(path);
		},
		async read() {
			throw new Error('not used');
		},
		async setModified(path, modified) {
			calls.push(`setModified ${path}`);
			const entry = find(path);
			drop(path);
			put(path, {...entry, modified});
			return modified;
		},
		space: async () => ({free: 212e9}),
	};
}

export type TestApp = App & {
	readonly local: FakeFiles;
	readonly cloud: FakeFiles;
	readonly terminalCalls: string[]; // calls of the terminal
	readonly engineStarts: () => number;
	/** Waits until both panes have read their folders. */
	readonly loaded: () => Promise<void>;
};

type TestAppOptions = {
	readonly local?: Readonly<Record<string, readonly Entry[]>>;
	readonly cloud?: Readonly<Record<string, readonly Entry[]>>;
	readonly columns?: number;
	readonly rows?: number;
	readonly glyphs?: 'unicode' | 'ascii';
	readonly keyPreferences?: KeyPreferences;
	readonly isEngineRunning?: () => boolean; // otherwise it seems to
	readonly time?: () => number; // otherwise time stands still
	readonly client?: Client; // used where there is no service
	readonly pictures?: PicturePreference;
	readonly pictureDecoder?: PictureDecoder;
	readonly service?: {readonly client: Client; readonly tools: Tools}; // in place of the cloud in memory
};

/** The whole app without a terminal, on two file systems in memory and a real queue without an engine. */
export async function openTestApp({local = {}, cloud = {}, columns = 80, rows = 24, glyphs = 'unicode', keyPreferences = noKeyPreferences, isEngineRunning = () => true, time = () => now, client, pictures, pictureDecoder = createPictureDecoder(), service}: TestAppOptions = {}): Promise<TestApp> {
	const directories = resolveDirectories(await temporaryFolder());
	const queue = openQueue({directories: service?.tools.directories ?? directories, clock: systemClock});
	const pool = openPool();
	onTestFinished(async () => pool.destroy());
	const tools = service?.tools ?? {
		directories, accounts: openAccounts(directories, systemClock), names: standardNames, pool, clock: systemClock, log: silentLog,
	};
	const systems = {
		local: fakeFiles('local', {
			'/': [folder('home')], '/home': [folder('per')], '/home/per': [], ...local,
		}),
		cloud: fakeFiles('cloud', {
			'/': [folder('Jotta')], '/Jotta': [folder('Archive')], '/Jotta/Archive': [], ...cloud,
		}),
	};
	const terminalCalls: string[] = [];
	let starts = 0;
	const homeOf = ({kind}: Location): Location => kind === 'local' ? {kind: 'local', path: '/home/per'} : {kind: 'cloud', account: 'jotta', path: '/Jotta/Archive'};
	const app = createApp({
		left: {kind: 'local', path: '/home/per'},
		right: {kind: 'cloud', account: 'jotta', path: '/Jotta/Archive'},
		openFileSystem: async ({kind}) => service && kind === 'cloud' ? openJotta(service.client) : systems[kind],
		queue,
		watch: watchQueue(queue, isEngineRunning),
		startEngine() {
			starts += 1;
		},
		async openClient() {
			const open = service?.client ?? client;
			if (open) {
				return open;
			}

			throw new Failure('offline', 'There is no service here.', {nextStep: ''});
		},
		readAccount: async () => service
			? readAccount(service)
			: {
				username: 'f3a1', email: 'per@example.no', used: 1.24e12, capacity: 5e12, locks: [],
			},
		parseLocation: async text => text.startsWith('jotta:') ? {kind: 'cloud', account: 'jotta', path: `/Jotta/Archive/${text.slice(6)}`.replace(/\/$/v, '')} : {kind: 'local', path: text.replace(/(?<=.)\/$/v, '')},
		printLocation: ({kind, path}) => kind === 'cloud' ? `jotta:${path.replace(/^\/Jotta\/Archive\/?/v, '')}` : path,
		homeOf,
		firstAccount: () => 'jotta',
		homeFolder: '/home/per',
		openFile: () => false,
		temporary: await temporaryFolder(),
		accounts: {
			list: async () => tools.accounts.list(), tools, preferences: {}, openBrowser: () => false,
		},
		endsWithApp: false,
		clock: {...systemClock, now: time},
		size: {columns, rows},
		glyphs,
		colors: {depth: 'none', isLight: false},
		keyPreferences,
		pictures,
		pictureDecoder,
	}, {
		quit() {
			terminalCalls.push('quit');
		},
		suspend() {
			terminalCalls.push('suspend');
		},
		redraw() {
			terminalCalls.push('redraw');
		},
		ringBell() {
			terminalCalls.push('bell');
		},
		async copyText(text) {
			terminalCalls.push(`copy ${text}`);
			return 'copied';
		},
		async editFile(path) {
			terminalCalls.push(`edit ${path}`);
		},
		askTerminal(sequence) {
			terminalCalls.push(`ask ${JSON.stringify(sequence)}`);
		},
		placePicture(picture) {
			terminalCalls.push(`picture of ${picture.bytes.length} bytes`);
			return () => {
				terminalCalls.push('no picture');
			};
		},
		forwardKeys(bytes) {
			terminalCalls.push(bytes);
		},
	});
	const stops = [watchTransferMessages, keepPanesTogether, watchRememberedMd5s].map(watch => watch(app));
	onTestFinished(() => {
		for (const stop of stops) {
			stop();
		}

		app.stores.transfers.stop();
		queue.close();
	});
	const loaded = async () => {
		do {
			await sleep(1);
		} while (app.panes.some(pane => pane.get().isLoading));
	};

	await Promise.all(app.panes.map(async pane => pane.reload()));
	app.service.refreshAccount();
	await loaded();
	return {
		...app, ...systems, terminalCalls, engineStarts: () => starts, loaded,
	};
}
