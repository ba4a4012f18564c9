import type {Clock} from '../clock.ts';
import type {FileSystem} from '../files/file-system.ts';
import type {Location} from '../files/location.ts';
import {decodeName} from '../jotta/names.ts';
import type {AccountFacts} from '../jotta/account.ts';
import type {Queue} from '../transfers/queue.ts';
import type {Watch} from '../transfers/watch.ts';
import {glyphsFor, type Glyphs} from './layout/glyphs.ts';
import {stylesFor, type Styles} from './layout/styles.ts';
import type {WindowSize} from './layout/columns.ts';
import {createPane, type Pane, type PaneTools} from './stores/pane.ts';
import {createQueueStore, tellChanges, type QueueStore} from './stores/queue.ts';
import {createSession, type Session} from './stores/session.ts';

/** What the app is given; cli.tsx puts it together. */
export type AppOptions = {
	readonly left: Location;
	readonly right: Location;
	readonly openFileSystem: (location: Location) => Promise<FileSystem>;
	readonly queue: Queue;
	readonly watch: Watch;
	readonly startEngine: () => void;
	readonly readAccount: (name: string) => Promise<AccountFacts>;
	readonly parseLocation: (text: string) => Promise<Location>;
	readonly printLocation: (location: Location) => string;
	readonly homeOf: (location: Location) => Location;
	readonly homeFolder: string;
	readonly endsWithApp: boolean; // a sandbox: nobody can go on without it
	readonly clock: Clock;
	readonly size: WindowSize;
	readonly glyphs: 'unicode' | 'ascii';
	readonly hasColors: boolean;
};

/** Everything that outlives a screen. Screens show it; commands change it. */
export type App = Omit<AppOptions, 'glyphs' | 'left' | 'right' | 'size'> & {
	readonly panes: readonly [Pane, Pane];
	readonly session: Session;
	readonly transfers: QueueStore;
	readonly glyphs: Glyphs;
	readonly styles: Styles;
	/** Runs work in the background; what goes wrong is said. */
	readonly attempt: (work: () => Promise<void>) => void;
	readonly refreshAccount: () => void;
	readonly onQuit: () => void;
	readonly onSuspend: () => void;
	readonly onRedraw: () => void;
};

export type Ways = Pick<App, 'onQuit' | 'onSuspend' | 'onRedraw'>;

export function createApp(options: AppOptions, ways: Ways): App {
	const {left, right, openFileSystem, watch, clock} = options;
	const session = createSession(options.size);
	const tools: PaneTools = {
		openFileSystem,
		onGone(location) {
			session.say(`The folder ${lastName(location)} is gone; this is where it was.`);
		},
		onProblem(error) {
			session.complain(error);
		},
		onReached(location) {
			if (location.kind === 'cloud' && session.get().isOffline) {
				session.change({isOffline: false});
			}
		},
	};
	const panes = [createPane(left, tools), createPane(right, tools)] as const;
	const transfers = createQueueStore({
		watch,
		clock,
		onEvent(event) {
			for (const pane of panes) {
				pane.apply(event);
			}
		},
	});
	tellChanges(transfers, session, () => {
		app.refreshAccount();
	});

	const attempt = (work: () => Promise<void>) => {
		work().catch(session.complain);
	};

	const cloudAccount = [right, left].find(location => location.kind === 'cloud')?.account;
	let asked = 0;
	const app: App = {
		...options,
		...ways,
		panes,
		session,
		transfers,
		glyphs: glyphsFor(options.glyphs),
		styles: stylesFor(options.hasColors),
		attempt,
		refreshAccount() {
			if (cloudAccount === undefined) {
				return;
			}

			asked = clock.now();
			const mine = asked;
			attempt(async () => {
				const account = await options.readAccount(cloudAccount);
				if (mine === asked) {
					session.change({account, accountName: cloudAccount, isOffline: false});
				}
			});
		},
	};
	return app;
}

export function activePane({panes, session}: App): Pane {
	return panes[session.get().active];
}

export function otherPane({panes, session}: App): Pane {
	return panes[session.get().active === 0 ? 1 : 0];
}

/** The last part of a place, as a person knows it. */
export function lastName({kind, path}: Location): string {
	const segment = path.slice(path.lastIndexOf('/') + 1);
	return segment === '' ? path : (kind === 'cloud' ? decodeName(segment) : segment);
}
