import {describe, expect, it} from 'vitest';
import type {ItemSubject} from '../../../source/transfers/item.ts';
import {openQueueFile} from '../../support/queue-file.ts';

async function open() {
	const queue = await openQueueFile();
	return {
		...queue,
		names: () => queue.items().map(({name}) => name),
		/** One that asks: its content, and that of what is there. */
		ask(name: string, [source, target]: readonly [string | undefined, string | undefined], subject: Partial<ItemSubject> = {}) {
			return queue.add(name, subject, {phase: 'asks', conflict: {source: source === undefined ? {} : {md5: source}, target: {size: 1, ...(target !== undefined && {md5: target})}}});
		},
	};
}

describe('an answer for all that ask the same', () => {
	it('is for those on the same way whose content differs, or does not, like this one’s', async () => {
		const {ask, add, store: {requests: {findAlike}}} = await open();
		const one = ask('one', ['a', 'b']);
		const alike = [ask('other content', ['c', 'd']), ask('unknown content', [undefined, undefined])];
		const same = ask('same content', ['e', 'e']);
		ask('another way', ['a', 'b'], {direction: 'down'});
		add('does not ask');

		expect(findAlike(one.id)).toEqual(alike.map(({id}) => id));
		expect(findAlike(same.id)).toEqual([]);
		expect(findAlike(1000)).toEqual([]);
	});
});

describe('an item that waits', () => {
	it('changes places with its neighbour, past what does not wait', async () => {
		const {add, store: {requests: {move}, shown}} = await open();
		const [first, , last] = [add('first'), add('runs', {}, {phase: 'sending'}), add('last', {}, {phase: 'paused'})];
		const order = () => shown.rows().filter(({phase}) => phase === 'waiting' || phase === 'paused').map(({name}) => name);

		expect([move(first.id, -1), move(last.id, 1), move(2, 1)]).toEqual([false, false, false]);
		expect([move(last.id, -1), order()]).toEqual([true, ['last', 'first']]);
		expect([move(last.id, 1), order()]).toEqual([true, ['first', 'last']]);
	});
});

describe('what is over', () => {
	it('leaves the list by itself, or all at once, unless its job is still counted', async () => {
		const {add, store: {requests: {removeFinished}}, names, setJob} = await open();
		const done = add('done', {}, {phase: 'done', sent: 1});
		add('skipped', {}, {phase: 'skipped'});
		const waits = add('waits');
		removeFinished();
		expect(names()).toEqual(['done', 'skipped', 'waits']);

		setJob('counted');
		removeFinished({id: waits.id});
		removeFinished({id: done.id});
		expect(names()).toEqual(['skipped', 'waits']);

		removeFinished();
		expect(names()).toEqual(['waits']);
	});

	it('leaves the list without what has failed, where that is to stay', async () => {
		const {add, store: {requests: {removeFinished}}, names, setJob} = await open();
		add('done', {}, {phase: 'done', sent: 1});
		add('failed', {}, {phase: 'failed', failure: {code: 'not-found', sentence: 'Gone.', nextStep: ''}});
		add('cancelled', {}, {phase: 'cancelled'});
		setJob('counted');

		removeFinished({keepsFailed: true});
		expect(names()).toEqual(['failed']);
		removeFinished();
		expect(names()).toEqual([]);
	});
});
