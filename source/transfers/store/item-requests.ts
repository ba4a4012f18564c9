import type {DatabaseSync} from 'node:sqlite';
import {isNothing} from '../conflicts.ts';
import {itemOfRow, type Item} from '../item.ts';
import {next, type ItemEvent} from '../transitions.ts';
import {readFact, writeFact} from './database.ts';
import {saveState} from './item-rows.ts';

/** What somebody wishes for some items; an item whose state it makes no sense for stays as it is. */
export function applyWhere(database: DatabaseSync, {where, values}: {readonly where: string; readonly values: ReadonlyArray<string | number>}, event: ItemEvent): void {
	for (const row of database.prepare(`SELECT * FROM items WHERE ${where}`).all(...values)) {
		applyTo(database, itemOfRow(row), event);
	}
}

function applyTo(database: DatabaseSync, item: Item, event: ItemEvent): void {
	const changed = next(item, event);
	if (changed === item) {
		return;
	}

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

/** Others that ask the same question: files on the same way, whose content differs (or does not) as this one's, or whose target is gone as this one's is. */
export function findAlike(database: DatabaseSync, id: number): readonly number[] {
	const kindOf = ({direction, state}: Item) => {
		const {source, target = {}} = state.phase === 'asks' ? state.conflict : {};
		return `${direction} ${isNothing(target) ? 'gone' : source?.md5 !== undefined && source.md5 === target.md5}`;
	};

	const items = database.prepare('SELECT * FROM items WHERE phase = \'asks\'').all().map(row => itemOfRow(row));
	const own = items.find(item => item.id === id);
	return items.filter(item => item.id !== id && own && kindOf(item) === kindOf(own)).map(item => item.id);
}

/** Changes turns with the neighbour among those that wait. */
export function moveItem(database: DatabaseSync, item: number, step: -1 | 1): boolean {
	const waiting = 'phase IN (\'waiting\', \'paused\')';
	const turn = database.prepare(`SELECT coalesce(place, id) AS turn FROM items WHERE id = ? AND ${waiting}`).get(item)?.turn;
	const [sign, order] = step === -1 ? ['<', 'DESC'] : ['>', 'ASC'];
	const other = turn === undefined ? undefined : database.prepare(`SELECT id, coalesce(place, id) AS turn FROM items WHERE ${waiting} AND coalesce(place, id) ${sign} ? ORDER BY turn ${order} LIMIT 1`).get(turn);
	if (turn === undefined || !other) {
		return false;
	}

	const set = database.prepare('UPDATE items SET place = ? WHERE id = ?');
	set.run(other.turn!, item);
	set.run(turn, other.id!);
	writeFact(database, 'order', String(Number(readFact(database, 'order') ?? 0) + 1)); // the engine has chosen the next ones already
	return true;
}

/** What may leave the list: while its job is still being counted, it would come back. */
const isCleared = 'phase IN (\'done\', \'skipped\', \'cancelled\', \'failed\') AND job IN (SELECT id FROM jobs WHERE state <> \'counting\')';

/** Takes one item, or all, out of the list where it is over. */
export function removeFinished(database: DatabaseSync, item?: number): void {
	const [where, values] = item === undefined ? ['', []] : ['id = ? AND', [item]];
	database.prepare(`DELETE FROM items WHERE ${where} ${isCleared}`).run(...values);
}
