import {stat} from 'node:fs/promises';
import type {Entry} from '../../files/entry.ts';
import {reach} from '../../files/reach-path.ts';
import type {App} from '../app.ts';
import {unhashedFiles, type UnhashedFile} from '../stores/comparison.ts';

/** Gives a comparison the MD5s from the queue's cache, so that only the other files must be read. */
export function watchRememberedMd5s(app: App): () => void {
	let lookup = new AbortController();
	const asked = new WeakSet<Entry>();
	const stop = app.stores.comparison.subscribe(() => {
		lookup.abort();
		lookup = new AbortController();
		const files = unhashedFiles(app.panes, app.stores.comparison).filter(({entry}) => !asked.has(entry));
		if (files.length === 0) {
			return;
		}

		const {signal} = lookup;
		app.attempt(async () => lookUp(app, files, {asked, signal}));
	});
	return () => {
		stop();
		lookup.abort();
	};
}

async function lookUp({service: {queue}, stores: {comparison}}: App, files: readonly UnhashedFile[], {asked, signal}: {readonly asked: WeakSet<Entry>; readonly signal: AbortSignal}): Promise<void> {
	const cache = queue.md5Cache;
	const found = new Map<Entry, string>();
	for (const {entry, path} of files) {
		const file = await reach(path, async reached => stat(reached, {bigint: true})).catch(() => undefined); // gone meanwhile
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
		comparison.addMd5s(found);
	}
}
