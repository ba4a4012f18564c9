import {describe, expect, it} from 'vitest';
import {Failure} from '../../../../source/failure.ts';
import {failureOf} from '../../../../source/jotta/http/failures.ts';
import type {Item} from '../../../../source/transfers/item.ts';
import type {Job} from '../../../../source/transfers/job.ts';
import {tryItem} from '../../../../source/transfers/engine/loop/try-item.ts';
import type {ItemTools} from '../../../../source/transfers/engine/loop/work-tools.ts';

const place = {kind: 'local', path: '/album'} as const;
const item: Item = {
	id: 1, job: 1, kind: 'source', direction: 'up', name: 'album', source: place, target: place, facts: {source: {}}, size: 0, attempts: 0, state: {phase: 'waiting'},
};
const job: Job = {
	id: 1, kind: 'copy', sources: [place], target: place, overwrite: 'newer', checksum: false, state: 'counted', expandedSources: 0,
};

async function tried(error: Error | undefined, {signal = new AbortController().signal, attempts = 0}: {readonly signal?: AbortSignal; readonly attempts?: number} = {}) {
	const told: string[] = [];
	const tell = (word: string) => () => {
		told.push(word);
	};

	const ended = await tryItem({...item, attempts}, {
		job, signal, now: () => 1000, onSignIn: tell('sign in'), onUnwritable: tell('unwritable'),
		itemTools: {opener: {forget: tell('forget')}} as unknown as ItemTools,
		async recounting() {
			if (error) {
				throw error;
			}
		},
	});
	return {...ended, told};
}

const offline = new Failure('offline', 'The line is down.', {nextStep: ''});
const answered = (status: number, retryAfter?: number) => failureOf({status, retryAfter}, 'it');

describe('an item that broke off', () => {
	it('is tried again, after a pause and counted, when nobody has cancelled it', async () => {
		const ended = await tried(new DOMException('stray', 'AbortError'));

		expect(ended).toMatchObject({attempts: 1, state: {phase: 'waiting', retryAt: 1500, failure: {code: 'offline'}}});
	});

	it('waits as it did when somebody has cancelled it: their wish is in the database, and may have been taken back', async () => {
		const cancelled = AbortSignal.abort(new Failure('cancelled', 'Cancelled.', {nextStep: ''}));

		expect(await tried(new Error('whatever'), {signal: cancelled})).toMatchObject({attempts: 0, state: {phase: 'waiting'}});
	});
});

describe('an item that was tried', () => {
	it('is done when nothing was in its way', async () => {
		expect(await tried(undefined)).toMatchObject({state: {phase: 'done', sent: 0}, told: []});
	});

	it('waits for somebody to sign in, and for a queue that can be written: neither counts as a try', async () => {
		const full = Object.assign(new Error('database or disk is full'), {errcode: 13});

		expect(await tried(new Failure('session-revoked', 'Ended.', {nextStep: ''}))).toMatchObject({attempts: 0, state: {phase: 'waiting'}, told: ['sign in']});
		expect(await tried(full)).toMatchObject({attempts: 0, state: {phase: 'waiting'}, told: ['unwritable']});
	});

	it('has failed for good where trying again cannot help', async () => {
		expect(await tried(answered(404))).toMatchObject({attempts: 0, state: {phase: 'failed', failure: {code: 'not-found'}}, told: []});
	});

	it('is tried with what the accounts are now when the line was down', async () => {
		expect((await tried(offline)).told).toEqual(['forget']);
	});

	it.each([[86_400_000, 0, '24h 0m'], [3_600_000, 2, '1h 0m']])('has failed when the service asks to wait too long (%i ms after %i tries), and says how long', async (asked, attempts, said) => {
		expect(await tried(answered(503, asked), {attempts})).toMatchObject({state: {phase: 'failed', failure: {sentence: expect.stringContaining(`It asks to wait ${said}.`) as string}}});
	});

	it.each([
		['twice as long each time', answered(503), [500, 1000, 2000, 4000, 8000, 16_000, 32_000]],
		['half a minute at most where the line is down', offline, [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]],
		['as long as the service asks', answered(429, 7000), [7000, 7000]],
		['an hour where the service asks for that', answered(503, 3_600_000), [3_600_000, 3_600_000]],
	])('is tried again after a pause: %s', async (_, failure, pauses) => {
		for (const [attempts, pause] of pauses.entries()) {
			expect(await tried(failure, {attempts})).toMatchObject({attempts: attempts + 1, state: {phase: 'waiting', retryAt: 1000 + pause}});
		}
	});

	it.each([
		['eight times', answered(503), 8],
		['three times where it arrived damaged', new Failure('corrupt', 'Damaged.', {nextStep: ''}), 3],
		['90 times where the line is down', offline, 90],
		['90 times where the service asks to slow down', answered(429), 90],
	])('is tried %s at most', async (_, failure, most) => {
		expect([(await tried(failure, {attempts: most - 2})).state.phase, (await tried(failure, {attempts: most - 1})).state.phase]).toEqual(['waiting', 'failed']);
	});
});
