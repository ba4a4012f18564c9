import type {DatabaseSync} from 'node:sqlite';
import {isNothing} from '../same-content.ts';
import type {Item} from '../item.ts';
import {next, type ItemEvent} from '../item-transitions.ts';
import type {Facts} from './queue-facts.ts';
import {itemOfRow, saveState} from './item-rows.ts';
import {clearInSession, joinSession} from './session.ts';

/** Which items something is asked for: one, what asks in one job, or what has failed, of one job or of all. */
export type ChosenItems = {readonly item: number} | {readonly askingOf: number} | {readonly failedOf: number | 'all'};

/** What somebody asks for some items. */
export type ItemRequests = {
	/** An item whose state it makes no sense for stays as it is. */
	readonly apply: (chosen: ChosenItems, event: ItemEvent) => void;
	/** Others that ask the same question: files in the same direction, whose content differs (or does not) as this one's, or whose target is gone as this one's is. */
	readonly findAlike: (id: number) => readonly number[];
	/** Changes places with its neighbour among those that wait; false at the end of the list. */
	readonly move: (id: number, step: -1 | 1) => boolean;
	/** Takes what was passed over, has failed or was cancelled out of a job that is counted again. */
	readonly removeLeft: (job: number) => void;
	/** Takes one item, or all, out of the list where it is over; with `keepsFailed`, not what has failed. */
	readonly removeFinished: (which?: {readonly id?: number; readonly keepsFailed?: boolean}) => void;
};

export function createItemRequests(database: DatabaseSync, facts: Facts): ItemRequests {
	return {
		apply(chosen, event) {
			const [where, values] = condition(chosen);
			for (const row of database.prepare(`SELECT * FROM items WHERE ${where}`).all(...values)) {
				applyTo(database, facts, {item: itemOfRow(row), event});
			}
		},
		findAlike: id => findAlike(database, id),
		move(id, step) {
			if (!swap(database, id, step)) {
				return false;
			}

			facts.write('order', (facts.read('order') ?? 0) + 1); // the engine has chosen the next ones already
			return true;
		},
		removeLeft(job) {
			database.prepare('DELETE FROM items WHERE job = ? AND phase IN (\'skipped\', \'failed\', \'cancelled\')').run(job);
			joinSession(database, facts, {job, state: {phase: 'waiting'}, size: 0});
		},
		removeFinished({id, keepsFailed = false} = {}) {
			const [where, values] = id === undefined ? ['', []] : ['id = ? AND', [id]];
			clearInSession(database, facts, () => {
				database.prepare(`DELETE FROM items WHERE ${where} ${isCleared}${keepsFailed ? ' AND phase <> \'failed\'' : ''}`).run(...values);
			});
		},
	};
}

/** What may leave the list: while its job is still being counted, it would come back. */
const isCleared = 'phase IN (\'done\', \'skipped\', \'cancelled\', \'failed\') AND job IN (SELECT id FROM jobs WHERE state <> \'counting\')';

function condition(chosen: ChosenItems): readonly [string, readonly number[]] {
	if ('item' in chosen) {
		return ['id = ?', [chosen.item]];
	}

	if ('askingOf' in chosen) {
		return ['phase = \'asks\' AND job = ?', [chosen.askingOf]];
	}

	return chosen.failedOf === 'all' ? ['phase = \'failed\'', []] : ['phase = \'failed\' AND job = ?', [chosen.failedOf]];
}

function applyTo(database: DatabaseSync, facts: Facts, {item, event}: {readonly item: Item; readonly event: ItemEvent}): void {
	const changed = next(item, event);
	if (changed === item) {
		return;
	}

	joinSession(database, facts, item); // before: what it does now counts
	saveState(database, changed);
	if (event.event === 'retried' || event.event === 'answered') {
		// A job that was over has something to do again: moves remove their sources at its end.
		// One that was cancelled before all of it was counted goes on counting.
		database.prepare(`
			UPDATE jobs SET state = CASE WHEN expanded_sources < json_array_length(sources) THEN 'counting' ELSE 'counted' END
			WHERE id = ? AND state IN ('over', 'cancelled')
		`).run(item.job);
	}
}

function findAlike(database: DatabaseSync, id: number): readonly number[] {
	const kindOf = ({direction, state}: Item) => {
		const {source, target = {}} = state.phase === 'asks' ? state.conflict : {};
		return `${direction} ${isNothing(target) ? 'gone' : source?.md5 !== undefined && source.md5 === target.md5}`;
	};

	const items = database.prepare('SELECT * FROM items WHERE phase = \'asks\'').all().map(row => itemOfRow(row));
	const own = items.find(item => item.id === id);
	return items.filter(item => item.id !== id && own && kindOf(item) === kindOf(own)).map(item => item.id);
}

function swap(database: DatabaseSync, id: number, step: -1 | 1): boolean {
	const waiting = 'phase IN (\'waiting\', \'paused\')';
	const position = database.prepare(`SELECT coalesce(place, id) AS position FROM items WHERE id = ? AND ${waiting}`).get(id)?.position;
	const [sign, order] = step === -1 ? ['<', 'DESC'] : ['>', 'ASC'];
	const other = position === undefined ? undefined : database.prepare(`SELECT id, coalesce(place, id) AS position FROM items WHERE ${waiting} AND coalesce(place, id) ${sign} ? ORDER BY position ${order} LIMIT 1`).get(position);
	if (position === undefined || !other) {
		return false;
	}

	const set = database.prepare('UPDATE items SET place = ? WHERE id = ?');
	set.run(other.position!, id);
	set.run(position, other.id!);
	return true;
}
