import {describe, expect, it} from 'vitest';
import {exitStatuses, exitStatusOf, exitStatusOfJob} from '../../source/cli/exit-status.ts';
import type {QueueRow} from '../../source/transfers/snapshot.ts';
import type {FailureCode} from '../../source/failure-code.ts';

const failed = (code: FailureCode): QueueRow => ({
	id: 1, jobId: 1, name: 'a', source: {kind: 'local', path: '/a'}, target: {kind: 'local', path: '/b/a'}, direction: 'up', phase: 'failed', size: 1, progressed: 0, speed: 0, sent: 0,
	failure: {code, sentence: 'It failed.', nextStep: ''},
});

const result = (failures: readonly QueueRow[], {skipped = 0, isCancelled = false} = {}) => ({
	totals: {
		running: 0, waiting: 0, paused: 0, asks: 0, failed: failures.length, done: skipped, skipped, cancelled: 0, bytes: 1, bytesDone: 0, bytesLeft: 0, isCounting: false,
	},
	failures, sent: 0, skipped, isCancelled,
});

describe('an exit status', () => {
	it.each<[FailureCode, number]>([
		['usage', 2],
		['not-signed-in', 3],
		['session-revoked', 3],
		['not-found', 4],
		['cancelled', 130],
		['offline', 1],
		['quota-full', 1],
	])('for %s is %i, and is explained', (code, status) => {
		expect(exitStatusOf({code})).toBe(status);
		expect(Object.keys(exitStatuses)).toContain(String(status));
	});

	it('of a job is 0 when nothing failed, and 4 only when nothing was found', () => {
		const statusOf = (...codes: readonly FailureCode[]) => exitStatusOfJob(result(codes.map(code => failed(code))), {isMove: false});

		expect([statusOf(), statusOf('not-found', 'not-found'), statusOf('not-found', 'offline'), statusOf('offline')]).toEqual([0, 4, 1, 1]);
	});

	it('of a move says when something was left where it is', () => {
		expect([true, false].map(isMove => exitStatusOfJob(result([], {skipped: 1}), {isMove}))).toEqual([1, 0]);
	});

	it('of a move says when an original stays that could not be removed', () => {
		const stays: QueueRow = {...failed('permission'), phase: 'done'};
		const ended = {...result([stays]), totals: {...result([]).totals, done: 1}};

		expect([true, false].map(isMove => exitStatusOfJob(ended, {isMove}))).toEqual([1, 0]);
	});

	it('of a job that somebody else has cancelled is 1', () => {
		expect(exitStatusOfJob(result([], {isCancelled: true}), {isMove: false})).toBe(1);
	});
});
