import {expect, it} from 'vitest';
import {headOfTabs} from '../../../source/app/layout/queue-text.ts';
import {openTestApp} from '../support.ts';

it('the transfers’ tabs all fit in 40 cells', async () => {
	const {transfers} = await openTestApp();
	const snapshot = transfers.get();
	const busy = {
		...snapshot, totals: {
			...snapshot.totals, running: 2, waiting: 41, asks: 1, done: 118,
		},
	};

	expect(headOfTabs(busy, 'active', 40)).toBe('[Act 2] Que 41 Ask 1 Fail 0 Done 118');
	expect(headOfTabs(busy, 'active', 80)).toContain('TRANSFERS  [Active 2]  Queued 41');
});
