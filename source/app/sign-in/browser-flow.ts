import {PkceRefused, startBrowserSignIn, type BrowserSignIn} from '../../jotta/sign-in/browser.ts';
import {listenForRedirect} from '../../jotta/sign-in/redirect-listener.ts';
import type {Service} from '../../jotta/services.ts';
import {fieldOf} from '../stores/field.ts';
import type {Wizard} from '../stores/wizard/wizard.ts';
import {knownAccounts, finishSignIn} from './flows.ts';

/** Starts signing in through the browser: gets the address, listens for the redirect, and opens the browser if there is a display. */
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

/** Listens for the redirect. When the port is taken the person is told, and can still paste the address. */
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

/** Signs in with the address that the browser was redirected to, whether it was received or pasted. */
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
