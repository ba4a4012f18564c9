import {toFailure} from '../../failure.ts';
import {baseSegment, joinPath} from '../../files/location.ts';
import {watchFolder} from '../../files/watch-folder.ts';
import type {App} from '../app.ts';
import type {Pane} from '../stores/pane/pane.ts';

const debounce = 200; // ms: changes within this time are read together
const maxPatched = 50; // entries; for more changes the whole folder is read again
const maxReread = 5000; // entries; larger folders are not read again just because a dialog opens

/** Shows changes that other programs make in the panes' local folders. Folders that cannot be watched are read again when a dialog opens and when the transfers are over. */
export function watchLocalChanges(app: App): () => void {
	const stops = [...app.panes.map(pane => followPane(app, pane)), refreshUnwatched(app)];
	return () => {
		for (const stop of stops) {
			stop();
		}
	};
}

function followPane(app: App, pane: Pane): () => void {
	const changed = new Set<string | undefined>();
	let timer: NodeJS.Timeout | undefined;
	let stopWatching = () => {}; // eslint-disable-line @typescript-eslint/no-empty-function -- nothing is watched yet
	let watched: string | undefined;
	const look = () => {
		timer = undefined;
		if (mustWait(pane)) {
			later();
			return;
		}

		const segments = [...changed];
		changed.clear();
		app.attempt(async () => patch(app, pane, segments));
	};

	const later = () => {
		timer ??= setTimeout(look, debounce);
	};

	const forget = () => {
		stopWatching();
		clearTimeout(timer);
		timer = undefined;
		changed.clear();
	};

	const follow = () => {
		const {kind, path} = pane.get().location;
		const wanted = kind === 'local' ? path : undefined;
		if (wanted === watched) {
			return;
		}

		forget();
		watched = wanted;
		if (wanted !== undefined) {
			stopWatching = watchFolder(wanted, segment => {
				changed.add(segment);
				later();
			});
		}
	};

	follow();
	const unsubscribe = pane.subscribe(follow);
	return () => {
		unsubscribe();
		forget();
	};
}

/** Whether changes must wait: while a folder is read, and while a range of rows is being marked. */
function mustWait(pane: Pane): boolean {
	const {isLoading, anchor} = pane.get();
	return isLoading || anchor !== undefined;
}

async function patch(app: App, pane: Pane, segments: ReadonlyArray<string | undefined>): Promise<void> {
	const {location: folder} = pane.get();
	if (segments.length > maxPatched || segments.includes(undefined) || segments.includes(baseSegment(folder.path))) {
		await pane.refresh(); // the folder itself may be gone
		return;
	}

	const files = await app.service.openFileSystem(folder);
	for (const segment of segments.filter(each => each !== undefined)) {
		try {
			pane.apply({kind: 'placed', folder, entry: await files.stat(joinPath(folder.path, segment))});
		} catch (error) {
			if (toFailure(error).code === 'not-found') {
				pane.apply({kind: 'removed', folder, segment});
			}
		}
	}
}

/** Refreshes local panes when a dialog opens and when the transfers are over: network disks do not report changes. */
function refreshUnwatched({stores: {window, transfers}, panes, attempt}: App): () => void {
	let hadDialog = false;
	let wasRunning = false;
	const look = () => {
		const hasDialog = window.get().dialog !== undefined;
		const {running, waiting} = transfers.get().totals;
		const isRunning = running + waiting > 0;
		const isTime = (hasDialog && !hadDialog) || (wasRunning && !isRunning);
		hadDialog = hasDialog;
		wasRunning = isRunning;
		for (const pane of isTime ? panes : []) {
			const {location, entries} = pane.get();
			if (location.kind === 'local' && entries.length <= maxReread && !mustWait(pane)) {
				attempt(async () => pane.refresh());
			}
		}
	};

	const unsubscribes = [window.subscribe(look), transfers.subscribe(look)];
	return () => {
		for (const unsubscribe of unsubscribes) {
			unsubscribe();
		}
	};
}
