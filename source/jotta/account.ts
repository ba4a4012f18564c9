import * as v from 'valibot';
import {Failure} from '../failure.ts';
import type {Client} from './client.ts';
import type {Hosts} from './hosts.ts';
import {parseJson} from './http/json.ts';
import type {Send} from './http/request.ts';
import {encodeSegment} from './addresses.ts';
import {numberOf, parseDocument, textOf} from './xml/xml.ts';

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

export type AccountFacts = Customer & {
	readonly used: number; // bytes, all devices, with the trash
	readonly capacity?: number; // bytes; none: unlimited
	readonly locks: ReadonlyArray<'locked' | 'read-locked' | 'write-locked' | 'quota-write-locked'>;
};

const lockNames = ['locked', 'read-locked', 'write-locked', 'quota-write-locked'] as const;

/** What each lock means for a person. @see protocol.md 15 */
export const lockSentences = {
	locked: 'The account is locked: nothing can be read or written.',
	'read-locked': 'Reading is locked.',
	'write-locked': 'Writing is locked.',
	'quota-write-locked': 'The account is full: nothing can be written until something is deleted.',
} as const;

/** What can still be done. @see protocol.md 15 */
export const lockAdvice = {
	locked: 'Only Jottacloud can unlock it: write to its support.',
	'read-locked': 'Copying to the cloud may still work; Jottacloud’s support can unlock it.',
	'write-locked': 'Looking and copying from the cloud still work; Jottacloud’s support can unlock it.',
	'quota-write-locked': 'Looking, copying from the cloud and deleting still work. The trash and old versions count: empty the trash (g t, E) to make room.',
} as const satisfies Readonly<Record<keyof typeof lockSentences, string>>;

/** Who, plan, quota and locks. @see protocol.md 5.1, 12.1, 15 */
export async function readAccount({client, signal}: {readonly client: Client; readonly signal?: AbortSignal | undefined}): Promise<AccountFacts> {
	const [customer, {text}] = await Promise.all([
		readCustomer(client.hosts, {send: client.send, signal}),
		client.send({
			method: 'GET', url: `${client.hosts.jfs}/${encodeSegment(client.user)}`, subject: 'the account', mayRepeat: true, signal,
		}),
	]);
	const document = parseDocument(text);
	if (document?.root !== 'user') {
		throw new Failure('service', 'Jottacloud did not say how full the account is.', {nextStep: 'Try again later.'});
	}

	const {element} = document;
	const capacity = numberOf(textOf(element, 'capacity'));
	const type = textOf(element, 'account-type');
	return {
		...(type !== undefined && {plan: type}),
		...customer,
		used: numberOf(textOf(element, 'usage')) ?? 0,
		...(capacity !== undefined && capacity > 0 && {capacity}), // 0 or less: unlimited (protocol.md 5.1)
		locks: lockNames.filter(lock => textOf(element, lock) === 'true'),
	};
}
