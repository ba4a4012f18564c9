import {toFailure, type Failure} from '../../failure.ts';
import type {ServiceOptions} from '../../jotta/sign-in/endpoints.ts';
import type {SignInTools as ServiceTools} from '../../jotta/sign-in/establish-account.ts';
import {openPlainSend} from '../../jotta/client.ts';
import type {Account} from '../../settings/accounts.ts';
import type {Tools} from '../../transfers/open-location.ts';
import type {KeyEvent} from '../terminal/key-event.ts';
import {createStore, type Store} from './store.ts';
import type {Notice, Step, SignInMethod} from './wizard-step.ts';

type WizardState = {
	readonly step: Step;
	readonly notice?: Notice | undefined;
	readonly isBusy: boolean;
	readonly highlighted: string; // value of the choice under the cursor
};

/** What the person has said on the command line; the wizard asks for the rest. */
export type SignInPreferences = ServiceOptions & {
	readonly name?: string | undefined; // of the account
	readonly method?: SignInMethod | undefined;
	readonly serviceKey?: string | undefined;
};

export type WizardOptions = {
	readonly tools: Tools;
	readonly preferences: SignInPreferences;
	readonly openBrowser: (address: string) => boolean; // false: there is no display
	readonly copyText: (text: string) => Promise<string>; // gives how it was done, in words
	readonly problemText: (failure: Failure) => string;
	readonly redirectPort?: number; // of the listener; tests choose
	/** The account that is signed in; nothing when the person has left. */
	readonly onEnd: (account?: Account) => void;
};

/** The wizard's state, and what its flows need to move it on. */
export type Wizard = Store<WizardState> & WizardOptions & {
	/** Another step; what was said before is gone. */
	readonly go: (step: Step, notice?: Notice) => void;
	/** The same step, changed; the notice stays. */
	readonly replaceStep: (step: Step) => void;
	/** The same step after a key in its fields, with what that calls for; the notice of before is gone. */
	readonly edit: (step: Step, notice?: Notice) => void;
	readonly say: (notice: Notice) => void;
	/** The cursor is on the choice with this value. */
	readonly highlight: (value: string) => void;
	readonly report: (error: unknown) => void;
	/** Work that Esc breaks off; one at a time. What goes wrong is said, and the step stays. */
	readonly work: (text: string, run: (tools: ServiceTools) => Promise<void>) => void;
	readonly isWorking: () => boolean;
	/** Breaks off what is under way. */
	readonly cancel: () => void;
	/** What must be closed when the step is left: the listener. */
	readonly onLeave: (close: () => void) => void;
};

/** What stands in front of everything, and takes all keys. */
export type OpenWizard = {readonly wizard: Wizard; readonly press: (event: KeyEvent) => void};

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
			const isMine = () => abort === mine; // not broken off, nor replaced by other work
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
