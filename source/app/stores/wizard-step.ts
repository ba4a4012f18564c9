import type {AccountFacts} from '../../jotta/account.ts';
import type {BrowserSignIn} from '../../jotta/sign-in/browser.ts';
import type {LegacyClient} from '../../jotta/sign-in/password.ts';
import type {Service} from '../../jotta/services.ts';
import type {Account} from '../../settings/accounts.ts';
import type {Field} from './field.ts';

/** What is said below a step: a verdict, a mistake, or what is being done. */
export type Notice = {readonly text: string; readonly kind: 'good' | 'problem' | 'busy'};

export type SignInMethod = 'login-token' | 'browser' | 'password';

export type HomePlace = Account['home'];

/** Where the wizard is (ux.md 6). What is typed here is secret: it is shown as dots, and written nowhere. */
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

/** What a list offers; the value comes back when it is chosen. */
export type StepChoice = {readonly label: string; readonly value: string; readonly hint: string};
