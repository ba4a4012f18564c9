import type {AccountFacts} from '../../../jotta/account.ts';
import type {BrowserSignIn} from '../../../jotta/sign-in/browser.ts';
import type {LegacyClient} from '../../../jotta/sign-in/password.ts';
import type {Service} from '../../../jotta/services.ts';
import type {Account} from '../../../settings/accounts.ts';
import type {Field} from '../field.ts';

/** The line below a step: good news, a problem, or what is being done. */
export type Notice = {readonly text: string; readonly kind: 'good' | 'problem' | 'busy'};

export type SignInMethod = 'login-token' | 'browser' | 'password';

export type HomePlace = Account['home'];

/** The wizard's step and its fields (ux.md 6). Fields hold secrets: these are shown as dots and never logged or stored. */
export type Step =
	| {readonly at: 'method'}
	| {readonly at: 'token'; readonly field: Field}
	| {readonly at: 'trust'; readonly host: string; readonly pasted: string}
	| {readonly at: 'service'}
	| {readonly at: 'browser'; readonly service: Service; readonly attempt?: BrowserSignIn; readonly isListening: boolean; readonly field: Field}
	| {readonly at: 'password'; readonly user: Field; readonly password: Field; readonly focus: 'user' | 'password'}
	| {readonly at: 'code'; readonly user: string; readonly password: string; readonly client: LegacyClient; readonly field: Field}
	| {readonly at: 'who'; readonly account: Account; readonly facts?: AccountFacts; readonly otherNames: readonly string[]; readonly field: Field; readonly home: HomePlace}
	| {readonly at: 'place'; readonly who: Step & {readonly at: 'who'}; readonly places: readonly HomePlace[]};

/** One choice in a step's list; `value` identifies it. */
export type StepChoice = {readonly label: string; readonly value: string; readonly hint: string};
