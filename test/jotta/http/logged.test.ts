import {describe, expect, it} from 'vitest';
import {Failure} from '../../../source/failure.ts';
import {failureOf} from '../../../source/jotta/http/failures.ts';
import {withLog} from '../../../source/jotta/http/logged.ts';
import type {Call} from '../../../source/jotta/http/request.ts';

const call: Call = {
	method: 'GET', url: 'https://jfs.jottacloud.com/jfs/f3a1', subject: 'it', mayRepeat: true,
};

/** What is logged of a request that takes 250 ms. */
async function logged(outcome: number | Failure) {
	const lines: unknown[] = [];
	let time = 1000;
	const send = withLog(async () => {
		time += 250;
		if (outcome instanceof Failure) {
			throw outcome;
		}

		return {
			status: outcome, headers: {}, text: '', body: ReadableStream.from([]),
		};
	}, {
		clock: {now: () => time, sleep: async () => undefined}, log(line) {
			lines.push(line);
		},
	});
	const ended = await send(call).catch((error: unknown) => error);
	return {lines, ended};
}

const start = {method: 'GET', address: call.url, milliseconds: 250};

describe('the log of requests', () => {
	it('has what was answered, and after how long', async () => {
		expect((await logged(206)).lines).toEqual([{...start, status: 206}]);
	});

	it('has why a request failed, with the status and the trace where there was an answer; the failure goes on', async () => {
		const [refused, down] = [failureOf({status: 500, trace: '123'}, 'it'), new Failure('offline', 'The line is down.', {nextStep: ''})];
		const [answered, unanswered] = [await logged(refused), await logged(down)];

		expect(answered.lines).toEqual([{
			...start, message: refused.message, status: 500, trace: '123',
		}]);
		expect(unanswered.lines).toEqual([{...start, message: 'The line is down.'}]);
		expect([answered.ended, unanswered.ended]).toEqual([refused, down]);
	});
});
