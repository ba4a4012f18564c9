import {describe, expect, it} from 'vitest';
import type {Clock} from '../../../source/clock.ts';
import {withNotice} from '../../../source/jotta/http/stalled-requests.ts';
import type {Answer, Call} from '../../../source/jotta/http/request.ts';

const call: Call = {
	method: 'GET', url: 'http://127.0.0.1/', subject: 'Pictures', mayRepeat: true,
};
const answer: Answer = {
	status: 200, headers: {}, text: '', body: ReadableStream.from([]),
};

/** Time that passes when the test says so; `wasLeft` tells then whether nobody waited for it any more. */
function openClock() {
	const passed = Promise.withResolvers<void>();
	const ended = Promise.withResolvers<boolean | undefined>();
	const clock: Clock = {
		now: () => 0,
		async sleep(_, signal) {
			await passed.promise;
			ended.resolve(signal?.aborted);
			signal?.throwIfAborted();
		},
	};
	return {clock, pass: passed.resolve, wasLeft: async () => ended.promise};
}

describe('an answer that takes long', () => {
	it('is told of by what it is about', async () => {
		const {clock, pass} = openClock();
		const told = Promise.withResolvers<string>();
		const answered = Promise.withResolvers<Answer>();
		const sending = withNotice(async () => answered.promise, {clock, onWaiting: told.resolve})(call);

		pass();

		expect(await told.promise).toBe('Pictures');
		answered.resolve(answer);
		expect(await sending).toBe(answer);
	});

	it('is told of when it stops in the middle, too', async () => {
		const {clock, pass} = openClock();
		const told = Promise.withResolvers<string>();
		const rest = Promise.withResolvers<undefined>();
		const body = (async function * () {
			yield Uint8Array.of(1);
			await rest.promise;
			yield Uint8Array.of(2);
		})();
		const {body: watched} = await withNotice(async () => ({...answer, body}), {clock, onWaiting: told.resolve})({...call, streams: true});
		const iterator = watched[Symbol.asyncIterator]();
		expect(await iterator.next()).toEqual({done: false, value: Uint8Array.of(1)});

		const next = iterator.next();
		pass();

		expect(await told.promise).toBe('Pictures');
		rest.resolve(undefined);
		expect(await next).toEqual({done: false, value: Uint8Array.of(2)});
		expect(await iterator.next()).toMatchObject({done: true});
	});

	it('is not told of when it came in time', async () => {
		const {clock, pass, wasLeft} = openClock();
		const told: string[] = [];

		await withNotice(async () => answer, {
			clock, onWaiting(subject) {
				told.push(subject);
			},
		})(call);
		pass();

		expect(await wasLeft()).toBe(true);
		expect(told).toEqual([]);
	});
});
