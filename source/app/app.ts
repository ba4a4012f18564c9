import type {Account} from '../settings/accounts.ts';
import type {Tools} from '../transfers/open-location.ts';
import type {Clock} from '../clock.ts';
import {type FileSystem, type TreeEntry} from '../files/file-system.ts';
import type {Location} from '../files/location.ts';
import type {PictureDecoder} from '../files/pictures/picture-decoder.ts';
import type {OnPause} from '../jotta/http/retry.ts';
import type {Client} from '../jotta/client.ts';
import type {NameCodec} from '../jotta/name-codec.ts';
import type {AccountPlace} from '../jotta/place-tree.ts';
import type {Version} from '../jotta/versions.ts';
import type {AccountFacts} from '../jotta/account.ts';
import type {Queue} from '../transfers/queue.ts';
import type {Watch} from '../transfers/watch.ts';
import type {KeyPreferences} from '../settings/key-settings.ts';
import type {SignInPreferences} from './stores/wizard/wizard.ts';
import type {Keymap} from './keymap/keymap.ts';
import type {Colors} from './terminal/colors.ts';
import type {PicturePreference} from './terminal/picture-protocol.ts';
import type {PlacedPicture} from './terminal/picture-sequences.ts';
import type {PictureTerminal} from './stores/picture-terminal.ts';
import type {Glyphs} from './layout/glyphs.ts';
import type {Styles} from './layout/styles.ts';
import type {WindowSize} from './terminal/window-size.ts';
import type {Dialog} from './stores/dialog.ts';
import type {Pane} from './stores/pane/pane.ts';
import type {QueueStore} from './stores/queue.ts';
import type {ComparisonStore} from './stores/comparison.ts';
import type {StalledRequests} from './stores/stalled-requests.ts';
import type {TypeAhead} from './stores/type-ahead.ts';
import type {Work} from './stores/background-work.ts';
import type {ScreenPreferences} from './stores/screen-preferences.ts';
import type {Store} from './stores/store.ts';
import type {Journal} from './stores/journal.ts';
import type {List} from './stores/list.ts';
import type {Viewer} from './stores/viewer.ts';
import type {Browsing} from './stores/browsing.ts';
import type {Messages} from './stores/messages.ts';
import type {QueueView} from './stores/queue-view.ts';
import type {SignedIn} from './stores/signed-in.ts';
import type {TrashTrail} from './stores/trash-trail.ts';
import type {Window} from './stores/window.ts';
import type {Wizards} from './stores/wizard/wizards.ts';

/** The signed-in accounts, and what signing in needs. */
type AccountSource = {
	readonly list: () => Promise<readonly Account[]>;
	readonly tools: Tools;
	readonly preferences: SignInPreferences; // from the command line and the environment
	readonly openBrowser: (address: string) => boolean;
};

/** Everything the app needs from outside; cli.tsx provides it. */
export type AppOptions = {
	readonly left: Location;
	readonly right: Location;
	readonly openFileSystem: (location: Location) => Promise<FileSystem>;
	readonly queue: Queue;
	readonly watch: Watch;
	readonly startEngine: () => void;
	/** Whom to tell when the service asks the panes to wait. */
	readonly hearPauses?: (listener: OnPause) => void;
	readonly readAccount: (name: string) => Promise<AccountFacts>;
	readonly openClient: (account: string) => Promise<Client>;
	readonly parseLocation: (text: string) => Promise<Location>;
	readonly printLocation: (location: Location) => string;
	readonly homeOf: (location: Location) => Location;
	readonly firstAccount: () => string; // meant where no pane shows one
	readonly homeFolder: string;
	readonly openFile: (path: string) => boolean; // with the desktop's default program; false: there is no desktop
	readonly temporary: string; // parent of temporary folders
	readonly accounts: AccountSource;
	readonly endsWithApp: boolean; // a sandbox: transfers cannot continue without the app
	readonly clock: Clock;
	readonly size: WindowSize;
	readonly glyphs: 'unicode' | 'ascii';
	readonly colors: Colors;
	readonly keyPreferences: KeyPreferences;
	readonly pictures?: PicturePreference; // how the terminal displays them
	readonly pictureDecoder: PictureDecoder;
};

/** Everything below the user interface: file systems, accounts, the queue. */
export type AppService = Pick<AppOptions, 'accounts' | 'clock' | 'endsWithApp' | 'firstAccount' | 'homeFolder' | 'homeOf' | 'openClient' | 'openFile' | 'openFileSystem' | 'parseLocation' | 'pictureDecoder' | 'printLocation' | 'queue' | 'readAccount' | 'startEngine' | 'temporary' | 'watch'> & {
	readonly names: NameCodec; // as in the clients
	/** A client whose stalled requests are not reported: nobody waits for their answers. */
	readonly openUnwatchedClient: (account: string) => Promise<Client>;
	/** Reads the account that the panes show, and shows its facts. */
	readonly refreshAccount: () => void;
	readonly stalledRequests: StalledRequests;
};

/** What commands may do with the terminal the app runs in. */
export type TerminalHost = {
	readonly quit: () => void;
	readonly suspend: () => void;
	readonly redraw: () => void;
	readonly ringBell: () => void;
	/** Resolves with how it was copied, in words. */
	readonly copyText: (text: string) => Promise<string>;
	/** Lends the terminal to the editor until the editor exits. */
	readonly editFile: (file: string) => Promise<void>;
	/** Sends a query to the terminal; the answer arrives among the key events. */
	readonly askTerminal: (sequence: string) => void;
	/** Draws a picture over the screen. Call the result to remove it with the next frame. */
	readonly placePicture: (picture: PlacedPicture) => () => void;
	readonly forwardKeys: (bytes: string) => void; // key bytes for Ink’s own lists
};

/** The host, and how the screen is drawn: colors, glyphs, styles, and the keys it names. */
type AppTerminal = TerminalHost & {
	readonly colors: Colors;
	readonly glyphs: Glyphs;
	readonly keymap: Keymap<App>;
	readonly styles: Styles;
};

/** State that outlives a screen. */
export type AppStores = {
	readonly window: Window;
	readonly messages: Messages;
	readonly signedIn: SignedIn;
	readonly wizards: Wizards;
	readonly browsing: Browsing;
	readonly comparison: ComparisonStore;
	readonly journal: Journal;
	readonly transfers: QueueStore;
	readonly queueView: QueueView;
	readonly places: List<AccountPlace>;
	readonly latest: List<TreeEntry>;
	readonly trash: List<TreeEntry>;
	readonly trashTrail: TrashTrail;
	readonly versions: List<Version>;
	readonly links: List<TreeEntry>;
	readonly viewer: Viewer;
	readonly pictures: PictureTerminal;
	readonly look: Store<ScreenPreferences>;
};

/** What commands act on and screens show. */
export type App = {
	readonly service: AppService;
	readonly terminal: AppTerminal;
	readonly stores: AppStores;
	readonly panes: readonly [Pane, Pane];
	/** Runs work in the background and reports its failure. */
	readonly attempt: (work: () => Promise<void>) => void;
	/** Opens the dialog that `find` resolves with, if any. Keys typed meanwhile go to that dialog; Esc cancels and aborts the signal. */
	readonly ask: (find: (signal: AbortSignal) => Promise<Dialog | undefined>) => void;
	readonly work: Work;
	readonly typeAhead: TypeAhead;
};
