import type {DatabaseSync, SQLOutputValue} from 'node:sqlite';
import type {FailureFacts} from '../../failure.ts';
import type {Entry} from '../../files/entry.ts';
import type {Location} from '../../files/location.ts';
import type {
	Decision,
	Item,
	ItemFacts,
	ItemState,
	ItemSubject,
	WorkStep,
} from '../item.ts';
import type {ConflictFacts, Direction, ItemPhase} from '../snapshot.ts';
import {isFinal} from '../item-transitions.ts';
import {prepared} from './database.ts';

/**
Writes a new item, waiting or already decided (a name that is refused, a link that is skipped). What the job has of this source
already stays, unless it is done and the source has changed since. What was found just when its job was cancelled does not wait.
*/
export function insertItem(database: DatabaseSync, {job, kind, direction, name, source, target, facts, size, decision}: ItemSubject, state: ItemState): void {
	const failure = 'failure' in state ? JSON.stringify(state.failure) : null;
	prepared(database, `
		INSERT INTO items (job, kind, direction, name, source, target, facts, size, phase, decision, failure)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, CASE WHEN ?9 = 'waiting' AND (SELECT state FROM jobs WHERE id = ?1) = 'cancelled' THEN 'cancelled' ELSE ?9 END, ?10, ?11)
		ON CONFLICT DO UPDATE SET kind = excluded.kind, direction = excluded.direction, target = excluded.target, facts = excluded.facts, size = excluded.size,
			phase = excluded.phase, decision = excluded.decision, failure = excluded.failure, sent = 0, attempts = 0, arrived = NULL, step = NULL
		WHERE phase = 'done' AND json_extract(facts, '$.source') <> json_extract(excluded.facts, '$.source')
	`).run(
		job, kind, direction, JSON.stringify(name), JSON.stringify(source), JSON.stringify(target), JSON.stringify(facts), size, state.phase, decision ?? null, failure,
	);
}

/**
Writes where an item is in its life; what does not belong to the state is cleared.
`keepsRequests`: the engine's word does not undo that somebody has cancelled or paused it meanwhile; what has ended has ended,
and what is done is done, whatever was asked for just before.
*/
export function saveState(database: DatabaseSync, {id, state, attempts, decision, facts}: Item, {keepsRequests = false} = {}): void {
	const kept = state.phase === 'done' ? '' : (isFinal(state) ? '\'cancelled\'' : '\'cancelled\', \'paused\'');
	const where = keepsRequests ? `id = ? AND phase NOT IN (${kept})` : 'id = ?';
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

type Row = Record<string, SQLOutputValue>;

/** A row of the database as an item. Only this program writes the file, so its shape is trusted. */
export function itemOfRow(row: Row): Item {
	const decision = row.decision as Decision | null;
	const step = parse(row.step) as WorkStep | undefined;
	return {
		id: Number(row.id),
		job: Number(row.job),
		kind: row.kind as Item['kind'],
		direction: row.direction as Direction,
		name: parse(row.name) as string,
		source: parse(row.source) as Location,
		target: parse(row.target) as Location,
		facts: parse(row.facts) as ItemFacts,
		size: Number(row.size),
		attempts: Number(row.attempts),
		state: stateOfRow(row),
		...(decision !== null && {decision}),
		...(step && {step}),
	};
}

function stateOfRow(row: Row): ItemState {
	const phase = row.phase as ItemPhase;
	const failure = parse(row.failure) as FailureFacts | undefined;
	switch (phase) {
		case 'waiting': {
			return {phase, ...(failure && {failure}), ...(Number(row.retry_at) > 0 && {retryAt: Number(row.retry_at)})};
		}

		case 'asks': {
			return {phase, conflict: parse(row.conflict) as ConflictFacts};
		}

		case 'done': {
			const arrived = parse(row.arrived) as Entry | undefined;
			return {
				phase, sent: Number(row.sent), ...(arrived && {arrived}), ...(failure && {failure}),
			};
		}

		case 'skipped': {
			return {phase, ...(failure && {failure})};
		}

		case 'failed': {
			return {phase, failure: failure!};
		}

		case 'hashing':
		case 'checking':
		case 'sending':
		case 'receiving':
		case 'copying':
		case 'verifying':
		case 'paused':
		case 'cancelled': {
			return {phase};
		}

		default: {
			throw new TypeError(`unknown phase ${(phase satisfies never)}`);
		}
	}
}

/** A column that holds JSON; nothing where it is empty. */
export function parse(value: SQLOutputValue | undefined): unknown {
	return typeof value === 'string' ? JSON.parse(value) as unknown : undefined;
}
