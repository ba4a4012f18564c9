import {hearChanges} from '../../jotta/events.ts';
import type {App} from '../app.ts';
import {accountOf} from '../panes.ts';

const debounce = 700; // ms: what changes in that time is read once
const [minWait, maxWait] = [5000, 300_000]; // ms until a broken line is tried again

/** Panes read a folder again when the service tells that something in it has changed. Without its socket all goes on as before, and nothing is said. */
export function watchCloudChanges(app: App): () => void {
	const {service: {clock, openUnwatchedClient}} = app;
	const leaving = new AbortController();
	const {signal} = leaving;
	const changed = new Set<string>();
	let timer: NodeJS.Timeout | undefined;
	const later = () => {
		timer ??= setTimeout(() => {
			timer = undefined;
			if (isTransferring(app)) {
				later(); // what a transfer changes is patched in place, without reading it again
			} else {
				reread(app, changed);
				changed.clear();
			}
		}, debounce);
	};

	const listen = async () => {
		for (let wait = minWait; !signal.aborted; wait = Math.min(maxWait, wait * 2)) {
			try {
				const client = await openUnwatchedClient(accountOf(app)); // when this alone is silent, nothing is missing
				await hearChanges(folder => {
					wait = minWait;
					changed.add(folder.toUpperCase());
					later();
				}, {client, pool: app.service.accounts.tools.pool, signal});
			} catch {
				// A hint that does not come is no problem: Ctrl-R reads again.
			}

			await clock.sleep(wait, signal).catch(() => undefined);
		}
	};

	void listen();
	return () => {
		leaving.abort();
		clearTimeout(timer);
	};
}

function isTransferring({stores: {transfers}}: App): boolean {
	const {running, waiting} = transfers.get().totals;
	return running + waiting > 0 && !transfers.get().isPaused;
}

function reread(app: App, changed: ReadonlySet<string>): void {
	for (const pane of app.panes) {
		const {location, isLoading} = pane.get();
		if (location.kind === 'cloud' && !isLoading && changed.has(location.path.toUpperCase())) {
			app.attempt(async () => pane.reload());
		}
	}
}
