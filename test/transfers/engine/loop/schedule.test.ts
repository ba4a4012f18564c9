import {describe, expect, it} from 'vitest';
import {
	claim,
	isWaiting,
	nextToCount,
	takeOver,
} from '../../../../source/transfers/engine/loop/schedule.ts';
import {openQueueFile} from '../../../support/queue-file.ts';

const hour = 3_600_000;
const now = 10 * hour;

async function open() {
	const queue = await openQueueFile();
	const {database, add} = queue;
	return {
		...queue,
		addUntil(name: string, retryAt: number) {
			const item = add(name);
			database.prepare('UPDATE items SET retry_at = ? WHERE id = ?').run(retryAt, item.id);
			return item;
		},
		claimed: (running: readonly number[] = []) => claim(database, {running: new Map(running.map(id => [id, undefined])), now}).map(({name}) => name),
	};
}

describe('what is worked on next', () => {
	it('waits, is not worked on already, and is due', async () => {
		const {add, addUntil, claimed, setJob} = await open();
		setJob('counted');
		const running = add('running');
		add('first');
		addUntil('due', now);
		addUntil('not due', now + 1);
		addUntil('put off before the clock was set back', now + hour + 1);
		addUntil('put off for an hour', now + hour);
		add('paused', {}, {phase: 'paused'});

		expect(claimed([running.id])).toEqual(['first', 'due', 'put off before the clock was set back']);
	});

	it('comes in the order that a person has made', async () => {
		const {database, add, claimed, setJob} = await open();
		setJob('counted');
		add('a');
		const {id} = add('b');
		database.prepare('UPDATE items SET place = 0 WHERE id = ?').run(id);

		expect(claimed()).toEqual(['b', 'a']);
	});

	it('is of no job that was cancelled', async () => {
		const {add, claimed, setJob, items} = await open();
		add('a');
		setJob('cancelled');

		expect(claimed()).toEqual([]);
		expect(items()[0]!.state.phase).toBe('cancelled');
	});

	it('is what could not be counted only when the rest of its job is', async () => {
		const {add, claimed, setJob} = await open();
		add('album', {kind: 'source'});

		const before = claimed();
		setJob('counted');

		expect([before, claimed()]).toEqual([[], ['album']]);
	});

	it('is looked at once more: somebody may have cancelled it since', async () => {
		const {add, database} = await open();
		const [waiting, cancelled] = [add('a'), add('b', {}, {phase: 'cancelled'})];

		expect([isWaiting(database, waiting), isWaiting(database, cancelled)]).toEqual([true, false]);
	});

	it('is what an engine that died has left, too', async () => {
		const {add, database, claimed, setJob} = await open();
		setJob('counted');
		for (const phase of ['hashing', 'checking', 'sending', 'receiving', 'copying', 'verifying'] as const) {
			add(phase, {}, {phase});
		}

		add('done', {}, {phase: 'done', sent: 1});
		takeOver(database);

		expect(claimed()).toEqual(['hashing', 'checking', 'sending', 'receiving', 'copying', 'verifying']);
	});

	it('is to be counted, job by job', async () => {
		const {database, job, setJob} = await open();

		expect(nextToCount(database)?.id).toBe(job().id);
		setJob('counted');
		expect(nextToCount(database)).toBeUndefined();
	});
});
