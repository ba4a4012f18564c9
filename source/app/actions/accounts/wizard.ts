import {optionsAgain} from '../../../jotta/sign-in/sign-in-again.ts';
import {whenFree} from '../when-free.ts';
import type {Account} from '../../../settings/accounts.ts';
import type {App} from '../../app.ts';
import {activePane} from '../../panes.ts';
import {createPress, leave} from '../../sign-in/press.ts';
import {createWizard} from '../../stores/wizard/wizard.ts';
import {problemText} from '../../keymap/advice-text.ts';

/*
The wizard in front of the panes: it opens when a session has ended, or to add an account. Transfers wait meanwhile and
continue by themselves: the engine reads the same accounts file.
*/

/** Opens the wizard for a session that has ended, unless the person has left it for that account before. It waits for an open dialog. Keys typed meanwhile wait: they may be meant for the wizard. */
export function offerSignIn(app: App): void {
	offerWhenFree(app).catch(app.stores.messages.report);
}

async function offerWhenFree(app: App): Promise<void> {
	await whenFree(app);
	await app.typeAhead.during(async () => offer(app), {isUnasked: true});
}

async function offer(app: App): Promise<void> {
	const {stores: {wizards}, service: {accounts}} = app;
	const all = await accounts.list();
	const {current, left} = wizards.get();
	const stillOut = left.filter(name => all.some(account => account.name === name && !account.tokens));
	const ended = all.find(({name, tokens}) => !tokens && !stillOut.includes(name));
	if (stillOut.length < left.length) {
		wizards.keepLeft(stillOut);
	}

	if (!current && ended) {
		openWizard(app, ended);
	}
}

/** Opens the wizard: to sign in again to `account` at the same service, or to add an account. */
export function openWizard(app: App, account?: Account): void {
	const {stores: {window, wizards, messages}, service: {accounts: {tools, preferences, openBrowser}}} = app;
	const name = account?.name;
	const wizard = createWizard({
		tools,
		preferences: {...preferences, name, ...(account && optionsAgain(account, preferences))},
		openBrowser,
		copyText: app.terminal.copyText,
		problemText: failure => problemText(failure, app.terminal.keymap),
		onEnd(signedIn) {
			wizards.close();
			messages.clear();
			if (signedIn) {
				app.attempt(async () => resumeWork(app, signedIn, name !== undefined));
			} else if (name !== undefined) {
				wizards.leave(name);
				messages.say(`${name} stays signed out, and its transfers wait. g a signs in again.`);
			}
		},
	});
	if (name !== undefined) {
		wizard.say({kind: 'problem', text: `The sign-in of ${name} has ended: it was revoked, or its token was used somewhere else. Sign in again: what waits goes on by itself.`});
	}

	window.close();
	window.begin('');
	wizards.open({wizard, press: createPress(wizard, app.terminal.forwardKeys)});
}

/** Closes the wizard, with the port it listens on, before the app exits. */
export function closeWizard({stores: {wizards}}: App): void {
	const {current} = wizards.get();
	if (current) {
		leave(current.wizard);
	}
}

async function resumeWork(app: App, account: Account, isAgain: boolean): Promise<void> {
	const {stores: {messages}, service: {accounts, queue, startEngine}, panes} = app;
	await accounts.list();
	messages.say(isAgain ? `Signed in again as ${account.name}.` : `Signed in; the account is called ${account.name}.`);
	if (queue.hasWork()) {
		startEngine();
	}

	if (!isAgain) {
		await goToAccount(app, account);
		return;
	}

	app.service.refreshAccount();
	await Promise.all(panes.filter(pane => {
		const {location, problem} = pane.get();
		return location.kind === 'cloud' && location.account === account.name && problem !== undefined;
	}).map(async pane => pane.reload()));
}

/** Shows an account's home place in the active pane. */
export async function goToAccount(app: App, {name, home}: Account): Promise<void> {
	await activePane(app).goTo({kind: 'cloud', account: name, path: `/${home.device}/${home.mountpoint}`});
	app.service.refreshAccount();
}
