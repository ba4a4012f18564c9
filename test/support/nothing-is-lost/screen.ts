import type {App} from '../../../source/app/app.ts';
import type {Dialog} from '../../../source/app/stores/dialog.ts';
import type {Journal} from '../../../source/app/stores/journal.ts';
import {emptyPane, type PaneState} from '../../../source/app/stores/pane/state.ts';
import {toFailure} from '../../../source/failure.ts';
import type {Entry} from '../../../source/files/entry.ts';
import type {TreeEntry} from '../../../source/files/file-system.ts';
import type {Location} from '../../../source/files/location.ts';
import {createOpener, type Tools} from '../../../source/transfers/open-location.ts';
import type {Queue} from '../../../source/transfers/queue.ts';
import {parseLocation, printLocation} from '../../../source/transfers/location-text.ts';
import type {Overwrite} from '../../../source/transfers/item.ts';
import {problemText} from '../../../source/app/keymap/advice-text.ts';
import {alone} from './lives.ts';
import type {Answer} from './operations.ts';

/** What a person does with dialogs and the editor. */
export type Hands = {
	readonly types: string; // into a prompt, or as the destination of a copy
	readonly rule: Overwrite;
	readonly answer: Answer;
	readonly writes: (file: string) => void; // in the editor
};

export type ScreenOptions = {
	readonly tools: Tools;
	readonly queue: Queue;
	readonly journal: Journal;
	readonly startEngine: () => void;
	readonly replaceEngine: () => void; // when one has died while the screen is open
	readonly temporary: string;
	readonly folder: Location; // what the active pane shows
	readonly entries: readonly Entry[]; // the marked ones, or the one under the cursor
	readonly other: Location;
	readonly trashed?: readonly TreeEntry[];
	readonly hands: Partial<Hands>;
};

const nothing = () => {}; // eslint-disable-line @typescript-eslint/no-empty-function -- nobody polls
const later = async () => undefined;

/** The part of the app that the actions use; nothing is drawn. */
export type Screen = {
	readonly app: App;
	/** Waits until everything that the key has started is done. Returns what went wrong. */
	readonly settle: () => Promise<readonly string[]>;
};

export function openScreen({tools, queue, journal, startEngine, replaceEngine, temporary, folder, entries, other, trashed = [], hands}: ScreenOptions): Screen {
	const opener = createOpener(tools);
	const pending: Array<Promise<void>> = [];
	const problems: string[] = [];
	const report = (error: unknown) => {
		const failure = toFailure(error);
		if (failure.code !== 'cancelled') {
			problems.push(problemText(failure, {commands: []}));
		}
	};

	const attempt = (work: () => Promise<void>) => {
		pending.push(work().catch(report));
	};

	const open = (dialog: Dialog) => {
		act(dialog, hands);
	};

	const panes = [paneOf(folder, entries), paneOf(other, [])];
	const app = {
		service: {
			queue, startEngine, temporary,
			clock: tools.clock,
			homeFolder: '/home/nobody',
			accounts: {tools},
			names: tools.names,
			openFileSystem: opener.fileSystem,
			openClient: opener.client,
			parseLocation: async (text: string) => parseLocation(text, {tools, cwd: '/'}),
			printLocation: (location: Location) => printLocation(location, tools),
			refreshAccount: nothing,
		},
		terminal: {
			glyphs: {problem: '!', arrow: '→'},
			keymap: {commands: []},
			async editFile(file: string) {
				await alone(async () => hands.writes?.(file));
			},
		},
		stores: {
			journal,
			window: {get: () => ({active: 0, screen: 'browser', prefix: ''}), open, close: nothing},
			wizards: {get: () => ({})},
			messages: {
				say: nothing, warn: nothing, note: nothing, showProgress: nothing, clear: nothing, report,
			},
			signedIn: {get: () => ({accountName: 'jotta', isOffline: false})},
			trashTrail: {get: () => ({trashViews: []}), current: () => undefined},
			transfers: {
				poll: nothing,
				subscribe(onChange: () => void) {
					const timer = setInterval(() => {
						replaceEngine();
						onChange();
					}, 5);
					return () => {
						clearInterval(timer);
					};
				},
			},
			trash: {
				get: () => ({isLoading: false}), chosen: () => trashed, current: () => trashed[0], drop: nothing, clear: nothing, load: async () => undefined,
			},
		},
		panes,
		attempt,
		work: {
			run(work: (signal: AbortSignal) => Promise<void>) {
				attempt(async () => work(new AbortController().signal));
			},
		},
		typeAhead: {forget: nothing, isHolding: () => false},
		ask(find: (signal: AbortSignal) => Promise<Dialog | undefined>) {
			attempt(async () => {
				const dialog = await find(new AbortController().signal);
				if (dialog) {
					open(dialog);
				}
			});
		},
	};
	return {
		app: app as unknown as App,
		async settle() {
			for (let work = pending.shift(); work; work = pending.shift()) {
				await work;
			}

			return problems;
		},
	};
}

function paneOf(location: Location, entries: readonly Entry[]) {
	const state: PaneState = {
		...emptyPane(location), entries, rows: entries, marks: new Set(entries.length > 1 ? entries.map(({segment}) => segment) : []),
	};
	return {
		get: () => state,
		change: nothing, apply: nothing, reload: later, refresh: later,
	};
}

const wanted: Readonly<Record<Answer, RegExp>> = {overwrite: /^(?:Overwrite|Replace|Yes)/v, 'keep-both': /^(?:Keep both|Yes)/v, skip: /^(?:Skip|Leave|No|Yes)/v};

function act(dialog: Dialog, {types = '', rule = 'ask', answer = 'overwrite'}: Partial<Hands>): void {
	switch (dialog.kind) {
		case 'prompt': {
			dialog.onSubmit(types);
			break;
		}

		case 'transfer': {
			dialog.onSubmit(types === '' ? dialog.field.text : types, rule);
			break;
		}

		case 'question': {
			dialog.choices.find(({label}) => wanted[answer].test(label))?.run?.(false);
			break;
		}

		case 'commands':
		case 'info':
		case 'list': {
			break; // something to read
		}

		default: {
			throw new TypeError(`unknown dialog ${String(dialog satisfies never)}`);
		}
	}
}
