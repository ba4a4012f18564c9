import {toFailure, needsSignIn} from '../failure.ts';
import type {Location} from '../files/location.ts';
import {lastName} from '../transfers/location-text.ts';
import {pauseText} from '../jotta/http/retry.ts';
import type {
	App,
	AppOptions,
	AppService,
	AppStores,
	TerminalHost,
} from './app.ts';
import {commands} from './command-table/commands.ts';
import {createKeymap} from './keymap/keymap.ts';
import {press} from './input/press.ts';
import {glyphsFor} from './layout/glyphs.ts';
import {stylesFor} from './layout/styles.ts';
import {offerSignIn} from './actions/accounts/wizard.ts';
import {createStalledRequests} from './stores/stalled-requests.ts';
import {createComparison} from './stores/comparison.ts';
import {createJournal} from './stores/journal.ts';
import {createList} from './stores/list.ts';
import {createScreenPreferences} from './stores/screen-preferences.ts';
import type {PaneTools} from './stores/pane/listing.ts';
import {createPane} from './stores/pane/pane.ts';
import {createQueueStore} from './stores/queue.ts';
import {createBrowsing} from './stores/browsing.ts';
import {createMessages} from './stores/messages.ts';
import {createQueueView} from './stores/queue-view.ts';
import {saidWhenLate} from './stores/late-question.ts';
import {createSignedIn} from './stores/signed-in.ts';
import {createTrashTrail} from './stores/trash-trail.ts';
import {createWindow} from './stores/window.ts';
import {createWizards} from './stores/wizard/wizards.ts';
import {createViewer} from './stores/viewer.ts';
import {createPictureTerminal} from './stores/picture-terminal.ts';
import {createTypeAhead} from './stores/type-ahead.ts';
import {createWork} from './stores/background-work.ts';
import {problemText} from './keymap/advice-text.ts';

/** Creates the stores and connects them with the service and the terminal. */
export function createApp(options: AppOptions, host: TerminalHost): App {
	const {left, right, clock, colors} = options;
	const signedIn = createSignedIn();
	const stalledRequests = createStalledRequests(clock, isReached => {
		signedIn.setOffline(!isReached);
	});
	const openFileSystem = async (location: Location) => stalledRequests.trackFiles(await stalledRequests.track(options.openFileSystem(location)));
	const openClient = async (account: string) => stalledRequests.trackClient(await stalledRequests.track(options.openClient(account)));
	const keymap = createKeymap(commands, options.keyPreferences);
	const messages = createMessages(clock, {
		problemText: failure => problemText(failure, keymap),
		onOffline() {
			signedIn.setOffline(true);
		},
	});
	const window = createWindow(options.size, messages);
	const tools = paneTools({
		messages, signedIn, openFileSystem, names: options.accounts.tools.names,
	});
	const panes = [createPane(left, tools), createPane(right, tools)] as const;
	const attempt = (work: () => Promise<void>) => {
		work().catch((error: unknown) => {
			messages.report(error);
			if (needsSignIn(toFailure(error))) {
				offerSignIn(app);
			}
		});
	};

	const typeAhead = createTypeAhead(event => {
		press(app, event);
	});
	const ask: App['ask'] = find => {
		attempt(async () => typeAhead.during(async signal => {
			const dialog = await saidWhenLate(find(signal), {messages, clock, signal});
			if (dialog && !signal.aborted) {
				window.open(dialog);
			}
		}));
	};

	const app: App = {
		service: {
			...options,
			openFileSystem,
			openClient,
			openUnwatchedClient: options.openClient,
			names: options.accounts.tools.names,
			refreshAccount: accountReader(() => app, options.readAccount),
			stalledRequests,
		},
		terminal: {
			...host,
			colors,
			glyphs: glyphsFor(options.glyphs),
			keymap,
			styles: stylesFor('auto', colors),
		},
		stores: createStores({
			window, messages, signedIn, panes,
		}, options, host),
		panes,
		attempt,
		ask,
		work: createWork(attempt),
		typeAhead,
	};
	options.hearPauses?.(pause => {
		if (pause.isWaited) {
			messages.warn(`${pauseText(pause)} It is tried again then.`);
		}
	});
	for (const warning of keymap.warnings) {
		messages.say(warning);
	}

	return app;
}

type FirstStores = Pick<AppStores, 'messages' | 'signedIn' | 'window'> & Pick<App, 'panes'>; // the others need these

function createStores({window, messages, signedIn, panes}: FirstStores, options: AppOptions, host: TerminalHost): AppStores {
	const transfers = queueFor(panes, options);
	return {
		window,
		messages,
		signedIn,
		wizards: createWizards(),
		browsing: createBrowsing(),
		comparison: createComparison(panes, options.accounts.tools.names),
		journal: createJournal(),
		transfers,
		queueView: createQueueView({...options, transfers}),
		places: createList({idOf: ({path}) => path}),
		latest: createList({idOf: ({path}) => path}),
		trash: createList({idOf: ({path, entry: {deletedAt}}) => `${deletedAt ?? ''} ${path}`}),
		trashTrail: createTrashTrail(),
		versions: createList({idOf: ({number}) => number}),
		links: createList({idOf: ({path}) => path}),
		viewer: createViewer(),
		pictures: createPictureTerminal(options.pictures, {write: host.askTerminal, size: () => window.get().size, clock: options.clock}),
		look: createScreenPreferences(),
	};
}

type PaneContext = Pick<AppStores, 'messages' | 'signedIn'> & Pick<PaneTools, 'openFileSystem'> & Pick<AppService, 'names'>;

function paneTools({messages, signedIn, openFileSystem, names}: PaneContext): PaneTools {
	return {
		openFileSystem,
		onGone(location, wasShown) {
			messages.say(wasShown ? `The folder ${lastName(location, names)} is gone; this is where it was.` : `There is no folder ${lastName(location, names)}; this is the nearest one above it.`);
		},
		onProblem(error) {
			messages.report(error);
		},
		onNotice: messages.say,
		onReached(location) {
			if (location.kind === 'cloud') {
				signedIn.setOffline(false);
			}
		},
	};
}

/** The transfers, whose events also update the panes. */
function queueFor(panes: App['panes'], {watch, clock}: AppOptions): AppStores['transfers'] {
	return createQueueStore({
		watch,
		clock,
		onEvent(event) {
			for (const pane of panes) {
				pane.apply(event);
			}
		},
	});
}

/** Reads the account of the active pane, else of the other. Only the answer to the latest request is shown. */
function accountReader(appOf: () => App, readAccount: AppOptions['readAccount']): AppService['refreshAccount'] {
	let asked = 0;
	return () => {
		const {stores: {window, signedIn}, service: {stalledRequests}, panes, attempt} = appOf();
		const locations = [panes[window.get().active], ...panes.toReversed()].map(pane => pane.get().location);
		const name = locations.find(location => location.kind === 'cloud')?.account;
		if (name === undefined) {
			return;
		}

		asked += 1;
		const mine = asked;
		attempt(async () => {
			const account = await stalledRequests.track(readAccount(name));
			if (mine === asked) {
				signedIn.show(account, name);
			}
		});
	};
}
