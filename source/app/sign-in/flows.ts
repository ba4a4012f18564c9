import {toFailure} from '../../failure.ts';
import {readAccount} from '../../jotta/account.ts';
import {openClient} from '../../jotta/client.ts';
import {isUnreachable} from '../../jotta/listed-name.ts';
import {listDevices, listMountpoints} from '../../jotta/places.ts';
import {services} from '../../jotta/services.ts';
import {UnknownHost} from '../../jotta/sign-in/endpoints.ts';
import {decodeLoginToken, signIn as signInByToken} from '../../jotta/sign-in/login-token.ts';
import {CodeRequired, registerClient, signInByPassword} from '../../jotta/sign-in/password.ts';
import {signOut} from '../../jotta/sign-in/sign-out.ts';
import type {Account} from '../../settings/accounts.ts';
import {otherNamesOf} from '../../settings/same-account.ts';
import {fieldOf, type Field} from '../stores/field.ts';
import type {Wizard} from '../stores/wizard/wizard.ts';
import type {HomePlace, Notice, Step} from '../stores/wizard/wizard-step.ts';
import {placeName} from './choices.ts';

type At<Name extends Step['at']> = Extract<Step, {readonly at: Name}>;

/** Checks a pasted token before anything is sent; undefined for an empty field. */
export function checkToken({text}: Field): Notice | undefined {
	if (text.trim() === '') {
		return undefined;
	}

	try {
		const {discovery} = decodeLoginToken(text);
		const {hostname} = new URL(discovery);
		const title = services.find(({domain}) => domain === hostname)?.title ?? hostname;
		return {kind: 'good', text: `That is a login token of ${title}. Enter signs in.`};
	} catch (error) {
		return {kind: 'problem', text: toFailure(error).message};
	}
}

/** Signs in with a login token; `trusted` is a host that the person has agreed to. Asks about an unknown host. */
export function submitToken(wizard: Wizard, pasted: string, trusted?: string): void {
	const {preferences, work, go} = wizard;
	const {step} = wizard.get();
	work('Signing in…', async tools => {
		try {
			const before = await knownAccounts(wizard);
			await finishSignIn(wizard, await signInByToken(decodeLoginToken(pasted), {...preferences, ...(trusted !== undefined && {trusted})}, tools), before);
		} catch (error) {
			if (error instanceof UnknownHost && step.at === 'token') {
				go({at: 'trust', host: error.host, pasted});
				return;
			}

			if (step.at === 'trust') {
				go({at: 'token', field: fieldOf('')});
			}

			throw error;
		}
	});
}

/** Goes to the next field, or signs in; asks for a code when the service wants one. */
export function submitPassword(wizard: Wizard, {user, password, focus}: At<'password'>): void {
	const step = wizard.get().step as At<'password'>;
	if (focus === 'user') {
		wizard.edit({...step, focus: 'password'});
		return;
	}

	const empty = user.text.trim() === '' ? 'user' as const : (password.text === '' ? 'password' as const : undefined);
	if (empty !== undefined) {
		wizard.edit({...step, focus: empty}, {kind: 'problem', text: empty === 'user' ? 'The user name is missing.' : 'The password is missing.'});
		return;
	}

	wizard.work('Signing in…', async tools => {
		const client = await registerClient(wizard.preferences, tools);
		const credentials = {user: user.text, password: password.text};
		try {
			const before = await knownAccounts(wizard);
			await finishSignIn(wizard, await signInByPassword(credentials, {...wizard.preferences, client}, tools), before);
		} catch (error) {
			if (!(error instanceof CodeRequired)) {
				throw error;
			}

			wizard.go({
				at: 'code', ...credentials, client, field: fieldOf(''),
			});
		}
	});
}

/** Signs in with the code from the SMS. */
export function submitCode(wizard: Wizard, {user, password, client, field}: At<'code'>): void {
	wizard.work('Signing in…', async tools => {
		try {
			const before = await knownAccounts(wizard);
			await finishSignIn(wizard, await signInByPassword({user, password, code: field.text}, {...wizard.preferences, client}, tools), before);
		} catch (error) {
			const {step} = wizard.get();
			if (step.at === 'code') {
				wizard.replaceStep({...step, field: fieldOf('')});
			}

			throw error;
		}
	});
}

/** The accounts known so far. A damaged file counts as empty: it is set aside when the new one is written. */
export async function knownAccounts({tools}: Wizard): Promise<readonly Account[]> {
	return tools.accounts.list().catch(() => []);
}

/** After signing in: a known account ends the wizard, a new one gets a name first. */
export async function finishSignIn(wizard: Wizard, account: Account, before: readonly Account[]): Promise<void> {
	if (before.some(({name}) => name === account.name)) {
		wizard.onEnd(account);
		return;
	}

	wizard.go({
		at: 'who', account, otherNames: otherNamesOf(account, before), field: fieldOf(account.name), home: account.home,
	});
	wizard.work('Asking about the account…', async ({signal}) => {
		const facts = await readAccount({client: await openClient({account: account.name, ...wizard.tools}), signal});
		const {step} = wizard.get();
		if (step.at === 'who') {
			wizard.replaceStep({...step, facts});
		}
	});
}

/** Checks the account's name, stores it with the home place, and ends the wizard. */
export function submitWho(wizard: Wizard, {account, field, home}: At<'who'>): void {
	const name = field.text.trim();
	if (!/^[\w\-]+$/v.test(name)) {
		wizard.say({kind: 'problem', text: 'A name has letters, digits, - and _ only: it stands before the colon in NAME:PATH.'});
		return;
	}

	wizard.work('Saving…', async ({accounts}) => {
		const others = await accounts.list();
		if (name !== account.name && others.some(other => other.name === name)) {
			wizard.say({kind: 'problem', text: `There is already an account called ${name}.`});
			return;
		}

		wizard.onEnd(await accounts.update(account.name, current => ({...current, name, home})));
	});
}

/** Signs out again: going back from the last step means that this account was not the right one. */
export function undoSignIn(wizard: Wizard, {account}: At<'who'>): void {
	wizard.go({at: 'method'});
	wizard.work('Signing out again…', async tools => {
		await signOut(account.name, tools);
	});
}

/** Lists the places that can be the home place. */
export function choosePlace(wizard: Wizard, who: At<'who'>): void {
	wizard.work('Reading devices and mountpoints…', async ({signal}) => {
		const client = await openClient({account: who.account.name, ...wizard.tools});
		const devices = await listDevices({client, signal});
		const places: HomePlace[] = [];
		for (const {name: device} of devices) {
			const mountpoints = await listMountpoints(device, {client, signal});
			places.push(...mountpoints.filter(({isSpecial, deletedAt, name}) => !isSpecial && deletedAt === undefined && !isUnreachable(name)).map(({name}) => ({device, mountpoint: name})));
		}

		wizard.go({at: 'place', who, places});
	});
}

/** Goes back to the account with the chosen home place. */
export function takePlace(wizard: Wizard, {who, places}: At<'place'>, value: string): void {
	wizard.go({...who, home: places.find(place => placeName(place) === value) ?? who.home});
}
