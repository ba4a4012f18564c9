import {Buffer} from 'node:buffer';
import {describe, expect, it} from 'vitest';
import {identityText} from '../../../source/app/layout/bars.ts';
import {glyphsFor} from '../../../source/app/layout/glyphs.ts';
import {createStalledRequests, stalledTransfers} from '../../../source/app/stores/stalled-requests.ts';
import {Failure} from '../../../source/failure.ts';
import type {Direction, ItemPhase} from '../../../source/transfers/snapshot.ts';
import type {Client} from '../../../source/jotta/client.ts';
import {hostsOf} from '../../../source/jotta/hosts.ts';
import {systemClock} from '../../support/sandbox.ts';
import {draw} from '../../support/app/draw.tsx';
import {fakeFiles, openTestApp} from '../../support/app/test-app.ts';
import {standardNames} from '../../support/names.ts';

/** It answers, and sends the one piece of its answer, when the test says so. */
function slowClient(answered: Promise<void>, sent: Promise<void>): Client {
	return {
		account: {
			name: 'jotta', username: 'f3a1', service: 'jottacloud', method: 'login-token', clientId: 'jottacli', tokenEndpoint: 'https://id.example', home: {device: 'Jotta', mountpoint: 'Archive'},
		},
		user: 'f3a1',
		hosts: hostsOf(),
		names: standardNames,
		clock: systemClock,
		async send() {
			await answered;
			return {
				status: 200,
				headers: {},
				text: '',
				body: (async function * () {
					await sent;
					yield Buffer.from('all');
				})(),
			};
		},
	};
}

describe('a service that does not answer', () => {
	it('is noticed after 5 seconds, for as long as the oldest question waits', async () => {
		let now = 0;
		const silence = createStalledRequests({now: () => now});
		const answer = Promise.withResolvers<void>();
		const files = silence.trackFiles({...fakeFiles('cloud', {}), mkdir: async () => answer.promise});
		const made = files.mkdir('/Jotta/Archive/neu');

		now = 4999;
		expect(silence.seconds()).toBeUndefined();
		now = 8200;
		expect(silence.seconds()).toBe(8);

		answer.resolve();
		await made;
		expect(silence.seconds()).toBeUndefined();
	});

	it('is noticed between two batches of a listing', async () => {
		let now = 0;
		const silence = createStalledRequests({now: () => now});
		const answer = Promise.withResolvers<void>();
		const files = silence.trackFiles({
			...fakeFiles('cloud', {}),
			async * list() {
				yield [];
				await answer.promise;
			},
		});
		const batches = files.list('/')[Symbol.asyncIterator]();
		await batches.next();
		now = 60_000;
		expect(silence.seconds()).toBeUndefined(); // read, and nothing more is asked for

		const rest = batches.next();
		now = 66_000;
		expect(silence.seconds()).toBe(6);
		answer.resolve();
		expect(await rest).toMatchObject({done: true});
	});

	it('is noticed of everything that an account is asked, between two pieces of an answer as well', async () => {
		let time = 0;
		const [answer, piece] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
		const app = await openTestApp({time: () => time, client: slowClient(answer.promise, piece.promise)});
		const {send} = await app.service.openClient('jotta');
		const sent = send({
			method: 'GET', url: '', subject: 'the trash', mayRepeat: true, streams: true,
		});

		time = 8200;
		expect(app.service.stalledRequests.seconds()).toBe(8);
		answer.resolve();
		const {body} = await sent;
		expect(app.service.stalledRequests.seconds()).toBeUndefined();
		const reading = Array.fromAsync(body);
		time = 14_300;
		expect(app.service.stalledRequests.seconds()).toBe(6);
		piece.resolve();
		await reading;
		expect(app.service.stalledRequests.seconds()).toBeUndefined();
	});

	it.each(['places', 'trash', 'versions', 'links', 'latest'] as const)('stands in the title of the list: %s', async screen => {
		const app = await openTestApp({columns: 60});
		app.stores.window.show(screen);
		app.stores.signedIn.setStalledSeconds(8);

		expect((await (await draw(app)).screen()).split('\n', 1)[0]).toMatch(/^ [A-Z].* ◌ no answer for 8 s$/v);
	});

	it('stands in the top line', async () => {
		const app = await openTestApp();
		app.stores.signedIn.setStalledSeconds(8);

		expect(identityText(app.stores.signedIn.get(), 80, glyphsFor('unicode'))).toContain('◌ no answer for 8 s');
	});
});

describe('transfers that do not get on', () => {
	const row = (phase: ItemPhase, direction: Direction, movedAt?: number) => ({phase, direction, ...(movedAt !== undefined && {movedAt})});

	it.each([
		[[row('sending', 'up', 0), row('checking', 'up', 4000)], 12],
		[[row('receiving', 'down', 0), row('waiting', 'down')], 16],
		[[row('sending', 'up', 0), row('sending', 'up', 15_000)], undefined], // one does
		[[row('checking', 'up', 8000)], undefined], // not worth saying yet
		[[row('hashing', 'up', 0), row('checking', 'down', 0), row('copying', 'local', 0)], undefined], // the disk's work
		[[row('sending', 'up')], undefined], // not known yet
		[[row('failed', 'up', 0)], undefined],
		[[], undefined],
	] as const)('say since when the service is silent (%#)', (rows, seconds) => {
		expect(stalledTransfers({rows}, 16_000)).toBe(seconds);
	});

	it('are slow on purpose where somebody has limited them', () => {
		expect(stalledTransfers({rows: [row('sending', 'up', 0)], bandwidth: 1000}, 16_000)).toBeUndefined();
	});
});

it('each request to the cloud tells whether the service could be reached, one on the disk does not', async () => {
	const outcomes: boolean[] = [];
	const requests = createStalledRequests({now: () => 0}, isReached => {
		outcomes.push(isReached);
	});
	const offline = async () => {
		throw new Failure('offline', 'Nobody answers.', {nextStep: ''});
	};

	const cloud = requests.trackFiles({...fakeFiles('cloud', {'/': []}), mkdir: offline});
	await expect(cloud.mkdir('/a')).rejects.toThrow('Nobody answers.');
	await cloud.stat('/');
	await expect(cloud.stat('/gone')).rejects.toThrow('There is no /gone.');
	await requests.trackFiles(fakeFiles('local', {'/': []})).stat('/');

	expect(outcomes).toEqual([false, true]);
});
