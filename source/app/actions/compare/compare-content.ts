import {stat} from 'node:fs/promises';
import {toFailure} from '../../../failure.ts';
import type {Entry} from '../../../files/entry.ts';
import {diskPath} from '../../../files/local-name.ts';
import {counted} from '../../../format.ts';
import {createHasher} from '../../../transfers/hash/hasher.ts';
import {localMd5} from '../../../transfers/hash/local-md5.ts';
import {openMd5Cache} from '../../../transfers/hash/md5-cache.ts';
import type {App} from '../../app.ts';
import {locationOf} from '../../stores/pane/state.ts';
import {toggleComparison} from './compare.ts';

/*
Listings of the disk know no MD5. What the queue has hashed before is remembered with the file's times and number, and
looked up by itself; the rest is read when the person asks for it.
*/

type Open = {readonly entry: Entry; readonly path: string};

/** Files on the disk whose MD5 would tell whether they are the same. */
function openFiles({panes, comparison}: App): readonly Open[] {
	return panes.flatMap((pane, side) => {
		const state = pane.get();
		return state.location.kind === 'local'
			? state.entries.filter(entry => comparison.isOpen(side, entry)).map(entry => ({entry, path: locationOf(state, entry).path}))
			: [];
	});
}

/** Whenever panes are compared: what is known already is used. */
export function watchComparison(app: App): void {
	let looking = new AbortController();
	const asked = new WeakSet<Entry>();
	app.comparison.subscribe(() => {
		looking.abort();
		looking = new AbortController();
		const open = openFiles(app).filter(({entry}) => !asked.has(entry));
		if (open.length === 0) {
			return;
		}

		const {signal} = looking;
		app.attempt(async () => lookUp(app, open, {asked, signal}));
	});
}

async function lookUp({queue, comparison}: App, open: readonly Open[], {asked, signal}: {readonly asked: WeakSet<Entry>; readonly signal: AbortSignal}): Promise<void> {
	const cache = openMd5Cache(queue.database);
	const found = new Map<Entry, string>();
	for (const {entry, path} of open) {
		const file = await stat(diskPath(path), {bigint: true}).catch(() => undefined); // gone meanwhile: it stays unknown
		if (signal.aborted) {
			return;
		}

		asked.add(entry);
		const md5 = file && cache.find(file);
		if (md5 !== undefined) {
			found.set(entry, md5);
		}
	}

	if (found.size > 0) {
		comparison.learn(found);
	}
}

const pause = 500; // ms between two comparisons: in folders of 100,000 each takes a while

/** Reads the files of equal size and time, and compares by MD5. Esc leaves; what was read is remembered. */
export function compareByContent(app: App): void {
	const {comparison, session, work} = app;
	if (!comparison.get().verdicts) {
		toggleComparison(app);
	}

	const open = openFiles(app);
	if (open.length === 0) {
		session.say(comparison.get().verdicts ? 'Nothing to read: the MD5 of all files of equal size is known.' : 'Compared as soon as both sides are read; = h then reads the files.');
		return;
	}

	work.run(async signal => readAll(app, open, signal));
}

async function readAll({comparison, session, queue, clock}: App, open: readonly Open[], signal: AbortSignal): Promise<void> {
	const md5Cache = openMd5Cache(queue.database);
	const hasher = createHasher({memoryLimit: () => 0});
	let problem: unknown;
	let read = 0;
	let shown = clock.now();
	let fresh = new Map<Entry, string>();
	try {
		for (const {entry, path} of open) {
			session.say(`Reading ${entry.name}, ${read + 1} of ${open.length}… Esc leaves.`);
			try {
				fresh.set(entry, await localMd5(path, {md5Cache, hasher, signal}));
				read += 1;
			} catch (error) {
				signal.throwIfAborted();
				problem ??= error;
			}

			if (clock.now() - shown >= pause) {
				comparison.learn(fresh);
				fresh = new Map();
				shown = clock.now();
			}
		}
	} finally {
		comparison.learn(fresh);
		await hasher.close();
	}

	session.say(`Read ${counted(read, 'file')}${problem === undefined ? '' : `; ${open.length - read} could not be: ${toFailure(problem).message}`}.`);
}
