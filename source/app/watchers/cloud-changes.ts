import {hearChanges} from '../../jotta/events.ts';
import type {App} from '../app.ts';
import {accountOf} from '../panes.ts';

const debounce = 700; // ms: changes within this time are read together
const [minWait, maxWait] = [5000, 300_000]; // ms before a broken connection is tried again

/** Reads a pane's folder again when the service reports a change in its folder. Without the event socket nothing is read, and nothing is said. */
export function watchCloudChanges(app: App): () => void {
	const leaving = new AbortController();
	const {signal} = leaving;
	const changed = new Set<string>();
	let timer: NodeJS.Timeout | undefined;
	const later = () => {
		timer ??= setTimeout(() => {
			timer = undefined;
			if (isTransferring(app)) {
				later(); // the panes are patched for transfers without reading the folder
			} else {
				reread(app, changed);
				changed.clear();
			}
		}, debounce);
	};

	const listen = async () => {
		for (let wait = minWait; !signal.aborted; wait = Math.min(maxWait, wait * 2)) {
			try {
				const client = await app.service.openUnwatchedClient(accountOf(app)); // a stall of the event socket is not reported
				await hearChanges(folder => {
					wait = minWait;
					changed.add(folder.toUpperCase());
					later();
				}, {client, pool: app.service.accounts.tools.pool, signal});
			} catch {
				// Without these events the person can reload with Ctrl-R.
			}

			await app.service.clock.sleep(wait, signal).catch(() => undefined);
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
		const {location, isLoading, problem} = pane.get();
		if (location.kind === 'cloud' && !isLoading && changed.has(location.path.toUpperCase())) {
			app.attempt(async () => problem ? pane.reload() : pane.refresh()); // nobody has asked for it: Esc is not for it
		}
	}
}
