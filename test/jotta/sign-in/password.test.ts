import {describe, expect, it} from 'vitest';
import {Failure} from '../../../source/failure.ts';
import {failureOf} from '../../../source/jotta/http/failures.ts';
import {registerClient} from '../../../source/jotta/sign-in/password.ts';

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
