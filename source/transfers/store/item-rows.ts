import type {DatabaseSync} from 'node:sqlite';
import type {Item, ItemState, ItemSubject} from '../item.ts';
import {isFinal} from '../transitions.ts';
import {prepared} from './database.ts';

/** Writes a new item, waiting or already decided (a name that is refused, a link that is skipped). */
export function insertItem(database: DatabaseSync, {job, kind, direction, name, source, target, facts, size, decision}: ItemSubject, state: ItemState): void {
	const failure = 'failure' in state ? JSON.stringify(state.failure) : null;
	prepared(database, 'INSERT OR IGNORE INTO items (job, kind, direction, name, source, target, facts, size, phase, decision, failure) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
		job, kind, direction, JSON.stringify(name), JSON.stringify(source), JSON.stringify(target), JSON.stringify(facts), size, state.phase, decision ?? null, failure,
	);
}

/**
Writes where an item is in its life; what does not belong to the state is cleared.
`keepsWishes`: the engine's word does not undo that somebody has cancelled or paused it meanwhile; what has ended has ended,
and what is done is done, whatever was wished just before.
*/
export function saveState(database: DatabaseSync, {id, state, attempts, decision, facts}: Item, {keepsWishes = false} = {}): void {
	const kept = state.phase === 'done' ? '' : (isFinal(state) ? '\'cancelled\'' : '\'cancelled\', \'paused\'');
	const where = keepsWishes ? `id = ? AND phase NOT IN (${kept})` : 'id = ?';
	prepared(database, `UPDATE items SET phase = ?, sent = ?, attempts = ?, retry_at = ?, decision = ?, failure = ?, conflict = ?, facts = ?, arrived = ? WHERE ${where}`).run(
		state.phase,
		state.phase === 'done' ? state.sent : 0,
		attempts,
		state.phase === 'waiting' ? state.retryAt ?? 0 : 0,
		decision ?? null,
		'failure' in state ? JSON.stringify(state.failure) : null,
		state.phase === 'asks' ? JSON.stringify(state.conflict) : null,
		JSON.stringify(facts),
		state.phase === 'done' && state.arrived ? JSON.stringify(state.arrived) : null,
		id,
	);
}
