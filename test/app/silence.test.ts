import {describe, expect, it} from 'vitest';
import {identityText} from '../../source/app/layout/bars.ts';
import {glyphsFor} from '../../source/app/layout/glyphs.ts';
import {totalText} from '../../source/app/layout/queue-text.ts';
import {createSilence} from '../../source/app/silence.ts';
import {fakeFiles, openTestApp} from './support.ts';

describe('a service that does not answer', () => {
	it('is noticed after 5 seconds, for as long as the oldest question waits', async () => {
		let now = 0;
		const silence = createSilence({now: () => now});
		const answer = Promise.withResolvers<void>();
		const files = silence.over({...fakeFiles('cloud', {}), mkdir: async () => answer.promise});
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
		const silence = createSilence({now: () => now});
		const answer = Promise.withResolvers<void>();
		const files = silence.over({
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

	it('stands in the top line', async () => {
		const app = await openTestApp();
		app.session.change({silentSeconds: 8});

		expect(identityText(app.session.get(), 80, glyphsFor('unicode'))).toContain('◌ no answer for 8 s');
	});

	it('leaves no time that would be left', async () => {
		const {transfers, glyphs} = await openTestApp();
		const snapshot = {
			...transfers.get(), totals: {
				...transfers.get().totals, running: 1, bytes: 100, bytesDone: 50,
			}, secondsLeft: 5,
		};

		expect(totalText({...snapshot, speed: 0}, 80, glyphs)).not.toContain('ETA');
		expect(totalText({...snapshot, speed: 10}, 80, glyphs)).toContain('ETA 5s');
	});
});
