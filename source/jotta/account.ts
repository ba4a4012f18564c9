import * as v from 'valibot';
import type {NextStep} from '../advice.ts';
import {Failure} from '../failure.ts';
import type {Client} from './client.ts';
import type {Hosts} from './hosts.ts';
import {parseJson} from './http/json.ts';
import type {Send} from './http/request.ts';
import {encodeSegment} from './addresses.ts';
import {parseDocument} from './xml/document-reader.ts';
import {numberOf, textOf} from './xml/xml.ts';

const customerSchema = v.object({
	username: v.pipe(v.string(), v.nonEmpty()),
	email: v.nullish(v.string()),
	name: v.nullish(v.string()),
	subscription_type: v.nullish(v.string()),
	account_type: v.nullish(v.string()),
});

export type Customer = {
	readonly username: string;
	readonly email?: string;
	readonly name?: string;
	readonly plan?: string;
};

/** Who is signed in; gives the internal user name. @see protocol.md 12.1 */
export async function readCustomer(hosts: Hosts, {send, signal}: {readonly send: Send; readonly signal?: AbortSignal | undefined}): Promise<Customer> {
	const {text} = await send({
		method: 'GET', url: `${hosts.api}/account/v1/customer`, headers: {accept: 'application/json'}, subject: 'the account', mayRepeat: true, signal,
	});
	const customer = v.safeParse(customerSchema, parseJson(text));
	if (!customer.success) {
		throw new Failure('service', 'Jottacloud did not say who is signed in.', {nextStep: 'Try again later.'});
	}

	const {username, email, name, subscription_type: subscription, account_type: type} = customer.output;
	const plan = subscription ?? type;
	return {
		username,
		...(typeof email === 'string' && {email}),
		...(typeof name === 'string' && {name}),
		...(typeof plan === 'string' && {plan}),
	};
}

const lockNames = ['locked', 'read-locked', 'write-locked', 'quota-write-locked'] as const;
export type AccountLock = (typeof lockNames)[number];

export type AccountFacts = Customer & {
	readonly used: number; // bytes, all devices, with the trash
	readonly capacity?: number; // bytes; none: unlimited
	readonly locks: readonly AccountLock[];
};

/** What each lock means for a person, and what can still be done. @see protocol.md 15 */
export const lockFacts: Readonly<Record<AccountLock, {readonly sentence: string; readonly nextStep: NextStep}>> = {
	locked: {
		sentence: 'The account is locked: nothing can be read or written.',
		nextStep: 'Only Jottacloud can unlock it: write to its support.',
	},
	'read-locked': {
		sentence: 'Reading is locked.',
		nextStep: 'Copying to the cloud may still work; Jottacloud’s support can unlock it.',
	},
	'write-locked': {
		sentence: 'Writing is locked.',
		nextStep: 'Looking and copying from the cloud still work; Jottacloud’s support can unlock it.',
	},
	'quota-write-locked': {
		sentence: 'The account is full: nothing can be written until something is deleted.',
		nextStep: {kind: 'empty-trash', before: 'Looking, copying from the cloud and deleting still work. The trash and old versions count'},
	},
};

/** Who, plan, quota and locks. @see protocol.md 5.1, 12.1, 15 */
export async function readAccount({client, signal}: {readonly client: Client; readonly signal?: AbortSignal | undefined}): Promise<AccountFacts> {
	const [customer, {text}] = await Promise.all([
		readCustomer(client.hosts, {send: client.send, signal}),
		client.send({
			method: 'GET', url: `${client.hosts.jfs}/${encodeSegment(client.user)}`, subject: 'the account', mayRepeat: true, signal,
		}),
	]);
	const document = parseDocument(text);
	const used = document && numberOf(textOf(document.element, 'usage'));
	if (document?.root !== 'user' || used === undefined) {
		throw new Failure('service', 'Jottacloud did not say how full the account is.', {nextStep: 'Try again later.'});
	}

	const {element} = document;
	const capacity = numberOf(textOf(element, 'capacity'));
	const type = textOf(element, 'account-type');
	return {
		...(type !== undefined && {plan: type}),
		...customer,
		used,
		...(capacity !== undefined && capacity > 0 && {capacity}), // 0 or less: unlimited (protocol.md 5.1)
		locks: lockNames.filter(lock => textOf(element, lock) === 'true'),
	};
}
