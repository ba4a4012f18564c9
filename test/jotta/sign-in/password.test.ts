import {describe, expect, it} from 'vitest';
import {Failure} from '../../../source/failure.ts';
import {failureOf} from '../../../source/jotta/http/failures.ts';
import {CodeRequired, registerClient, signInByPassword} from '../../../source/jotta/sign-in/password.ts';
import {openRealm} from '../../support/sign-in/realm.ts';
import {openSignIn} from '../../support/sign-in/open-sign-in.ts';

const answering = (answer: string | Failure) => ({
	async send() {
		if (answer instanceof Failure) {
			throw answer;
		}

		return {
			status: 200, headers: {}, text: answer, body: ReadableStream.from([]),
		};
	},
});

const refusal = (status: number) => failureOf({status}, 'the sign-in');
const noLonger = {code: 'service', message: 'The service no longer takes user name and password.'};

describe('the client of a sign-in with a password', () => {
	it('is one that the service makes for this machine', async () => {
		expect(await registerClient({}, answering('{"client_id": "of-this-machine", "client_secret": "s"}'))).toEqual({id: 'of-this-machine', secret: 's'});
	});

	it('is the person’s own where there is one, and then nobody is asked', async () => {
		const silent = answering(refusal(500));

		expect(await registerClient({clientId: 'mine', clientSecret: 's'}, silent)).toEqual({id: 'mine', secret: 's'});
		expect(await registerClient({clientId: 'mine'}, silent)).toEqual({id: 'mine', secret: ''});
	});

	it.each([400, 404, 410, 499])('is refused (%s) where this way is no longer taken', async status => {
		await expect(registerClient({}, answering(refusal(status)))).rejects.toMatchObject(noLonger);
	});

	it.each(['{}', '{"client_id": "", "client_secret": ""}', '<html>'])('is not taken from %s', async text => {
		await expect(registerClient({}, answering(text))).rejects.toMatchObject(noLonger);
	});

	it.each([refusal(500), refusal(503), new Failure('offline', 'The line is down.', {nextStep: ''})])('may be had later when it is not to be had now: %s', async failure => {
		await expect(registerClient({}, answering(failure))).rejects.toBe(failure);
	});
});

const credentials = {user: 'ola@example.no', password: 'sandbox'};

describe('signing in with user name and password', () => {
	it('registers a client of its own, and keeps no password', async () => {
		const {tools, signInTools, other, sandbox, useRenewed} = await openSignIn();

		const client = await registerClient(other, signInTools);
		const account = await signInByPassword(credentials, {...other, client}, signInTools);

		expect(account).toMatchObject({method: 'password', clientId: client.id});
		expect(JSON.stringify(await tools.accounts.list())).not.toContain('"sandbox"}');
		expect(await useRenewed()).toMatchObject({email: 'ola@example.no'});
		expect(sandbox.log.every(({path}) => !path.includes('password'))).toBe(true);
	});

	it('registers once more when the service is busy: a client that is never used does no harm', async () => {
		const {signInTools, other, sandbox} = await openSignIn();
		sandbox.setFaults('POST *register status=503 retry-after=0 times=1');

		await expect(registerClient(other, signInTools)).resolves.toMatchObject({id: expect.any(String) as string});
	});

	it('is the service’s own where no other one is named', async () => {
		const {tools} = await openRealm();

		expect(await signInByPassword(credentials, {client: {id: 'c', secret: 's'}}, tools)).toMatchObject({service: 'jottacloud', tokenEndpoint: 'https://api.jottacloud.com/auth/v1/token'});
	});

	it('asks for the code from the SMS, and says when it is wrong', async () => {
		const {signInTools, other, sandbox} = await openSignIn();
		sandbox.state.switches.hasTwoFactors = true;
		const client = await registerClient(other, signInTools);
		const attempt = async (code?: string) => signInByPassword({...credentials, code}, {...other, client}, signInTools);

		await expect(attempt()).rejects.toBeInstanceOf(CodeRequired);
		await expect(attempt('000000')).rejects.toMatchObject({message: expect.stringContaining('not right') as string});
		await expect(attempt('123-456')).resolves.toMatchObject({name: 'other'});
	});

	it('asks for the code where the service names that error instead of a header', async () => {
		const {signInTools, other, sandbox} = await openSignIn();
		Object.assign(sandbox.state.switches, {hasTwoFactors: true, otpError: 'named'});
		const client = await registerClient(other, signInTools);
		const attempt = async (code?: string) => signInByPassword({...credentials, code}, {...other, client}, signInTools);

		await expect(attempt()).rejects.toBeInstanceOf(CodeRequired);
		await expect(attempt('000000')).rejects.toMatchObject({message: expect.stringContaining('not right') as string});
		await expect(attempt('123-456')).resolves.toMatchObject({name: 'other'});
	});

	it('says when user name or password are wrong', async () => {
		const {signInTools, other} = await openSignIn();
		const client = await registerClient(other, signInTools);

		await expect(signInByPassword({...credentials, password: 'wrong'}, {...other, client}, signInTools)).rejects.toMatchObject({
			code: 'not-signed-in', message: expect.stringContaining('user name') as string,
		});
	});
});
