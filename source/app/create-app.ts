import {toFailure, needsSignIn} from '../failure.ts';
import type {Location} from '../files/location.ts';
import {lastName} from '../transfers/location-text.ts';
import type {App, AppOptions, Ways} from './app.ts';
import {commands} from './command-table/commands.ts';
import {createKeymap} from './keymap/keymap.ts';
import {press} from './input/press.ts';
import {glyphsFor} from './layout/glyphs.ts';
import {stylesFor} from './layout/styles.ts';
import {offerSignIn} from './actions/accounts/wizard.ts';
import {createSilence} from './stores/stalled-requests.ts';
import {createComparison} from './stores/comparison.ts';
import {createJournal} from './stores/journal.ts';
import {createList} from './stores/list.ts';
import {createLook} from './stores/look.ts';
import type {PaneTools} from './stores/pane/listing.ts';
import {createPane} from './stores/pane/pane.ts';
import {createQueueStore} from './stores/queue.ts';
import {createSession, type Session} from './stores/session.ts';
import {createViewer} from './stores/viewer.ts';
import {createPictureTerminal} from './stores/picture-terminal.ts';
import {createTypeAhead} from './stores/type-ahead.ts';
import {createWork} from './stores/background-work.ts';
import {problemText} from './keymap/advice-text.ts';

/** Puts the stores together: what a folder, the queue and the account tell goes where it is shown. */
export function createApp(options: AppOptions, ways: Ways): App {
	const {left, right, clock} = options;
	const silence = createSilence(clock);
	const openFileSystem = async (location: Location) => silence.over(await silence.until(options.openFileSystem(location)));
	const openClient = async (account: string) => silence.overClient(await silence.until(options.openClient(account)));
	const keymap = createKeymap(commands, options.keyPreferences);
	const session = createSession(options.size, {now: clock.now, problemText: failure => problemText(failure, keymap)});
	const tools = paneTools(session, openFileSystem);
	const panes = [createPane(left, tools), createPane(right, tools)] as const;
	const attempt = (work: () => Promise<void>) => {
		work().catch((error: unknown) => {
			session.complain(error);
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
			const dialog = await find(signal);
			if (dialog && !signal.aborted) {
				session.open(dialog);
			}
		}));
	};

	const app: App = {
		...options,
		...ways,
		pictures: createPictureTerminal(options.pictures, {write: ways.askTerminal, size: () => session.get().size, clock}),
		openFileSystem,
		openClient,
		openUnwatchedClient: options.openClient,
		silence,
		panes,
		session,
		transfers: queueFor(panes, options),
		places: createList(),
		latest: createList(),
		trash: createList(),
		versions: createList(),
		links: createList(),
		viewer: createViewer(),
		journal: createJournal(),
		look: createLook(),
		comparison: createComparison(panes),
		work: createWork(attempt),
		keymap,
		glyphs: glyphsFor(options.glyphs),
		styles: stylesFor('auto', options.colors),
		typeAhead,
		attempt,
		ask,
		refreshAccount: accountReader(() => app, options.readAccount),
	};
	for (const warning of app.keymap.warnings) {
		session.say(warning);
	}

	return app;
}

function paneTools(session: Session, openFileSystem: PaneTools['openFileSystem']): PaneTools {
	return {
		openFileSystem,
		onGone(location, wasShown) {
			session.say(wasShown ? `The folder ${lastName(location)} is gone; this is where it was.` : `There is no folder ${lastName(location)}; this is the nearest one above it.`);
		},
		onProblem(error) {
			session.complain(error);
		},
		onNotice: session.say,
		onReached(location) {
			if (location.kind === 'cloud' && session.get().isOffline) {
				session.change({isOffline: false});
			}
		},
	};
}

/** What the queue has placed or removed is put right in the panes. */
function queueFor(panes: App['panes'], {watch, clock}: AppOptions): App['transfers'] {
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

/** Asks for the account of the pane that is looked at; of two answers the later question's counts. */
function accountReader(appOf: () => App, readAccount: AppOptions['readAccount']): App['refreshAccount'] {
	let asked = 0;
	return () => {
		const {panes, session, silence, attempt} = appOf();
		const locations = [panes[session.get().active], ...panes.toReversed()].map(pane => pane.get().location);
		const name = locations.find(location => location.kind === 'cloud')?.account;
		if (name === undefined) {
			return;
		}

		asked += 1;
		const mine = asked;
		attempt(async () => {
			const account = await silence.until(readAccount(name));
			if (mine === asked) {
				session.change({account, accountName: name, isOffline: false});
			}
		});
	};
}
