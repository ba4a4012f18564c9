import {describe, expect, it} from 'vitest';
import {Failure} from '../../../source/failure.ts';
import type {Item} from '../../../source/transfers/item.ts';
import type {Job} from '../../../source/transfers/job.ts';
import {tryItem} from '../../../source/transfers/engine/try-item.ts';
import type {ItemTools} from '../../../source/transfers/engine/work-item.ts';

const place = {kind: 'local', path: '/album'} as const;
const item: Item = {
	id: 1, job: 1, kind: 'source', direction: 'up', name: 'album', source: place, target: place, facts: {source: {}}, size: 0, attempts: 0, state: {phase: 'waiting'},
};
const job: Job = {
	id: 1, kind: 'copy', sources: [place], target: place, overwrite: 'newer', checksum: false, state: 'counted', expandedSources: 0,
};

async function tried(error: Error, signal: AbortSignal = new AbortController().signal): Promise<Item> {
	return tryItem(item, {
		job, signal, now: () => 1000, onSignIn: () => undefined, onUnwritable: () => undefined,
		itemTools: {opener: {forget: () => undefined}} as unknown as ItemTools,
		async recounting() {
			throw error;
		},
	});
}

describe('an item that broke off', () => {
	it('is tried again, after a pause and counted, when nobody has cancelled it', async () => {
		const ended = await tried(new DOMException('stray', 'AbortError'));

		expect(ended).toMatchObject({attempts: 1, state: {phase: 'waiting', retryAt: 1500, failure: {code: 'offline'}}});
	});

	it('waits as it did when somebody has cancelled it: their wish is in the database, and may have been taken back', async () => {
		const cancelled = AbortSignal.abort(new Failure('cancelled', 'Cancelled.', {nextStep: ''}));

		expect(await tried(new Error('whatever'), cancelled)).toMatchObject({attempts: 0, state: {phase: 'waiting'}});
	});
});
