import {PkceRefused, startBrowserSignIn, type BrowserSignIn} from '../../jotta/sign-in/browser.ts';
import {listenForRedirect} from '../../jotta/sign-in/redirect-listener.ts';
import type {Service} from '../../jotta/services.ts';
import {fieldOf} from '../stores/field.ts';
import type {Wizard} from '../stores/wizard.ts';
import {knownAccounts, finishSignIn} from './flows.ts';

/** Asks the service where to go, listens for the way back, and opens the browser where there is a display. */
export function startBrowser(wizard: Wizard, service: Service, {usesPkce = true}: {readonly usesPkce?: boolean} = {}): void {
	const {preferences, redirectPort: port, go, work} = wizard;
	go({
		at: 'browser', service, isListening: false, field: fieldOf(''),
	});
	work(`Asking ${service.title}…`, async tools => {
		const attempt = await startBrowserSignIn({
			...preferences, service, usesPkce, ...(port !== undefined && {port}),
		}, tools);
		tools.signal?.throwIfAborted();
		const isListening = await listen(wizard, attempt);
		const {step} = wizard.get();
		if (step.at !== 'browser') {
			return;
		}

		wizard.replaceStep({...step, attempt, isListening});
		if (isListening && wizard.openBrowser(attempt.address)) {
			wizard.say({kind: 'good', text: 'The browser has been opened. Agree there; this goes on by itself.'});
		}
	});
}

/** A port that is taken is said: the person can still paste. */
async function listen(wizard: Wizard, {state}: BrowserSignIn): Promise<boolean> {
	const {redirectPort: port} = wizard;
	try {
		const listener = await listenForRedirect({
			state,
			...(port !== undefined && {port}),
			onStranger() {
				wizard.say({kind: 'problem', text: 'An answer of another sign-in arrived, and was not taken. Still waiting for yours.'});
			},
		});
		wizard.onLeave(listener.close);
		void awaitRedirect(wizard, listener.redirected);
		return true;
	} catch (error) {
		wizard.report(error);
		return false;
	}
}

async function awaitRedirect(wizard: Wizard, redirected: Promise<string>): Promise<void> {
	redeem(wizard, await redirected);
}

/** The address that the browser was sent to, however it got here. */
export function redeem(wizard: Wizard, redirected: string): void {
	const {step} = wizard.get();
	if (step.at !== 'browser' || !step.attempt) {
		return;
	}

	const {attempt} = step;
	wizard.work('Signing in…', async ({signal}) => {
		try {
			const before = await knownAccounts(wizard);
			await finishSignIn(wizard, await attempt.redeem(redirected, {signal}), before);
		} catch (error) {
			if (!(error instanceof PkceRefused)) {
				wizard.replaceStep({...step, field: fieldOf('')});
				throw error;
			}

			startBrowser(wizard, step.service, {usesPkce: false});
		}
	});
}
