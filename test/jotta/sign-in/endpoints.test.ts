import {describe, expect, it} from 'vitest';
import {Failure} from '../../../source/failure.ts';
import {failureOf} from '../../../source/jotta/http/failures.ts';
import type {Call} from '../../../source/jotta/http/request.ts';
import {
	discoveryOf,
	findEndpoints,
	givenAddress,
	serviceOfIssuer,
	UnknownHost,
	type ServiceOptions,
} from '../../../source/jotta/sign-in/endpoints.ts';

const realm = 'https://id.jottacloud.com/auth/realms/jottacloud';
const wellKnown = `${realm}/.well-known/openid-configuration`;
const document = {
	token_endpoint: `${realm}/protocol/openid-connect/token`,
	authorization_endpoint: `${realm}/protocol/openid-connect/auth`,
	end_session_endpoint: `${realm}/protocol/openid-connect/logout`,
	code_challenge_methods_supported: ['plain', 'S256'],
};

/** What is found where a realm answers like this, and what was asked for. */
async function find(answer: unknown, {at = wellKnown, ...options}: ServiceOptions & {readonly at?: string} = {}) {
	const asked: string[] = [];
	const send = async ({url}: Call) => {
		asked.push(url);
		if (answer instanceof Failure) {
			throw answer;
		}

		return {
			status: 200, headers: {}, text: typeof answer === 'string' ? answer : JSON.stringify(answer), body: ReadableStream.from([]),
		};
	};

	return {endpoints: await findEndpoints(at, options, {send}), asked};
}

const inTheClear = 'http:';
const refusal = (status: number) => failureOf({status}, 'the sign-in');

describe('where a realm takes sign-ins', () => {
	it('is what its document says', async () => {
		expect(await find(document)).toEqual({
			endpoints: {
				service: 'jottacloud', token: document.token_endpoint, authorization: document.authorization_endpoint, endSession: document.end_session_endpoint, takesPkce: true,
			},
			asked: [wellKnown],
		});
	});

	it('is nothing that its document does not say', async () => {
		const {endpoints} = await find({token_endpoint: document.token_endpoint, code_challenge_methods_supported: ['plain']});

		expect(endpoints).toEqual({service: 'jottacloud', token: document.token_endpoint, takesPkce: false});
	});

	it.each([403, 404])('is where every known realm has it, when the document is not to be had (%s)', async status => {
		const {endpoints} = await find(refusal(status));

		expect(endpoints).toMatchObject({token: document.token_endpoint, authorization: document.authorization_endpoint, takesPkce: false});
	});

	it('is not guessed when the realm is out of order: nothing is used up', async () => {
		await expect(find(refusal(500))).rejects.toMatchObject({code: 'service', message: expect.stringContaining('out of order (500)') as string});
	});

	it('is not guessed when the line is down, which is said as it is', async () => {
		const down = new Failure('offline', 'The line is down.', {nextStep: ''});

		await expect(find(down)).rejects.toBe(down);
	});

	it.each(['<html>Welcome to our hotel</html>', {}, {token_endpoint: 'nowhere'}])('is not told by %j', async answer => {
		await expect(find(answer)).rejects.toMatchObject({code: 'service', message: expect.stringContaining('no sign-in service') as string});
	});
});

describe('addresses that a person has given', () => {
	it('are used without asking anybody, when they are both there', async () => {
		const {endpoints, asked} = await find('', {authUrl: 'https://a.example/auth', tokenUrl: 'https://t.example/token'});

		expect(endpoints).toEqual({
			service: 't.example', token: 'https://t.example/token', authorization: 'https://a.example/auth', takesPkce: true,
		});
		expect(asked).toEqual([]);
	});

	it('come before those of the document', async () => {
		const [auth, token] = [await find(document, {authUrl: 'https://a.example/auth'}), await find(document, {tokenUrl: 'https://t.example/token'})];

		expect(auth.endpoints).toMatchObject({authorization: 'https://a.example/auth', token: document.token_endpoint});
		expect(token.endpoints).toMatchObject({authorization: document.authorization_endpoint, token: 'https://t.example/token'});
	});

	it.each(['https://anywhere.example/', 'http://localhost:8080/', 'http://127.0.0.1/', 'http://[::1]:1/'])('may be %s', address => {
		expect(givenAddress(address)).toBe(address);
	});

	it.each([...['anywhere.example', 'localhost.example'].map(host => `${inTheClear}//${host}/`), 'ftp://localhost/', 'id.jottacloud.com', ''])('may not be “%s”: secrets are sent there', address => {
		expect(() => givenAddress(address)).toThrow(expect.objectContaining({code: 'usage'}) as Error);
	});
});

describe('a secret', () => {
	const elsewhere = 'https://id.elsewhere.example/auth/realms/r/.well-known/openid-configuration';
	const itsDocument = {token_endpoint: 'https://id.elsewhere.example/token'};

	it('goes to a server over the line that the person has named, and over no other', async () => {
		const clear = `${inTheClear}//id.elsewhere.example/token`;

		await expect(find({token_endpoint: clear}, {at: elsewhere, server: 'https://id.elsewhere.example'})).rejects.toMatchObject({host: 'id.elsewhere.example', code: 'usage'});
	});

	it('goes to no host that nobody has agreed to, and that host is not even asked', async () => {
		await expect(find(itsDocument, {at: elsewhere})).rejects.toMatchObject({host: 'id.elsewhere.example', code: 'usage'});
	});

	it('goes to no stranger whom a known service names', async () => {
		await expect(find({...document, token_endpoint: 'https://id.elsewhere.example/token'})).rejects.toBeInstanceOf(UnknownHost);
		expect((await find({...document, end_session_endpoint: 'https://id.elsewhere.example/logout'})).endpoints).not.toHaveProperty('endSession');
	});

	it.each([undefined, 'id.jottacloud.com'])('does not go in the clear to a known service (agreed to: %s)', async trusted => {
		await expect(find(document, {at: wellKnown.replace('https:', inTheClear), trusted})).rejects.toBeInstanceOf(UnknownHost);
	});

	it('goes to a host that the person has agreed to, and to no other one', async () => {
		const {endpoints} = await find(itsDocument, {at: elsewhere, trusted: 'id.elsewhere.example'});

		expect(endpoints).toMatchObject({service: 'id.elsewhere.example', token: itsDocument.token_endpoint});
		await expect(find(itsDocument, {at: elsewhere, trusted: 'id.other.example'})).rejects.toBeInstanceOf(UnknownHost);
	});

	it('goes to a brand of Jottacloud, which is known by its host in either case', async () => {
		const brand = 'https://Cloud-Auth.Telia.SE/auth/realms/telia_se';
		const {endpoints} = await find({token_endpoint: `${brand}/token`}, {at: `${brand}/.well-known/openid-configuration`});

		expect(endpoints.service).toBe('telia_se');
	});
});

describe('a service that is in no table', () => {
	const issuer = 'https://id.example.com/auth/realms/example';
	const its = {token_endpoint: `${issuer}/token`, authorization_endpoint: `${issuer}/auth`, end_session_endpoint: 'https://elsewhere.example/logout'};

	it.each(['', '/', '/.well-known/openid-configuration'])('has its document below its issuer, however that is written: %j', end => {
		expect(discoveryOf({issuer: issuer + end})).toBe(`${issuer}/.well-known/openid-configuration`);
	});

	it('is agreed to by its issuer, and nobody else with it', async () => {
		const at = discoveryOf({issuer});

		expect((await find(its, {at, issuer})).endpoints).toEqual({
			service: 'id.example.com', token: its.token_endpoint, authorization: its.authorization_endpoint, takesPkce: false,
		});
		await expect(find({...its, token_endpoint: 'https://elsewhere.example/token'}, {at, issuer})).rejects.toBeInstanceOf(UnknownHost);
		await expect(find(its, {at})).rejects.toBeInstanceOf(UnknownHost);
	});

	it.each([`${inTheClear}//id.example.com/auth/realms/a`, 'id.example.com', ''])('is none at an address that anybody could read: %j', address => {
		expect(() => discoveryOf({issuer: address})).toThrow('cannot be an address to sign in at');
		expect(() => serviceOfIssuer(address)).toThrow('cannot be an address to sign in at');
	});

	it('has the client and the scopes that every realm takes', () => {
		expect(serviceOfIssuer(issuer)).toEqual({
			key: 'id.example.com', title: 'id.example.com', domain: 'id.example.com', realm: 'example', clientId: 'desktop', scopes: 'openid offline_access',
		});
	});

	it('comes before the one of the table, which comes before Jottacloud', () => {
		expect([discoveryOf({issuer, serviceKey: 'telia_se'}), discoveryOf({serviceKey: 'telia_se'}), discoveryOf({})].map(address => new URL(address).host)).toEqual(['id.example.com', 'cloud-auth.telia.se', 'id.jottacloud.com']);
	});
});
