import type {App} from './app.ts';
import type {Pane} from './stores/pane/pane.ts';

export function activePane({stores: {window}, panes}: App): Pane {
	return panes[window.get().active];
}

export function otherPane({stores: {window}, panes}: App): Pane {
	return panes[window.get().active === 0 ? 1 : 0];
}

/** Whose trash and links are meant: the account of the active pane, else of the other, else the first. */
export function accountOf(app: App): string {
	const locations = [activePane(app), otherPane(app)].map(pane => pane.get().location);
	const cloud = locations.find(location => location.kind === 'cloud');
	return cloud?.account ?? app.stores.signedIn.get().accountName ?? 'jotta';
}

/** Whose places are shown, and which of them is its home. */
export function homeOfPlaces(app: App): {readonly account: string; readonly home: string} {
	const account = accountOf(app);
	return {account, home: app.service.homeOf({kind: 'cloud', account, path: '/'}).path};
}
