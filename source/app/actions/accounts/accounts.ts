import {longSize} from '../../../format.ts';
import {bar} from '../../layout/glyphs.ts';
import {lockFacts} from '../../../jotta/account.ts';
import {openPlainSend, type Client} from '../../../jotta/client.ts';
import {loginTokenPage} from '../../../jotta/sign-in/login-token.ts';
import {signOut} from '../../../jotta/sign-in/sign-out.ts';
import {listPlaces, type AccountPlace} from '../../../jotta/place-tree.ts';
import type {Account} from '../../../settings/accounts.ts';
import type {App} from '../../app.ts';
import {accountOf} from '../../panes.ts';
import type {Choice} from '../../stores/dialog.ts';
import {problemText} from '../../keymap/advice-text.ts';
import {goToAccount, openWizard} from './wizard.ts';

/** Lists the accounts: the active pane can show another one, and one can be added or signed out. */
export function showAccounts(app: App): void {
	app.attempt(async () => {
		let all: readonly Account[] = [];
		await app.typeAhead.during(async signal => {
			all = await app.service.accounts.list();
			signal.throwIfAborted();
			open(app, all, []);
		});
		let {dialog} = app.stores.window.get();
		const showAgain = (biggest: readonly string[]) => {
			if (app.stores.window.get().dialog !== dialog) {
				return; // closed meanwhile
			}

			open(app, all, biggest);
			({dialog} = app.stores.window.get());
		};

		const shown = all.find(({name}) => name === accountOf(app)) ?? all[0];
		if (!shown?.tokens) {
			return;
		}

		app.stores.signedIn.show(await app.service.readAccount(shown.name), shown.name);
		showAgain([]); // a locked account answers nothing more
		showAgain(await biggestPlaces(await app.service.openClient(shown.name)));
	});
}

const maxPlaces = 3;

/** The places that use the most space. */
async function biggestPlaces(client: Client): Promise<readonly string[]> {
	const places: AccountPlace[] = [];
	for await (const batch of listPlaces({client})) {
		places.push(...batch.filter(({role, size = 0}) => role !== 'device' && size > 0));
	}

	const biggest = places.toSorted((one, other) => (other.size ?? 0) - (one.size ?? 0)).slice(0, maxPlaces);
	return biggest.map(({path, size = 0, deletedAt}) => `${longSize(size).padStart(9)}  ${path.split('/').filter(Boolean).map(segment => client.names.toShown(segment)).join(' › ')}${deletedAt === undefined ? '' : ', in the trash'}`);
}

function open(app: App, all: readonly Account[], biggest: readonly string[]): void {
	const {accountName} = app.stores.signedIn.get();
	app.stores.window.open({
		kind: 'question',
		title: 'Accounts',
		lines: [...usageLines(app), ...biggest],
		choices: [
			...all.map((account, index) => ({key: String(index + 1), label: labelOf(account, accountName), run: account.tokens ? show(app, account) : signInAgain(app, account)})),
			{
				key: 'n',
				label: 'Sign in to another account',
				run() {
					openWizard(app);
				},
			},
			{
				key: 'o',
				label: 'Sign out…',
				run() {
					chooseSignOut(app, all);
				},
			},
		],
		cursor: Math.max(0, all.findIndex(({name}) => name === accountName)),
	});
}

/** Plan and used space of the shown account. */
function usageLines({stores: {signedIn}, terminal: {glyphs, keymap}}: App): readonly string[] {
	const {account} = signedIn.get();
	if (!account) {
		return [];
	}

	const {plan, used, capacity, locks} = account;
	return [
		...(plan === undefined ? [] : [`plan ${plan}`]),
		...(capacity === undefined
			? [`${longSize(used)} used, unlimited`]
			: [
				`${bar(used / capacity, 20, glyphs)} ${Math.floor((used / capacity) * 100)}%`,
				`${longSize(used)} of ${longSize(capacity)} used, ${longSize(Math.max(0, capacity - used))} free; the trash counts`,
			]),
		...locks.map(lock => problemText(lockFacts[lock], keymap)),
	];
}

function labelOf({name, fullName, email, tokens}: Account, shown: string | undefined): string {
	const state = tokens ? (name === shown ? ' (shown)' : '') : ' (signed out: signs in again)';
	return `${name}${state}: ${[email, fullName].filter(Boolean).join(', ')}`;
}

const show = (app: App, account: Account) => () => {
	app.attempt(async () => goToAccount(app, account));
};

const signInAgain = (app: App, account: Account) => () => {
	openWizard(app, account);
};

function chooseSignOut(app: App, all: readonly Account[]): void {
	app.stores.window.open({
		kind: 'question',
		title: 'Sign out',
		lines: ['Ends the session at the service where it can, and forgets it here. Files stay where they are; transfers of that account wait.'],
		choices: [{key: 'n', label: 'Nobody'}, ...all.map((account, index): Choice => ({
			key: String(index + 1),
			label: account.name,
			run() {
				app.attempt(async () => leaveAccount(app, account));
			},
		}))],
		cursor: 0,
	});
}

async function leaveAccount(app: App, {name}: Account): Promise<void> {
	const {service: {accounts: {tools, list}, homeFolder}, stores: {signedIn, messages}, panes} = app;
	const isTold = await signOut(name, {accounts: tools.accounts, send: openPlainSend(tools)});
	const left = await list();
	const next = left[0];
	for (const pane of panes) {
		const {location} = pane.get();
		if (location.kind === 'cloud' && location.account === name) {
			await pane.goTo(next ? {kind: 'cloud', account: next.name, path: `/${next.home.device}/${next.home.mountpoint}`} : {kind: 'local', path: homeFolder});
		}
	}

	signedIn.forget();
	app.service.refreshAccount();
	messages.say(`Signed out ${name}${isTold ? '' : ' here; the service could not be told'}. All sessions: ${loginTokenPage} (My logged in devices).`);
}
