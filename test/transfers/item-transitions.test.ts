import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Item, ItemState} from '../../source/transfers/item.ts';
import {isFinal, next, type ItemEvent} from '../../source/transfers/item-transitions.ts';

const failure = {code: 'quota-full', sentence: 'Full.', nextStep: 'Empty the trash.'} as const;
const conflict = {source: {size: 1}, target: {size: 2}};

const itemIn = (state: ItemState, attempts = 0): Item => ({
	id: 1, job: 1, kind: 'file', direction: 'up', name: 'a', size: 1, facts: {source: {}}, attempts, state,
	source: {kind: 'local', path: '/a'}, target: {kind: 'cloud', account: 'jotta', path: '/Jotta/Archive/a'},
});

const events: readonly ItemEvent[] = [
	{event: 'began', phase: 'hashing'},
	{event: 'began', phase: 'sending'},
	{event: 'conflicted', conflict},
	{event: 'answered', decision: 'skip'},
	{event: 'finished', sent: 1},
	{event: 'skipped'},
	{event: 'stumbled', failure, retryAt: 5},
	{event: 'failed', failure},
	{event: 'interrupted'},
	{event: 'retried'},
	{event: 'paused'},
	{event: 'resumed'},
	{event: 'cancelled'},
];

describe('an item', () => {
	it('goes from waiting over its phases to done', () => {
		const sending = next(next(itemIn({phase: 'waiting'}), {event: 'began', phase: 'hashing'}), {event: 'began', phase: 'sending'});

		expect(next(sending, {event: 'finished', sent: 9}).state).toEqual({phase: 'done', sent: 9});
	});

	it('waits again with its reason when it has stumbled, and counts the tries', () => {
		expect(next(itemIn({phase: 'sending'}, 2), {event: 'stumbled', failure, retryAt: 5})).toMatchObject({attempts: 3, state: {phase: 'waiting', failure, retryAt: 5}});
	});

	it('starts its tries anew when a person retries it', () => {
		expect(next(itemIn({phase: 'failed', failure}, 8), {event: 'retried'})).toMatchObject({attempts: 0, state: {phase: 'waiting'}});
	});

	it('keeps its question when the engine stops, and takes an answer only then', () => {
		const asking = itemIn({phase: 'asks', conflict});

		expect(next(asking, {event: 'interrupted'})).toBe(asking);
		expect(next(asking, {event: 'answered', decision: 'skip'})).toMatchObject({decision: 'skip', state: {phase: 'waiting'}});
		expect(next(itemIn({phase: 'sending'}), {event: 'answered', decision: 'skip'})).not.toHaveProperty('decision');
	});

	it.each(['done', 'skipped', 'cancelled'] as const)('that is %s stays so whatever comes, but for a retry', phase => {
		const over = itemIn(phase === 'done' ? {phase, sent: 0} : {phase});
		for (const event of events.filter(each => each.event !== 'retried')) {
			expect(next(over, event)).toBe(over);
		}
	});

	it('is waiting, asking, paused, running or over after any events, and never lost', () => {
		fc.assert(fc.property(fc.array(fc.constantFrom(...events), {maxLength: 12}), steps => {
			const item = steps.reduce((each, event) => next(each, event), itemIn({phase: 'waiting'}));
			expect(item).toMatchObject({id: 1, source: {path: '/a'}, target: {path: '/Jotta/Archive/a'}});
			expect(isFinal(item.state) || isFinal(next(item, {event: 'cancelled'}).state)).toBe(true);
		}));
	});
});
