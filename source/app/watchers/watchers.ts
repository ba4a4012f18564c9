import type {App} from '../app.ts';
import {watchChangedAccounts} from './changed-accounts.ts';
import {watchCloudChanges} from './cloud-changes.ts';
import {watchEndedSessions} from './ended-sessions.ts';
import {watchEngine} from './engine.ts';
import {watchLocalChanges} from './local-changes.ts';
import {watchLongNames} from './long-name.ts';
import {watchPaneHeights} from './pane-heights.ts';
import {keepPanesTogether} from './panes-together.ts';
import {watchPictures} from './pictures.ts';
import {watchRememberedMd5s} from './remembered-md5s.ts';
import {watchStalledRequests} from './stalled-requests.ts';
import {watchTransferMessages} from './transfer-messages.ts';

/** Starts watching. Call the result to stop. */
export type Watcher = (app: App) => () => void;

/** Everything that runs in the background while the app is shown. */
export const watchers: readonly Watcher[] = [
	watchPaneHeights,
	watchTransferMessages,
	keepPanesTogether,
	watchRememberedMd5s,
	watchEngine,
	watchCloudChanges,
	watchLocalChanges,
	watchStalledRequests,
	watchEndedSessions,
	watchChangedAccounts,
	watchLongNames,
	watchPictures,
];
