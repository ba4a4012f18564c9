import type {App} from './app.ts';
import type {Pane} from './stores/pane/pane.ts';

/** The pane with the cursor. */
export function activePane({stores: {window}, panes}: App): Pane {
	return panes[window.get().active];
}

/** The pane without the cursor: the target of a copy or move. */
export function otherPane({stores: {window}, panes}: App): Pane {
	return panes[window.get().active === 0 ? 1 : 0];
}

/** The account whose trash, links and places are shown: that of the active pane, else of the other, else the one last shown, else the first. */
export function accountOf(app: App): string {
	const locations = [activePane(app), otherPane(app)].map(pane => pane.get().location);
	const cloud = locations.find(location => location.kind === 'cloud');
	return cloud?.account ?? app.stores.signedIn.get().accountName ?? app.service.firstAccount();
}
