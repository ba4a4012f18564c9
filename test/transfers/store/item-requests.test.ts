import {describe, expect, it} from 'vitest';
import {findAlike, moveItem, removeFinished} from '../../../source/transfers/store/item-requests.ts';
import type {ItemSubject} from '../../../source/transfers/item.ts';
import {openQueueFile} from '../../support/queue-file.ts';

async function open() {
	const queue = await openQueueFile();
	return {
		...queue,
		names: () => queue.items().map(({name}) => name),
		/** One that asks: its content, and that of what is there. */
		ask(name: string, [source, target]: readonly [string | undefined, string | undefined], subject: Partial<ItemSubject> = {}) {
			const item = queue.add(name, subject);
			queue.database.prepare('UPDATE items SET phase = \'asks\', conflict = ? WHERE id = ?').run(JSON.stringify({source: {md5: source}, target: {size: 1, md5: target}}), item.id);
			return item;
		},
	};
}

describe('an answer for all that ask the same', () => {
	it('is for those on the same way whose content differs, or does not, like this one’s', async () => {
		const {ask, add, database} = await open();
		const one = ask('one', ['a', 'b']);
		const alike = [ask('other content', ['c', 'd']), ask('unknown content', [undefined, undefined])];
		const same = ask('same content', ['e', 'e']);
		ask('another way', ['a', 'b'], {direction: 'down'});
		add('does not ask');

		expect(findAlike(database, one.id)).toEqual(alike.map(({id}) => id));
		expect(findAlike(database, same.id)).toEqual([]);
		expect(findAlike(database, 1000)).toEqual([]);
	});
});

describe('an item that waits', () => {
	it('changes turns with its neighbour, past what does not wait', async () => {
		const {add, database} = await open();
		const [first, , last] = [add('first'), add('runs', {}, {phase: 'sending'}), add('last', {}, {phase: 'paused'})];
		const turns = () => database.prepare('SELECT name FROM items WHERE phase IN (\'waiting\', \'paused\') ORDER BY coalesce(place, id)').all().map(({name}) => JSON.parse(String(name)) as string);

		expect([moveItem(database, first.id, -1), moveItem(database, last.id, 1), moveItem(database, 2, 1)]).toEqual([false, false, false]);
		expect([moveItem(database, last.id, -1), turns()]).toEqual([true, ['last', 'first']]);
		expect([moveItem(database, last.id, 1), turns()]).toEqual([true, ['first', 'last']]);
	});
});

describe('what is over', () => {
	it('leaves the list by itself, or all at once, unless its job is still counted', async () => {
		const {add, database, names, setJob} = await open();
		const done = add('done', {}, {phase: 'done', sent: 1});
		add('skipped', {}, {phase: 'skipped'});
		const waits = add('waits');
		removeFinished(database);
		expect(names()).toEqual(['done', 'skipped', 'waits']);

		setJob('counted');
		removeFinished(database, waits.id);
		removeFinished(database, done.id);
		expect(names()).toEqual(['skipped', 'waits']);

		removeFinished(database);
		expect(names()).toEqual(['waits']);
	});
});
