import {optionsAgain} from '../../../jotta/sign-in/sign-in-again.ts';
import type {Account} from '../../../settings/accounts.ts';
import type {App} from '../../app.ts';
import {activePane} from '../../panes.ts';
import {createPress, leave} from '../../sign-in/press.ts';
import {createSignIn} from '../../stores/wizard.ts';
import {problemText} from '../../keymap/advice-text.ts';

/*
The wizard over the panes: when a session has ended, and when somebody wants another account. Transfers wait meanwhile,
and go on by themselves: the engine looks at the same file of accounts.
*/

/** Once for each session that has ended: who leaves the wizard is left alone. The pane says already that it has ended: keys wait, as they may be for the wizard. */
export function offerSignIn(app: App): void {
	app.typeAhead.during(async () => offer(app), {isUnasked: true}).catch(app.stores.messages.report);
}

async function offer(app: App): Promise<void> {
	const {stores: {wizards}, service: {accounts}} = app;
	const all = await accounts.list();
	const {wizard, leftWizards} = wizards.get();
	const stillOut = leftWizards.filter(name => all.some(account => account.name === name && !account.tokens));
	const ended = all.find(({name, tokens}) => !tokens && !stillOut.includes(name));
	if (stillOut.length < leftWizards.length) {
		wizards.keepLeft(stillOut);
	}

	if (!wizard && ended) {
		openWizard(app, ended);
	}
}

/** Signs in: again to an account, at the same service; or as somebody new. */
export function openWizard(app: App, account?: Account): void {
	const {stores: {window, wizards, messages}, service: {accounts: {tools, preferences, openBrowser}}} = app;
	const name = account?.name;
	const signIn = createSignIn({
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
		signIn.change({remark: {kind: 'problem', text: `The sign-in of ${name} has ended: it was revoked, or its token was used somewhere else. Sign in again: what waits goes on by itself.`}});
	}

	window.close();
	window.begin('');
	wizards.open({signIn, press: createPress(signIn, app.terminal.forwardKeys)});
}

/** The app ends: nothing of the wizard is left open. */
export function closeWizard({stores: {wizards}}: App): void {
	const {wizard} = wizards.get();
	if (wizard) {
		leave(wizard.signIn);
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

/** The active pane shows an account's home place. */
export async function goToAccount(app: App, {name, home}: Account): Promise<void> {
	await activePane(app).goTo({kind: 'cloud', account: name, path: `/${home.device}/${home.mountpoint}`});
	app.service.refreshAccount();
}
