import type {Dispatcher} from 'undici';
import type {Clock} from '../clock.ts';
import type {Log} from '../log.ts';
import type {Account, AccountStore} from '../settings/accounts.ts';
import {hostsOf, trustIn, type Hosts} from './hosts.ts';
import type {AnswerLimits} from './http/bodies.ts';
import {withLog} from './http/logged.ts';
import {withNotice, type OnWaiting} from './http/stalled-requests.ts';
import {sendThrough, type Send} from './http/request.ts';
import {withRetry, type OnPause} from './http/retry.ts';
import {withToken} from './http/signed-in.ts';
import type {NameCodec} from './name-codec.ts';
import {openTokens, type Renewer} from './sign-in/token-renewal.ts';

/** One signed-in account: everything a service function needs. */
export type Client = {
	readonly account: Account;
	readonly user: string; // the internal user name
	readonly hosts: Hosts;
	readonly names: NameCodec; // by the setting `encoding`
	readonly send: Send;
	readonly clock: Clock;
};

export type ClientTools = {
	readonly accounts: AccountStore;
	readonly names: NameCodec;
	readonly pool: Dispatcher;
	readonly clock: Clock;
	readonly log: Log;
	readonly onWaiting?: OnWaiting | undefined;
	readonly onPause?: OnPause | undefined;
	readonly renewElsewhere?: Renewer | undefined; // else in this process
	readonly limits?: AnswerLimits | undefined; // else the usual ones
};

/** Calls without a token: signing in and renewing. */
export function openPlainSend({pool, clock, log, onWaiting, onPause, limits}: Pick<ClientTools, 'pool' | 'clock' | 'log' | 'onWaiting' | 'onPause' | 'limits'>): Send {
	return withNotice(withRetry(withLog(sendThrough(pool, limits), {clock, log}), {clock, onPause}), {clock, onWaiting});
}

/** @throws Failure `not-signed-in` */
export async function openClient({account: name, ...tools}: ClientTools & {readonly account: string}): Promise<Client> {
	const {accounts, names, pool, clock, log, onWaiting, onPause, renewElsewhere, limits} = tools;
	const account = await accounts.get(name);
	const tokens = openTokens({
		account: name, accounts, send: openPlainSend({
			pool, clock, log, limits,
		}), clock, renewElsewhere,
	});
	const once = withLog(sendThrough(pool, limits), {clock, log});
	const signedIn = withToken(once, {account: name, tokens, trustOf: address => trustIn(address, account.server)}); // 401: renew once
	const patient = withRetry(signedIn, { // only what may be repeated
		clock, onPause: pause => onPause?.({...pause, account: name}),
	});
	return {
		account, user: account.username, hosts: hostsOf(account.server), names, send: withNotice(patient, {clock, onWaiting}), clock,
	};
}
