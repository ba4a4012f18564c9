import {describe, expect, it} from 'vitest';
import {openQueueFile} from '../../support/queue-file.ts';

const failure = {
	code: 'offline', sentence: 'The line is down.', nextStep: '', account: 'jotta', since: 1,
} as const;

describe('single values of the queue', () => {
	it('are remembered as they are, until they are taken away', async () => {
		const {store: {facts}} = await openQueueFile();
		facts.write('speed', 1);
		facts.write('speed', 20_000_000);
		facts.write('paused', 'now');
		facts.write('blocks', [failure]);
		expect([facts.read('speed'), facts.read('paused'), facts.read('blocks')]).toEqual([20_000_000, 'now', [failure]]);

		facts.write('paused', undefined);

		expect([facts.read('paused'), facts.read('speed')]).toEqual([undefined, 20_000_000]);
	});
});
