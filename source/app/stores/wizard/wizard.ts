import {toFailure, type Failure} from '../../../failure.ts';
import type {ServiceOptions} from '../../../jotta/sign-in/endpoints.ts';
import type {SignInTools as ServiceTools} from '../../../jotta/sign-in/establish-account.ts';
import {openPlainSend} from '../../../jotta/client.ts';
import type {Account} from '../../../settings/accounts.ts';
import type {Tools} from '../../../transfers/open-location.ts';
import type {KeyEvent} from '../../terminal/key-event.ts';
import {createStore, type Store} from '../store.ts';
import type {Notice, Step, SignInMethod} from './wizard-step.ts';

type WizardState = {
	readonly step: Step;
	readonly notice?: Notice | undefined;
	readonly isBusy: boolean;
	readonly highlighted: string; // value of the choice under the cursor
};

/** What the command line has settled already; the wizard asks for the rest. */
export type SignInPreferences = ServiceOptions & {
	readonly name?: string | undefined; // of the account
	readonly method?: SignInMethod | undefined;
	readonly serviceKey?: string | undefined;
};

export type WizardOptions = {
	readonly tools: Tools;
	readonly preferences: SignInPreferences;
	readonly openBrowser: (address: string) => boolean; // false when there is no display
	readonly copyText: (text: string) => Promise<string>; // resolves to how it was copied, in words
	readonly problemText: (failure: Failure) => string;
	readonly redirectPort?: number; // of the listener, for tests
	/** Called with the account that has been signed in, or without one when the person has left. */
	readonly onEnd: (account?: Account) => void;
};

/** The sign-in wizard: its state, and what its flows need. */
export type Wizard = Store<WizardState> & WizardOptions & {
	/** Goes to another step, closes what the last one had open, and replaces its notice. */
	readonly go: (step: Step, notice?: Notice) => void;
	/** Changes the current step and keeps its notice. */
	readonly replaceStep: (step: Step) => void;
	/** Changes the current step and replaces its notice. */
	readonly edit: (step: Step, notice?: Notice) => void;
	readonly say: (notice: Notice) => void;
	/** The cursor is on the choice with this value. */
	readonly highlight: (value: string) => void;
	readonly report: (error: unknown) => void;
	/** Runs work that Esc cancels, one at a time. A failure becomes the notice; the step stays. */
	readonly work: (text: string, run: (tools: ServiceTools) => Promise<void>) => void;
	readonly isWorking: () => boolean;
	/** Cancels the current work. */
	readonly cancel: () => void;
	/** `close` is called when the step is left. */
	readonly onLeave: (close: () => void) => void;
};

/** A wizard in front of everything, which gets all keys. */
export type OpenWizard = {readonly wizard: Wizard; readonly press: (event: KeyEvent) => void};

/** Starts with the choice of a method. */
export function createWizard(options: WizardOptions): Wizard {
	const {tools} = options;
	const store = createStore<WizardState>({step: {at: 'method'}, isBusy: false, highlighted: ''});
	let abort: AbortController | undefined;
	let leave: (() => void) | undefined;

	const change = (part: Partial<WizardState>) => {
		store.set({...store.get(), ...part});
	};

	const cancel = () => {
		abort?.abort();
		abort = undefined;
		change({isBusy: false, notice: undefined});
	};

	const report = (error: unknown) => {
		const failure = toFailure(error);
		change({notice: failure.code === 'cancelled' ? undefined : {kind: 'problem', text: options.problemText(failure)}});
	};

	return {
		...options,
		...store,
		report,
		cancel,
		isWorking: () => abort !== undefined,
		go(step, notice) {
			leave?.();
			leave = undefined;
			change({
				step, notice, isBusy: false, highlighted: '',
			});
		},
		replaceStep(step) {
			change({step});
		},
		edit(step, notice) {
			change({step, notice});
		},
		say(notice) {
			change({notice});
		},
		highlight(highlighted) {
			change({highlighted});
		},
		onLeave(close) {
			leave = close;
		},
		work(text, run) {
			abort?.abort();
			const mine = new AbortController();
			abort = mine;
			change({isBusy: true, notice: {kind: 'busy', text}});
			const isMine = () => abort === mine; // neither cancelled nor replaced
			run({...tools, send: openPlainSend(tools), signal: mine.signal}).catch((error: unknown) => {
				if (isMine()) {
					report(error);
				}
			}).finally(() => {
				if (!isMine()) {
					return;
				}

				abort = undefined;
				change({isBusy: false, ...(store.get().notice?.kind === 'busy' && {notice: undefined})});
			});
		},
	};
}
